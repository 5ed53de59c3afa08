import { open } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { fileError } from "../core/files";
import { UserError } from "../transport/errors";

export type Encoding = "utf-8" | "utf-16le";

/** How much of a file tells what it is. */
const sampleSize = 4_096;

/** What a file of text is encoded in, by its mark or by where its zeros are, and how it begins. Throws for no such text. */
export async function recognize(file: string): Promise<{ encoding: Encoding; head: string }> {
    const failed = (error: unknown) => {
        throw fileError(file, error, "read");
    };
    const handle = await open(file).catch(failed);
    try {
        const { buffer, bytesRead } = await handle
            .read({ buffer: Buffer.alloc(sampleSize), position: 0 })
            .catch(failed);
        const sample = buffer.subarray(0, bytesRead);
        const encoding = encodingOf(file, sample);
        return { encoding, head: new TextDecoder(encoding).decode(sample) };
    } finally {
        await handle.close();
    }
}

function encodingOf(file: string, sample: Buffer): Encoding {
    if (sample.length === 0) throw new UserError(`${file} is empty`);
    if (sample[0] === 0xfe && sample[1] === 0xff)
        throw new UserError(`${file} is UTF-16 BE; save it as UTF-16 LE or UTF-8`);
    if (sample[0] === 0xff && sample[1] === 0xfe) return "utf-16le";
    if (!sample.includes(0)) return "utf-8";
    const zeros = (odd: number) => sample.filter((byte, index) => byte === 0 && index % 2 === odd).length;
    // Western text has its zeros in every second byte.
    if (zeros(1) > sample.length / 8 && zeros(0) < zeros(1) / 8) return "utf-16le";
    throw new UserError(`${file} is no text file: it holds zero bytes`);
}

/** A file's text, piece by piece, without its mark. Throws where it is not of the encoding. */
export async function* readText(file: string, encoding: Encoding): AsyncGenerator<string> {
    const decoder = new TextDecoder(encoding, { fatal: true });
    let bytes = 0;
    const decode = (chunk?: Buffer) => {
        try {
            return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
        } catch {
            throw new UserError(
                `${file} is not ${encoding.toUpperCase()} throughout: the fault is after byte ${bytes}; save it as UTF-8 or UTF-16 LE`,
            );
        }
    };
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
        const text = decode(chunk);
        if (text.includes("\0")) throw new UserError(`${file} is no text file: it holds zero bytes`);
        bytes += chunk.length;
        yield text;
    }
    yield decode();
}
