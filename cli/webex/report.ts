import { createWriteStream, type WriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { stringify } from "csv-stringify/sync";
import { html } from "hono/html";
import type { Finding } from "../../sdk/webex/types";

/** All findings, written as they come: there may be as many as rows. */
export class Report {
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
