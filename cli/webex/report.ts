import type { WriteStream } from "node:fs";
import { stringify } from "csv-stringify/sync";
import { html } from "hono/html";
import { asSpreadsheetText } from "../../provider/core/spreadsheet";
import type { Outputs } from "../../provider/core/outputs";
import type { Finding } from "../../sdk/webex/types";

/** All findings, written as they come: there may be as many as rows. */
export class Report {
    private constructor(
        private readonly csv: WriteStream,
        private readonly page: WriteStream,
    ) {
        csv.write(stringify([["level", "row", "column", "value", "reason"]]));
        page.write(
            `<!doctype html><html lang="en"><meta charset="utf-8"><title>Findings</title>` +
                `<style>body{font:14px sans-serif}td,th{padding:2px 8px;text-align:left;border-bottom:1px solid #ccc}.error{color:#a00}</style>` +
                `<table><tr><th>level<th>row<th>column<th>value<th>reason</tr>\n`,
        );
    }

    /** @param outputs - of the run: a report replaces no other file of it */
    static async open(outputs: Outputs, name: string): Promise<Report> {
        const csv = await outputs.open(`${name}.csv`, { personal: true });
        const page = await outputs.open(`${name}.html`, { personal: true });
        return new Report(csv.stream(), page.stream());
    }

    add({ level, row, column, value, reason }: Finding): void {
        // It is read in a spreadsheet, and formulas are what it warns of.
        this.csv.write(stringify([[level, row, ...[column, value, reason].map(asSpreadsheetText)]]));
        this.page.write(
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

    end(): void {
        this.page.write("</table></html>\n");
    }
}
