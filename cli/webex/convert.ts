import { counted } from "../drift/format";
import { stat } from "node:fs/promises";
import { type Output, type Outputs, withOutputs } from "../../provider/core/outputs";
import { formatCount } from "../../provider/core/page/parts";
import type { Dialect } from "../../provider/webex/columns";
import { convertInto, type Listener } from "../../provider/webex/convert";
import { Findings, findingText } from "../../provider/webex/findings";
import { printable } from "../../provider/transport/foreignText";
import { leftOut } from "../../provider/webex/procedure";
import { readTable } from "../../provider/webex/records";
import type { Encoding } from "../../provider/webex/text";
import type { Converted, Finding } from "../../sdk/webex/types";
import { print, printError, printWarning } from "../print";
import { Progress } from "../progress";
import { Report } from "./report";

/** How many users and findings the terminal shows without `--all`. */
const shown = 20;

interface Options {
    domain: string;
    from: string[];
    to: Dialect;
    trackingCode?: string[];
    encoding: Encoding;
    neutralise?: boolean;
    partial?: boolean;
    all?: boolean;
    report?: string;
    html?: string;
    output: string;
}

/** `contact-center webex convert` */
export async function convert(source: string, options: Options): Promise<void> {
    // On exit, the unfinished file is removed, because it contains personal data.
    const interrupted = () => process.exit(130);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, interrupted);
    try {
        await withOutputs([source], (outputs) => convertWith(outputs, source, options));
    } finally {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, interrupted);
    }
}

async function convertWith(outputs: Outputs, source: string, options: Options): Promise<void> {
    const { domain, from, to, trackingCode, encoding, neutralise, partial, output, report: name } = options;
    const limit = options.all ? Number.POSITIVE_INFINITY : shown;
    const report = name === undefined ? undefined : await Report.open(outputs, `${name}.csv`);
    const pages = await pagesOf(outputs, options);
    const findings = new Findings();
    const listener = await listenerOf(source, async () => report?.flush());
    let [count, wrongRows, lastWrong] = [0, 0, 0];
    const result = await convertInto(
        outputs,
        {
            source,
            output,
            dialect: to,
            domain,
            fromDomains: from,
            encoding,
            ...(trackingCode ? { trackingCodes: trackingCode } : {}),
            ...(neutralise ? { neutralise } : {}),
            ...(partial ? { partial } : {}),
        },
        {
            ...listener,
            finding: (finding) => {
                findings.add(finding);
                report?.add(finding);
                if (finding.level === "error" && finding.row !== lastWrong)
                    [wrongRows, lastWrong] = [wrongRows + 1, finding.row];
                if (++count <= limit) listener.note(printable(findingLine(finding)));
            },
        },
    ).finally(listener.end);
    if (count > limit) {
        printError(`… and ${formatCount(count - limit)} more findings; --all lists them, --report <name> writes them`);
        for (const line of findings.summary()) printError(`  ${line}`);
    }
    await report?.flush();
    const rest = name === undefined ? "--report <name> writes all of them as CSV." : `All of them are in ${name}.csv.`;
    if (pages.length > 0) {
        const page = await findings.page({ source, domain }, figuresOf(result, wrongRows), rest);
        for (const file of pages) await file.write(page);
    }
    await outputs.commit();
    if (result.written) await listUsers(output, result.users, limit);
    const found = `${counted(result.errors, "error")}, ${counted(result.warnings, "warning")}`;
    print(result.written ? `${output}: ${counted(result.users, "user")}, ${found}` : `nothing was written: ${found}`);
    if (result.written && wrongRows > 0) printWarning("CC7122", partialNote(wrongRows));
    if (result.errors > 0) process.exitCode = 1;
}

/** The same page, next to the report and at the path of `--html`. */
async function pagesOf(outputs: Outputs, { report, html }: Options): Promise<Output[]> {
    const pages: Output[] = [];
    for (const file of [report === undefined ? undefined : `${report}.html`, html])
        if (file !== undefined) pages.push(await outputs.open(file, { personal: true }));
    return pages;
}

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(0)} MB`;

/** Shows progress and messages during the conversion. */
async function listenerOf(source: string, flush: () => Promise<void>) {
    const progress = new Progress();
    const size = await stat(source).then(
        ({ size: bytes }) => (bytes > 0 ? ` of ${megabytes(bytes)}` : ""),
        () => "",
    );
    return {
        note: (text: string) => progress.note(text),
        end: () => progress.end(),
        progress: async (rows: number, bytes: number) => {
            progress.report(() => `reading ${source}: ${formatCount(rows)} rows, ${megabytes(bytes)}${size}`);
            await flush();
        },
    } satisfies Partial<Listener> & Record<string, unknown>;
}

const figuresOf = ({ users, written }: Converted, wrongRows: number) =>
    [
        {
            mark: "good",
            count: users,
            words: written ? "users written" : "users without an error; nothing was written",
        },
        { mark: "missing", count: wrongRows, words: "rows with an error" },
    ] as const;

/** The users of the file, in the order in which they were written. */
async function listUsers(file: string, users: number, limit: number): Promise<void> {
    if (!(await stat(file)).isFile()) return;
    const { headings, batches, close } = await readTable(file, () => false);
    const [email = -1, first = -1, last = -1] = ["email", "firstName", "lastName"].map((name) =>
        headings.cells.indexOf(name),
    );
    let left = limit;
    for await (const batch of batches) {
        for (const { cells } of batch.slice(0, left))
            print(printable(`${cells[email]}  ${cells[first]} ${cells[last]}`));
        left -= batch.length;
        if (left <= 0) break;
    }
    await close();
    if (users > limit) print(`… and ${formatCount(users - limit)} more users; --all lists them`);
}

const partialNote = (rows: number) =>
    `${rows} rows were left out: ${leftOut}. Correct these rows and import them too. An import overwrites an account with the same e-mail address and never removes an account.`;

const findingLine = (finding: Finding) => `${finding.level === "warning" ? "warning: " : ""}${findingText(finding)}`;
