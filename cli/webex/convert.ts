import type { Dialect } from "../../provider/webex/columns";
import { type Outputs, withOutputs } from "../../provider/core/outputs";
import { convertInto } from "../../provider/webex/convert";
import { leftOut } from "../../provider/webex/procedure";
import type { Encoding } from "../../provider/webex/text";
import type { Finding } from "../../sdk/webex/types";
import { Report } from "./report";
import { print, printError } from "../print";
import { printable } from "../../provider/transport/foreignText";

/** How many findings the terminal shows; the report has all. */
const shown = 20;

interface Options {
    domain: string;
    from: string[];
    to: Dialect;
    trackingCode?: string[];
    encoding: Encoding;
    neutralise?: boolean;
    partial?: boolean;
    report?: string;
    output: string;
}

/** `contact-center webex convert` */
export const convert = (source: string, options: Options): Promise<void> =>
    withOutputs([source], (outputs) => convertWith(outputs, source, options));

async function convertWith(outputs: Outputs, source: string, options: Options): Promise<void> {
    const { domain, from, to, trackingCode, encoding, neutralise, partial, output } = options;
    const report = options.report === undefined ? undefined : await Report.open(outputs, options.report);
    let count = 0;
    const wrongRows = new Set<number>();
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
            note: (text) => printError(text),
            finding: (finding) => {
                report?.add(finding);
                if (finding.level === "error") wrongRows.add(finding.row);
                if (++count <= shown) printError(printable(line(finding)));
            },
        },
    );
    if (count > shown) printError(`… and ${count - shown} more${report ? "" : "; --report <name> writes them all"}`);
    report?.end();
    await outputs.commit();
    const found = `${result.errors} errors, ${result.warnings} warnings`;
    print(result.written ? `${output}: ${result.users} users, ${found}` : `nothing was written: ${found}`);
    if (result.written && wrongRows.size > 0) printError(partialNote(wrongRows.size));
    if (result.errors > 0) process.exitCode = 1;
}

const partialNote = (rows: number) =>
    `${rows} rows were left out: ${leftOut}. Correct these rows and import them too. An import overwrites an account with the same e-mail address and never removes an account.`;

const line = ({ level, row, column, value, reason }: Finding) =>
    `row ${row}${column ? `, ${column} ${JSON.stringify(value)}` : ""}: ${level === "warning" ? "warning: " : ""}${reason}`;
