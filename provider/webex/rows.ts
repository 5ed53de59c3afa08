import type { Conversion, Finding, FindingKind } from "../../sdk/webex/types";
import { type AddressMover } from "./addresses";
import { invisibleIn, trimmed, visible } from "./characters";
import { type Column, dialects } from "./columns";
import { SeenTexts } from "./digests";
import type { Row } from "./records";
import { hasRule, isPublished, looksLikeFormula, valueProblem } from "./values";

/** Columns with names of people, which must not contain invisible characters either. */
const nameColumns = new Set(["firstName", "lastName", "displayName"]);

/** Converts the rows of an export into those of an import file. Memory: at most 80 bytes per address. */
export class RowConverter {
    readonly #columns: readonly Field[];
    #row = 0;
    #wrong = false;

    constructor(
        private readonly conversion: Pick<Conversion, "dialect" | "neutralise">,
        columns: readonly Column[],
        private readonly headings: number,
        private readonly addresses: AddressMover,
        private readonly report: (finding: Finding) => void,
    ) {
        const { required, addresses: addressColumns }: { required: readonly string[]; addresses: readonly string[] } =
            dialects[conversion.dialect];
        this.#columns = columns.map((column) => ({
            ...column,
            required: required.includes(column.name),
            isName: nameColumns.has(column.name),
            hasRule: hasRule(column.name),
            // Another document's rule for a column of the same name is not certain here.
            level: isPublished(column.name) && conversion.dialect === "messenger" ? "error" : "warning",
            ...(addressColumns.includes(column.name) ? { seen: new SeenTexts() } : {}),
        }));
    }

    /** The row of the import file, or nothing if it has an error. */
    convert({ number, cells }: Row): string[] | undefined {
        this.#row = number;
        this.#wrong = false;
        this.#checkLength(cells);
        const values = this.#columns.map((field) => this.#value(field, cells[field.from] ?? ""));
        return this.#wrong ? undefined : values;
    }

    #value(field: Field, cell: string): string {
        const { name, required, seen, isName, level } = field;
        const value = seen || isName ? trimmed(cell) : cell.trim();
        if (value === "" || value === "-") {
            if (required) this.#found("error", "required", name, value, "is required");
            return value;
        }
        if (seen) return this.#address(name, value, seen);
        const hidden = isName ? invisibleIn(value, true) : undefined;
        if (hidden) this.#found("warning", "invisible", name, value, `contains the invisible character ${hidden}`);
        // Cisco's page on the CSV format says "Do not use".
        if (value.length === 3 && value.toLowerCase() === "n/a")
            this.#found("warning", "value", name, value, "does not count as empty. Delete it");
        else if (field.hasRule) {
            const problem = valueProblem(name, value);
            if (problem) this.#found(level, "value", name, value, problem);
        }
        if (!looksLikeFormula(name, value)) return value;
        this.#found("warning", "formula", name, value, "would be a formula in a spreadsheet");
        return this.conversion.neutralise ? `'${value}` : value;
    }

    #address(column: string, value: string, seen: SeenTexts): string {
        const moved = this.addresses.moved(value);
        if ("reason" in moved) {
            this.#found("error", moved.kind, column, value, moved.reason);
            return value;
        }
        const first = seen.seenAs(this.addresses.key(moved.address), this.#row);
        const what = column === "email" ? "address" : "user name";
        if (first !== undefined)
            this.#found("error", "duplicate", column, value, `is also the ${what} of row ${first}`, first);
        // With a `'` it would be someone else's address.
        if (looksLikeFormula(column, moved.address))
            this.#found("warning", "formula", column, value, "would be a formula in a spreadsheet");
        return moved.address;
    }

    /** Excel omits empty cells at the end of a row, and adds some. */
    #checkLength(cells: readonly string[]): void {
        const { headings } = this;
        if (cells.length === headings) return;
        const reason = `has ${cells.length} columns; the headings are ${headings}`;
        if (cells.length < headings)
            this.#found("warning", "row", "", "", `${reason}, so the last ones count as empty`);
        else if (cells.slice(headings).some((cell) => cell.trim() !== "")) this.#found("error", "row", "", "", reason);
    }

    #found(
        level: Finding["level"],
        kind: FindingKind,
        column: string,
        value: string,
        reason: string,
        firstRow?: number,
    ): void {
        this.#wrong ||= level === "error";
        const finding = { level, kind, row: this.#row, column, value: visible(value), reason };
        this.report(firstRow === undefined ? finding : { ...finding, firstRow });
    }
}

interface Field extends Column {
    required: boolean;
    isName: boolean;
    hasRule: boolean;
    /** Level of a value that breaks the column's rule. */
    level: Finding["level"];
    /** Only for an address: the addresses of the rows above. */
    seen?: SeenTexts;
}
