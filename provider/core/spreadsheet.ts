/**
 * Characters that a spreadsheet interprets as the beginning of a formula, including full-width ones (OWASP, "CSV
 * Injection").
 */
const formulaStart = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/;
/** Signs, digits and separators of telephone numbers: a spreadsheet may show another number, but runs nothing. */
const number = /^[+-]?[\d ()./-]*$/;

/** Whether a spreadsheet would interpret a cell of a CSV file as a formula. */
export const isFormula = (cell: string): boolean => formulaStart.test(cell) && !number.test(cell);

/** A cell as text for a spreadsheet, which hides the `'`. Wrong for a file that another product imports. */
export const asSpreadsheetText = (cell: string): string => (isFormula(cell) ? `'${cell}` : cell);

/**
 * A note about a file that another product imports, in which formulas are not changed.
 * @param rows - including the headings
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
