import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { Report } from "../../../cli/webex/report";
import { status } from "../../../cli/webex/status";
import { withOutputs } from "../../../provider/core/outputs";
import { asSpreadsheetText, formulaNote, isFormula } from "../../../provider/core/spreadsheet";
import { outputOf } from "../../printed";

const formulas = [
    '=HYPERLINK("https://evil.example")',
    "@SUM(1)",
    "+cmd|' /C calc'!A0",
    "-2+cmd|x",
    "\t=1",
    "\r=1",
    "\n=1",
    "\uFF1D1",
    "=eve@acme.example",
];

describe("cells of a CSV file", () => {
    let folder: string;
    before(() => (folder = mkdtempSync(join(tmpdir(), "cells-"))));
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("are formulas if a spreadsheet would run them; telephone numbers are not", () => {
        for (const cell of formulas) {
            expect(isFormula(cell), cell).to.equal(true);
            expect(asSpreadsheetText(cell)).to.equal(`'${cell}`);
        }
        for (const cell of ["", "-", "+44 20 7946 0000", "+1 (555) 010-0", "-5", "a=b", "'=1", "anna@acme.example"]) {
            expect(isFormula(cell), cell).to.equal(false);
            expect(asSpreadsheetText(cell)).to.equal(cell);
        }
    });

    it("of a report are text in every column with data from outside", async () => {
        await withOutputs([], async (outputs) => {
            const report = await Report.open(outputs, join(folder, "report.csv"));
            for (const cell of formulas)
                report.add({ level: "warning", kind: "formula", row: 1, column: cell, value: cell, reason: cell });
            await report.flush();
        });
        const rows = parse(readFileSync(join(folder, "report.csv")));
        expect(rows).to.have.length(formulas.length + 1);
        expect(rows.flat().filter(isFormula)).to.deep.equal([]);
        expect(statSync(join(folder, "report.csv")).mode & 0o777).to.equal(0o600);
    });

    it("of a file for another product's import stay as they are, and the command says so", async () => {
        expect(formulaNote("f.csv", [["email"], ["anna@acme.example"]])).to.equal(undefined);
        const file = join(folder, "status.csv");
        writeFileSync(
            file,
            'email,city,status,statusMessage\na@acme.com,"=HYPERLINK(1)",FAILED,no\nb@acme.com,+1,OK,\n',
        );
        const again = join(folder, "again.csv");
        const { stderr } = await outputOf(() => status(file, { succeeded: ["OK"], failed: again }));
        process.exitCode = 0;
        expect(readFileSync(again, "utf8")).to.equal("email,city\na@acme.com,=HYPERLINK(1)\n");
        expect(stderr).to.include('1 cell begins as a formula does, the first in line 2: "=HYPERLINK(1)"');
        expect(stderr).to.include("Do not open this file in a spreadsheet.");
    });
});
