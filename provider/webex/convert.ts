import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify";
import { fileError } from "../core/files";
import { type Outputs, withOutputs } from "../core/outputs";
import { quotedList } from "../core/problem";
import { isFormula } from "../core/spreadsheet";
import { UserError } from "../transport/errors";
import type { Conversion, Converted, FileConversion, Finding } from "../../sdk/webex/types";
import { dialects, planColumns } from "./columns";
import { SeenTexts } from "./digests";
import { readRecords } from "./records";
import { looksLikeFormula, newAddress, valueProblem } from "./values";

/** Told of everything on the way. */
export interface Listener {
    finding(finding: Finding): void;
    /** Columns that are dropped. */
    note(text: string): void;
}

const utf16Mark = "\ufeff";

/** The rows of the import file, headings first; rows with an error are left out. Memory: at most 80 bytes a user. */
export async function* convertRows(conversion: Conversion, listener: Listener): AsyncGenerator<string[]> {
    const { source, dialect, trackingCodes } = conversion;
    const records = readRecords(source);
    const { value: headings } = await records.next();
    if (headings === undefined) throw new UserError(`${source} has no row of headings`);
    const { columns, errors, notes } = planColumns(headings, dialect, trackingCodes);
    if (errors.length > 0)
        throw new UserError(`${source}: ${errors.join("; ")}. Its headings are ${quotedList(headings)}`);
    for (const note of notes) listener.note(note);
    yield columns.map(({ name }) => name);
    const required: readonly string[] = dialects[dialect].required;
    const seen = new SeenTexts();
    let row = 1;
    for await (const record of records) {
        row++;
        let wrong = false;
        const found = (level: Finding["level"], column: string, value: string, reason: string) => {
            wrong ||= level === "error";
            listener.finding({ level, row, column, value, reason });
        };
        if (record.length !== headings.length)
            found("error", "", "", `has ${record.length} columns; the headings are ${headings.length}`);
        const cells = columns.map(({ name, from }) => {
            const value = (record[from] ?? "").trim();
            if (required.includes(name) && (value === "" || value === "-")) found("error", name, value, "is required");
            else if (name === "email") return address(conversion, value, seen, row, found);
            const problem = valueProblem(name, value);
            if (problem) found("error", name, value, problem);
            if (!looksLikeFormula(name, value)) return value;
            found("warning", name, value, "would be a formula in a spreadsheet");
            return conversion.neutralise ? `'${value}` : value;
        });
        if (!wrong) yield cells;
    }
}

type Found = (level: Finding["level"], column: string, value: string, reason: string) => void;

function address(
    { domain, fromDomains }: Conversion,
    value: string,
    seen: SeenTexts,
    row: number,
    found: Found,
): string {
    const changed = newAddress(value, domain, fromDomains);
    if ("reason" in changed) {
        found("error", "email", value, changed.reason);
        return value;
    }
    const first = seen.seenAs(changed.address.toLowerCase(), row);
    if (first !== undefined) found("error", "email", value, `is the address of row ${first} too`);
    // It stays as it is: with a sign before it, it would be another address.
    if (isFormula(changed.address)) found("warning", "email", value, "would be a formula in a spreadsheet");
    return changed.address;
}

/** Writes the import file: whole and without errors, or not at all, unless in part. */
export const convertFile = (conversion: FileConversion, listener: Listener): Promise<Converted> =>
    withOutputs([conversion.source], (outputs) => convertInto(outputs, conversion, listener));

/** The same among other outputs of a run. */
export async function convertInto(
    outputs: Outputs,
    conversion: FileConversion,
    listener: Listener,
): Promise<Converted> {
    const { output, encoding, partial } = conversion;
    const file = await outputs.open(output, { personal: true });
    const result: Converted = { users: 0, errors: 0, warnings: 0, written: false };
    const counting: Listener = {
        note: (text) => listener.note(text),
        finding: (finding) => {
            result[finding.level === "error" ? "errors" : "warnings"]++;
            listener.finding(finding);
        },
    };
    async function* rows() {
        let headings = true;
        for await (const row of convertRows(conversion, counting)) {
            if (!headings) result.users++;
            headings = false;
            yield row;
        }
    }
    // The headings are checked before a file is created.
    const all = rows();
    const first = await all.next();
    if (first.done) return result;
    async function* checked() {
        yield first.value;
        yield* all;
    }
    await pipeline(Readable.from(checked()), stringify(), encoder(encoding), file.stream()).catch((error: unknown) => {
        throw fileError(output, error, "write");
    });
    result.written = result.errors === 0 || partial === true;
    if (!result.written) await file.discard();
    return result;
}

/** UTF-16 LE with its mark, UTF-8 without. */
function encoder(encoding: FileConversion["encoding"]): Transform {
    let first = true;
    return new Transform({
        decodeStrings: false,
        transform(chunk: string | Buffer, _encoding, done) {
            const text = typeof chunk === "string" ? chunk : chunk.toString("utf8");
            const mark = first && encoding === "utf-16le" ? utf16Mark : "";
            first = false;
            done(null, Buffer.from(mark + text, encoding === "utf-16le" ? "utf16le" : "utf8"));
        },
    });
}
