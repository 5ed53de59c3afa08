import { stringify } from "csv-stringify/sync";
import { asSpreadsheetText } from "../../provider/core/spreadsheet";
import type { Output, Outputs } from "../../provider/core/outputs";
import type { Finding } from "../../sdk/webex/types";

/** All findings as CSV, streamed, because there may be more findings than rows. */
export class Report {
    #rows: string[][] = [["level", "row", "column", "value", "reason"]];

    private constructor(private readonly csv: Output) {}

    static async open(outputs: Outputs, file: string): Promise<Report> {
        return new Report(await outputs.open(file, { personal: true }));
    }

    add({ level, row, column, value, reason }: Finding): void {
        // The report is opened in a spreadsheet, and it contains the formulas that it warns about.
        this.#rows.push([level, String(row), ...[column, value, reason].map(asSpreadsheetText)]);
    }

    /** Writes the entries that were added since the last call. */
    async flush(): Promise<void> {
        const rows = this.#rows;
        this.#rows = [];
        await this.csv.write(stringify(rows));
    }
}
