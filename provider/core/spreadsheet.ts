/** What a spreadsheet takes for the beginning of a formula, in full width too (OWASP, "CSV Injection"). */
const formulaStart = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/;
/** Signs, digits and what telephone numbers are grouped with: a spreadsheet may show another number, and runs nothing. */
const number = /^[+-]?[\d ()./-]*$/;

/** Whether a spreadsheet would take a cell of a CSV file for a formula. */
export const isFormula = (cell: string): boolean => formulaStart.test(cell) && !number.test(cell);

/** A cell as text for a spreadsheet, which does not show the `'`. For a file that another product imports, it is wrong. */
export const asSpreadsheetText = (cell: string): string => (isFormula(cell) ? `'${cell}` : cell);

/**
 * What a person should know of a file that another product imports, in which formulas stay as they are.
 * @param rows - with the headings
 */
export function formulaNote(file: string, rows: readonly (readonly string[])[]): string | undefined {
    const cells = rows.flatMap((row, index) => row.filter(isFormula).map((cell) => ({ cell, line: index + 1 })));
    const [first] = cells;
    if (first === undefined) return undefined;
    const count = cells.length === 1 ? "1 cell begins" : `${cells.length} cells begin`;
    return (
        `${file}: ${count} as a formula does, the first in line ${first.line}: ${JSON.stringify(first.cell)}. ` +
        "The import takes them as text, so they are written as they are. Do not open this file in a spreadsheet."
    );
}
