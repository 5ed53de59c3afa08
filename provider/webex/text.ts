import { createReadStream } from "node:fs";
import { fileError } from "../core/files";
import { UserError } from "../transport/errors";
import { coded } from "../transport/message";

export type Encoding = "utf-8" | "utf-16le";

/** Number of bytes used to detect what a file is. */
const sampleSize = 16_384;

/** How to save a spreadsheet in a readable format. */
const howToSave =
    'In Excel, choose File > Save As and the type "CSV UTF-8 (Comma delimited)" or "Unicode Text", and use the saved file.';

/** A text file: its beginning, and its full text. */
export interface Text {
    head: string;
    /** Piece by piece, without the byte order mark. Throws if it is not text. */
    pieces: AsyncGenerator<string, undefined>;
}

/**
 * Detects the encoding by its byte order mark or by the positions of zero bytes. Throws if the file is not text.
 *
 * @param read - called with the number of bytes read so far
 */
export async function readText(file: string, read: (bytes: number) => void = () => undefined): Promise<Text> {
    const chunks = chunksOf(file);
    const begin: Buffer[] = [];
    let size = 0;
    // A pipe may return few bytes at a time.
    while (size < sampleSize) {
        const next = await chunks.next();
        if (next.done) break;
        begin.push(next.value);
        size += next.value.length;
    }
    const sample = Buffer.concat(begin);
    const encoding = encodingOf(file, sample);
    async function* all() {
        yield sample;
        yield* chunks;
    }
    const head = new TextDecoder(encoding).decode(sample.subarray(0, sampleSize));
    return { head, pieces: decoded(file, encoding, all(), read) };
}

async function* chunksOf(file: string): AsyncGenerator<Buffer, undefined> {
    try {
        yield* createReadStream(file) as AsyncIterable<Buffer>;
    } catch (error) {
        throw fileError(file, error, "read");
    }
    return undefined;
}

const startsWith = (sample: Buffer, ...bytes: number[]) => bytes.every((byte, index) => sample[index] === byte);

const notText = (file: string) => new UserError("CC5019", `${file} is not a text file: it contains zero bytes`);

function encodingOf(file: string, sample: Buffer): Encoding {
    if (sample.length === 0) throw new UserError("CC5016", `${file} is empty`);
    if (startsWith(sample, 0x50, 0x4b, 3, 4) || startsWith(sample, 0xd0, 0xcf, 0x11, 0xe0))
        throw new UserError("CC5017", `${file} is a workbook, not a text file. ${howToSave}`);
    if (startsWith(sample, 0xfe, 0xff))
        throw new UserError("CC5018", `${file} is encoded as UTF-16 BE. Save it as UTF-16 LE or UTF-8`);
    if (startsWith(sample, 0xff, 0xfe)) return "utf-16le";
    if (!sample.includes(0)) return "utf-8";
    const zeros = (odd: number) => sample.filter((byte, index) => byte === 0 && index % 2 === odd).length;
    // Western text in UTF-16 has a zero in every second byte.
    if (zeros(1) > sample.length / 8 && zeros(0) < zeros(1) / 8) return "utf-16le";
    throw notText(file);
}

async function* decoded(
    file: string,
    encoding: Encoding,
    chunks: AsyncIterable<Buffer>,
    read: (bytes: number) => void,
): AsyncGenerator<string, undefined> {
    const decoder = new TextDecoder(encoding, { fatal: true });
    let bytes = 0;
    for await (const chunk of chunks) {
        let text: string;
        try {
            text = decoder.decode(chunk, { stream: true });
        } catch {
            throw new UserError(undefined, undecodable(file, encoding, chunk, bytes));
        }
        if (text.includes("\0")) throw notText(file);
        bytes += chunk.length;
        read(bytes);
        yield text;
    }
    try {
        yield decoder.decode();
    } catch {
        throw new UserError(
            "CC5020",
            `${file} is not ${encoding.toUpperCase()} throughout: it ends within a character`,
        );
    }
    return undefined;
}

function undecodable(file: string, encoding: Encoding, chunk: Buffer, before: number): string {
    const what = `${file} is not ${encoding.toUpperCase()} throughout`;
    if (encoding !== "utf-8")
        return coded("CC5021", `${what}: there is an invalid character after byte ${before}. ${howToSave}`);
    // The first replacement character: the bytes before it encode the text before it.
    const text = new TextDecoder("utf-8").decode(chunk);
    const at = Buffer.byteLength(text.slice(0, Math.max(0, text.indexOf("\ufffd"))));
    const near = new TextDecoder("windows-1252").decode(chunk.subarray(Math.max(0, at - 10), at + 10));
    const words = near.split(/[\r\n\t,;"]/).find((part) => /\P{ASCII}/u.test(part)) ?? near;
    return coded(
        "CC5022",
        `${what}: it seems to be Windows-1252, Excel's "CSV (Comma delimited)", as in "${words.trim()}" at byte ${before + at}. ${howToSave}`,
    );
}
