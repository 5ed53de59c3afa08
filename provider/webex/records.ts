import { finished } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { UserError } from "../transport/errors";
import { coded } from "../transport/message";
import { trimmed, visible } from "./characters";
import { readText } from "./text";

/** A row with its number as a spreadsheet counts: the first is 1, and empty rows count. */
export interface Row {
    number: number;
    cells: string[];
}

/** A file of values that are separated by commas, tabs or semicolons. */
export interface Table {
    /** The row of headings, trimmed and without empty headings at its end. */
    headings: Row;
    /** Skipped lines before the headings, described in words. */
    skipped: string[];
    /** The rows below, in batches, without empty ones. */
    batches: AsyncGenerator<Row[], undefined>;
    /** Stops reading. */
    close(): Promise<unknown>;
}

/** Maximum number of rows to search for the headings. */
const mostTitles = 10;
/** A longer record comes from a quote that is never closed. */
const longestRecord = 1_000_000;
const separators = ["\t", ",", ";"];
/** Excel reads this line, does not show it as a row, and writes it on request. */
const separatorLine = /^"?sep=(.)"?(\r\n|\n|\r)/i;

/**
 * @param known - headings that distinguish the row of headings from a title
 * @param read - called with the number of bytes read so far
 */
export async function readTable(
    source: string,
    known: (heading: string) => boolean,
    read?: (bytes: number) => void,
): Promise<Table> {
    const { head, pieces } = await readText(source, read);
    const [line = "", separator] = separatorLine.exec(head) ?? [];
    const delimiter = separator ?? delimiterOf(head, known);
    const batches = rowsOf(source, delimiter, without(pieces, line.length));
    const { value: first } = await batches.next();
    const at = (first ?? [])
        .slice(0, mostTitles)
        .findIndex(({ cells }) => cells.filter((cell) => known(trimmed(cell))).length > 1);
    const titles = at > 0 ? (first ?? []).slice(0, at) : [];
    const [headings, ...rows] = (first ?? []).slice(titles.length);
    if (headings === undefined) throw new UserError("CC5011", `${source} has no row of headings`);
    async function* all() {
        yield rows;
        yield* batches;
        return undefined;
    }
    return {
        headings: { ...headings, cells: headingsOf(headings.cells) },
        skipped: [
            ...(line === "" ? [] : [coded("CC5012", `the line "${line.trim()}" is not a row. It is skipped`)]),
            ...titles.map(({ number, cells }) =>
                coded(
                    "CC5013",
                    `row ${number}, ${titleOf(cells)}, is a title and is skipped. The headings are in row ${headings.number}`,
                ),
            ),
        ],
        batches: all(),
        close: () => batches.return(undefined),
    };
}

/** The headings of a file. */
export async function readHeadings(source: string): Promise<string[]> {
    const { headings, close } = await readTable(source, () => false);
    await close();
    return headings.cells;
}

const titleOf = (cells: readonly string[]) => JSON.stringify(visible(cells.find((cell) => cell.trim() !== "") ?? ""));

function headingsOf(cells: readonly string[]): string[] {
    const headings = cells.map(trimmed);
    return headings.slice(0, headings.findLastIndex((heading) => heading !== "") + 1);
}

/** The separator that gives the most known headings, otherwise the most cells of a line. */
function delimiterOf(head: string, known: (heading: string) => boolean): string {
    const lines = head.split(/\r\n|\n|\r/, mostTitles);
    const score = (separator: string) =>
        Math.max(
            ...lines.map((line) => {
                const cells = line.split(separator);
                return (
                    cells.filter((cell) => known(trimmed(cell).replace(/^"(.*)"$/, "$1"))).length * 1_000 + cells.length
                );
            }),
        );
    return separators.reduce((best, separator) => (score(separator) > score(best) ? separator : best));
}

/** A text without its first characters, which are in its first piece. */
async function* without(pieces: AsyncIterable<string>, length: number): AsyncGenerator<string> {
    let left = length;
    for await (const piece of pieces) {
        yield piece.slice(left);
        left = 0;
    }
}

/** The rows that are not empty. */
async function* rowsOf(
    source: string,
    delimiter: string,
    text: AsyncIterable<string>,
): AsyncGenerator<Row[], undefined> {
    let [number, rows]: [number, Row[]] = [0, []];
    const parser = parse({
        delimiter,
        record_delimiter: ["\r\n", "\n", "\r"],
        relax_column_count: true,
        // A quote within a cell is an ordinary character.
        relax_quotes: true,
        max_record_size: longestRecord,
        // Collected here instead of read from the stream, which takes longer than the parser itself.
        on_record: (cells: string[]) => {
            number++;
            // Excel leaves rows with only separators.
            if (cells.some((cell) => cell !== "" && cell.trim() !== ""))
                rows.push({ number, cells: cells.some(isWrapped) ? cells.map(unwrapped) : cells });
            return null;
        },
    });
    parser.on("error", () => undefined).resume();
    const batch = () => {
        const done = rows;
        rows = [];
        return done;
    };
    try {
        for await (const piece of text) {
            await new Promise<void>((resolve, reject) =>
                parser.write(piece, (error) => (error ? reject(error) : resolve())),
            );
            if (rows.length > 0) yield batch();
        }
        await finished(parser.end());
        if (rows.length > 0) yield batch();
    } catch (error) {
        if (!(error instanceof CsvError)) throw error;
        throw new UserError("CC5014", `${source} is not valid CSV after row ${number}: ${reasonOf(error)}`);
    } finally {
        parser.destroy();
    }
    return undefined;
}

const reasonOf = ({ code, message }: CsvError): string =>
    ["CSV_QUOTE_NOT_CLOSED", "CSV_MAX_RECORD_SIZE"].includes(code)
        ? "a quote is opened there and never closed"
        : message;

/** Excel's way to keep the leading zeros of a number: `="0049"`. */
const unwrapped = (cell: string): string => (isWrapped(cell) ? cell.slice(2, -1).replaceAll('""', '"') : cell);

const isWrapped = (cell: string): boolean => cell.startsWith('="') && cell.endsWith('"') && cell.length > 2;
