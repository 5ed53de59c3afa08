import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { UserError } from "../transport/errors";
import { readText, recognize } from "./text";

/** The records of a file of comma or tab separated values, headings first. */
export async function* readRecords(source: string): AsyncGenerator<string[], undefined> {
    const { encoding, head } = await recognize(source);
    const parser = parse({
        delimiter: delimiterOf(source, head),
        relax_column_count: true,
        skip_empty_lines: true,
    });
    // A fault of the text ends the parser with it, and so the loop below.
    pipeline(Readable.from(readText(source, encoding)), parser, () => undefined);
    try {
        for await (const record of parser as AsyncIterable<string[]>) yield record;
    } catch (error) {
        if (!(error instanceof CsvError)) throw error;
        throw new UserError(`${source} is not in the form of a CSV file: ${error.message}`);
    }
    return undefined;
}

function delimiterOf(source: string, head: string): string {
    const [headings = ""] = head.split(/\r?\n|\r/, 1);
    if (headings.includes("\t")) return "\t";
    if (headings.includes(",") || !headings.includes(";")) return ",";
    throw new UserError(`${source} is separated by semicolons; save it with commas or tabs`);
}
