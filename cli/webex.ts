import { createWriteStream, type WriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { Command, Option } from "commander";
import { stringify } from "csv-stringify/sync";
import { html } from "hono/html";
import type { Dialect } from "../provider/webex/columns";
import { dialects } from "../provider/webex/columns";
import { convertFile } from "../provider/webex/convert";
import { readStatus } from "../provider/webex/status";
import type { Encoding } from "../provider/webex/text";
import type { Finding } from "../sdk/webex/types";

/** How many findings the terminal shows; the report has all. */
const shown = 20;

/** `contact-center webex …`: the user import of the tightly coupled integration. */
export function webexCommand(): Command {
    return new Command("webex")
        .description("users of a WebEx Meetings site for the import into WebEx Connect")
        .addCommand(
            new Command("convert")
                .description("turn the export of a Meetings site into an import file; with errors nothing is written")
                .argument("<export>", "the exported file, UTF-8 or UTF-16 LE, with commas or tabs")
                .requiredOption("--domain <domain>", "e-mail domain of the WebEx Connect organisation")
                .option("--from <domain...>", "e-mail domains whose addresses are changed to it; others are errors", [])
                .addOption(
                    new Option("--to <dialect>", "the procedure's columns, or the published 28 of Messenger")
                        .choices(Object.keys(dialects))
                        .default("connect-tci"),
                )
                .option("--tracking-code <heading...>", "headings of tracking codes, where they are not recognised")
                .addOption(
                    new Option("--encoding <encoding>", "encoding of the import file")
                        .choices(["utf-8", "utf-16le"])
                        .default("utf-8"),
                )
                .option("--neutralise", "put a ' before cells that a spreadsheet would take for formulas")
                .option("--partial", "write the rows without an error even where others have one")
                .option("--report <name>", "write every finding to <name>.csv and <name>.html")
                .requiredOption("-o, --output <file>", "the import file")
                .action(convert),
        )
        .addCommand(
            new Command("status")
                .description("say what an import status file says, by status and message")
                .argument("<file>", "the status file")
                .option("--import <file>", "the file that was imported: who is missing in the status file")
                .option(
                    "--succeeded <status...>",
                    "values of the column status that mean success; they are not published",
                    [],
                )
                .option("--failed <file>", "write those without success as an import file (needs --succeeded)")
                .action(status),
        );
}

interface ConvertOptions {
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

async function convert(source: string, options: ConvertOptions): Promise<void> {
    const { domain, from, to, trackingCode, encoding, neutralise, partial, output } = options;
    const report = options.report === undefined ? undefined : new Report(options.report);
    let count = 0;
    const result = await convertFile(
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
            note: (text) => console.error(text),
            finding: (finding) => {
                report?.add(finding);
                if (++count <= shown) console.error(line(finding));
            },
        },
    );
    if (count > shown) console.error(`… and ${count - shown} more${report ? "" : "; --report <name> writes them all"}`);
    await report?.end();
    const found = `${result.errors} errors, ${result.warnings} warnings`;
    console.log(result.written ? `${output}: ${result.users} users, ${found}` : `nothing was written: ${found}`);
    if (result.errors > 0) process.exitCode = 1;
}

const line = ({ level, row, column, value, reason }: Finding) =>
    `row ${row}${column ? `, ${column} ${JSON.stringify(value)}` : ""}: ${level === "warning" ? "warning: " : ""}${reason}`;

/** All findings, written as they come: there may be as many as rows. */
class Report {
    readonly #csv: WriteStream;
    readonly #page: WriteStream;

    constructor(name: string) {
        this.#csv = createWriteStream(`${name}.csv`);
        this.#page = createWriteStream(`${name}.html`);
        this.#csv.write(stringify([["level", "row", "column", "value", "reason"]]));
        this.#page.write(
            `<!doctype html><html lang="en"><meta charset="utf-8"><title>Findings</title>` +
                `<style>body{font:14px sans-serif}td,th{padding:2px 8px;text-align:left;border-bottom:1px solid #ccc}.error{color:#a00}</style>` +
                `<table><tr><th>level<th>row<th>column<th>value<th>reason</tr>\n`,
        );
    }

    add({ level, row, column, value, reason }: Finding): void {
        // A value that a spreadsheet would take for a formula is what the report warns of.
        const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
        this.#csv.write(stringify([[level, row, column, harmless, reason]]));
        this.#page.write(
            String(
                html`<tr class="${level}">
                    <td>${level}</td>
                    <td>${row}</td>
                    <td>${column}</td>
                    <td>${value}</td>
                    <td>${reason}</td>
                </tr> `,
            ),
        );
    }

    async end(): Promise<void> {
        this.#csv.end();
        this.#page.end("</table></html>\n");
        await Promise.all([finished(this.#csv), finished(this.#page)]);
    }
}

async function status(file: string, options: { import?: string; succeeded: string[]; failed?: string }): Promise<void> {
    if (options.failed !== undefined && options.succeeded.length === 0)
        throw new Error("--failed needs --succeeded: which values of the column status mean success is not published");
    const result = await readStatus(file, options.succeeded, options.import);
    for (const { status, message, users } of result.groups) console.log(`${users}\t${status}\t${message}`);
    for (const email of result.missing) console.log(`missing\t${email}`);
    const failed = result.failed.length - 1;
    if (options.failed !== undefined) await writeFile(options.failed, stringify(result.failed));
    const missing = options.import === undefined ? "" : `, ${result.missing.length} missing`;
    console.log(`${result.users} users${options.succeeded.length > 0 ? `, ${failed} without success` : ""}${missing}`);
    if (failed > 0 || result.missing.length > 0) process.exitCode = 1;
}
