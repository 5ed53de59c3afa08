import { stringify } from "csv-stringify/sync";
import { type Outputs, withOutputs } from "../core/outputs";
import { quotedList } from "../core/problem";
import { UserError } from "../transport/errors";
import type { Conversion, Converted, FileConversion, Finding } from "../../sdk/webex/types";
import { AddressMover, domainsOf } from "./addresses";
import { isHeading, planColumns } from "./columns";
import { readTable } from "./records";
import { RowConverter } from "./rows";

/** Receives all messages during a conversion. */
export interface Listener {
    finding(finding: Finding): void;
    /** A part of the file that is not read. */
    note(text: string): void;
    /** The progress. */
    progress?(rows: number, bytes: number): void | Promise<void>;
}

/** The rows of the import file in batches, headings first. Rows with an error are left out. */
export async function* convertRows(conversion: Conversion, listener: Listener): AsyncGenerator<string[][]> {
    const { source, dialect, trackingCodes, domain, fromDomains } = conversion;
    const addresses = new AddressMover(domainsOf(domain, fromDomains));
    let bytes = 0;
    const { headings, skipped, batches, close } = await readTable(source, isHeading, (read) => (bytes = read));
    try {
        const { columns, errors, warnings } = planColumns(headings.cells, dialect, trackingCodes);
        if (errors.length > 0)
            throw new UserError(
                undefined,
                `${source}: ${errors.join("; ")}. Its headings are ${quotedList(headings.cells)}`,
            );
        for (const note of skipped) listener.note(note);
        for (const { heading, reason } of warnings)
            listener.finding({
                level: "warning",
                kind: "heading",
                row: headings.number,
                column: heading,
                value: "",
                reason,
            });
        yield [columns.map(({ name }) => name)];
        const converter = new RowConverter(
            conversion,
            columns,
            headings.cells.length,
            addresses,
            listener.finding.bind(listener),
        );
        for await (const batch of batches) {
            yield batch.map((row) => converter.convert(row)).filter((cells) => cells !== undefined);
            await listener.progress?.(batch.at(-1)?.number ?? 0, bytes);
        }
    } finally {
        await close();
    }
}

/** Writes the import file completely and without errors, or not at all, unless `partial` is set. */
export const convertFile = (conversion: FileConversion, listener: Listener): Promise<Converted> =>
    withOutputs([conversion.source], (outputs) => convertInto(outputs, conversion, listener));

/** The same together with other outputs of a run. */
export async function convertInto(
    outputs: Outputs,
    conversion: FileConversion,
    listener: Listener,
): Promise<Converted> {
    const { encoding, partial } = conversion;
    const file = await outputs.open(conversion.output, { personal: true });
    const result: Converted = { users: 0, errors: 0, warnings: 0, written: false };
    const counting: Listener = {
        ...listener,
        finding: (finding) => {
            result[finding.level === "error" ? "errors" : "warnings"]++;
            listener.finding(finding);
        },
    };
    let rows = 0;
    for await (const batch of convertRows(conversion, counting)) {
        if (rows === 0 && encoding === "utf-16le") await file.write(utf16Mark);
        rows += batch.length;
        const text = stringify(batch);
        await file.write(encoding === "utf-16le" ? Buffer.from(text, "utf16le") : text);
    }
    result.users = rows - 1;
    result.written = result.errors === 0 || partial === true;
    if (!result.written) await file.discard();
    return result;
}

const utf16Mark = Buffer.from("\ufeff", "utf16le");
