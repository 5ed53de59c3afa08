import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type BigIntStats, createReadStream, createWriteStream, mkdtempSync, rmSync, type WriteStream } from "node:fs";
import { access, chmod, constants, mkdir, readlink, realpath, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { finished, pipeline } from "node:stream/promises";
import { UserError } from "../transport/errors";
import { fileError } from "./files";

/** The target of a path, with all links resolved. */
interface Place {
    /** As it was given. */
    file: string;
    path: string;
    /** Absent if nothing exists there yet. */
    stats?: BigIntStats;
}

export interface OutputOptions {
    /** Whether it contains personal data, so that only its owner may read it. @default false */
    personal?: boolean;
}

/**
 * The files that one run writes, and those that it reads. Each output is written next to its target and renamed at the
 * end, so a file is either replaced as a whole or unchanged. No file of the run is written twice, or both written and
 * read.
 */
export class Outputs {
    readonly #inputs: Promise<Place[]>;
    readonly #places: Place[] = [];
    readonly #outputs: Output[] = [];

    /** @param inputs - files that the run reads */
    constructor(inputs: readonly string[] = []) {
        this.#inputs = placesOf(inputs);
    }

    /** Checks that a file can be written. Creates nothing before the first text. */
    async open(file: string, options: OutputOptions = {}): Promise<Output> {
        const place = await placeOf(file).catch((error: unknown) => {
            throw fileError(file, error, "write");
        });
        if (place.stats?.isDirectory()) throw new UserError("CC1118", `${file}: it is a folder. Name a file.`);
        if (!isDevice(place)) {
            refuseShared(place, await this.#inputs, "is an input");
            refuseShared(place, this.#places, "is another output");
            const changed = place.stats === undefined ? [dirname(place.path)] : [dirname(place.path), place.path];
            for (const path of changed)
                await access(path, constants.W_OK).catch((error: unknown) => {
                    throw fileError(file, error, "write");
                });
        }
        this.#places.push(place);
        const output = new Output(place, options);
        this.#outputs.push(output);
        return output;
    }

    /** Moves everything that was written to its target. */
    async commit(): Promise<void> {
        for (const output of this.#outputs) await output.end();
        for (const output of this.#outputs) await output.commit();
    }

    /** Removes everything that was not moved to its target. */
    async discard(): Promise<void> {
        for (const output of this.#outputs) await output.discard();
    }
}

/** Opens outputs, and moves them to their targets if nothing fails. */
export async function withOutputs<T>(inputs: readonly string[], use: (outputs: Outputs) => Promise<T>): Promise<T> {
    const outputs = new Outputs(inputs);
    try {
        const result = await use(outputs);
        await outputs.commit();
        return result;
    } finally {
        await outputs.discard();
    }
}

/** Writes one file. */
export const writeOutput = (
    file: string,
    text: string | Uint8Array,
    { inputs = [], ...options }: OutputOptions & { inputs?: readonly string[] } = {},
): Promise<void> => withOutputs(inputs, async (outputs) => (await outputs.open(file, options)).write(text));

/** Writes a cache file, with its folder. Only its owner may read it. */
export async function writeCacheFile(file: string, text: string): Promise<void> {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeOutput(file, text, { personal: true });
}

/**
 * Removes a file that an earlier run wrote, unless it is one of the inputs. A missing file is not an error.
 *
 * @returns whether the file is gone
 */
export async function removeOutput(file: string, inputs: readonly string[]): Promise<boolean> {
    const place = await placeOf(file).catch(() => undefined);
    if (place?.stats === undefined) return true;
    const others = await placesOf(inputs);
    if (!place.stats.isFile() || others.some((other) => isSame(place, other))) return false;
    await rm(place.path, { force: true }).catch((error: unknown) => {
        throw fileError(file, error, "write");
    });
    return true;
}

/** Unfinished files, removed also if the process ends early. */
const unfinished = new Set<string>();
process.once("exit", () => unfinished.forEach((file) => rmSync(file, { force: true })));

/** One file to write. */
export class Output {
    readonly #place: Place;
    readonly #personal: boolean;
    #part: string | undefined;
    #stream: WriteStream | undefined;
    #error: unknown;

    constructor(place: Place, { personal = false }: OutputOptions) {
        this.#place = place;
        this.#personal = personal;
    }

    /** The stream for the text, until it is complete. */
    stream(): WriteStream {
        if (this.#stream) return this.#stream;
        this.#part = partOf(this.#place);
        unfinished.add(this.#part);
        this.#stream = createWriteStream(this.#part, { flags: "wx", mode: this.#personal ? 0o600 : 0o666 });
        this.#stream.once("error", (error) => (this.#error = error));
        return this.#stream;
    }

    async write(text: string | Uint8Array): Promise<void> {
        const stream = this.stream();
        if (!stream.destroyed && !stream.write(text))
            await once(stream, "drain").catch((error: unknown) => (this.#error = error));
        this.#refuseFailed();
    }

    /** Waits until everything is written. */
    async end(): Promise<void> {
        const stream = this.#stream;
        if (stream === undefined) return;
        if (!stream.writableEnded) stream.end();
        if (!stream.closed) await finished(stream).catch((error: unknown) => (this.#error = error));
        this.#refuseFailed();
    }

    async commit(): Promise<void> {
        await this.end();
        const { file, path, stats } = this.#place;
        const part = this.#part;
        if (part === undefined) return;
        try {
            if (isDevice(this.#place)) await pipeline(createReadStream(part), createWriteStream(file));
            else {
                // A new file has the usual permissions, or those of the file that it replaces.
                if (stats && !this.#personal) await chmod(part, Number(stats.mode) & 0o777);
                await rename(part, path);
                this.#forget();
            }
        } catch (error) {
            throw fileError(file, error, "write");
        } finally {
            await this.discard();
        }
    }

    async discard(): Promise<void> {
        const [part, stream] = [this.#part, this.#stream];
        if (part === undefined) return;
        // Until the stream is closed, the file may still be created.
        if (stream && !stream.closed) await once(stream.destroy(), "close").catch(() => undefined);
        await rm(isDevice(this.#place) ? dirname(part) : part, { force: true, recursive: true });
        this.#forget();
    }

    #forget(): void {
        if (this.#part !== undefined) unfinished.delete(this.#part);
        this.#part = this.#stream = undefined;
    }

    #refuseFailed(): void {
        if (this.#error !== undefined) throw fileError(this.#place.file, this.#error, "write");
    }
}

/** A terminal, a pipe or another device: it is written to, but never replaced. */
const isDevice = ({ stats }: Place): boolean => stats !== undefined && !stats.isFile();

function refuseShared(place: Place, others: readonly Place[], role: string): void {
    const shared = others.find((other) => isSame(place, other));
    if (shared === undefined) return;
    const same = shared.file === place.file ? place.file : `${place.file} is the same file as ${shared.file}, which`;
    throw new UserError("CC1119", `${same} ${role} of this run. Name another file to write to.`);
}

const isSame = (a: Place, b: Place): boolean =>
    a.path === b.path || (a.stats !== undefined && a.stats.ino === b.stats?.ino && a.stats.dev === b.stats.dev);

/** For inputs. The reader of a missing input reports it. */
const placesOf = (files: readonly string[]): Promise<Place[]> =>
    Promise.all(files.map((file) => placeOf(file).catch(() => ({ file, path: resolve(file) }))));

/** The target of a path. A link may lead to a file that does not exist yet. */
async function placeOf(file: string): Promise<Place> {
    const absolute = resolve(file);
    const stats = await stat(absolute, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
    });
    if (stats) return { file, stats, path: stats.isFile() ? await realpath(absolute) : absolute };
    const folder = await realpath(dirname(absolute));
    const link = await readlink(absolute).catch(() => undefined);
    if (link !== undefined) return { ...(await placeOf(resolve(folder, link))), file };
    return { file, path: join(folder, basename(absolute)) };
}

/** Next to its target, so that a rename replaces it atomically. */
function partOf(place: Place): string {
    const name = `${basename(place.path)}.${randomBytes(4).toString("hex")}.part`;
    return join(isDevice(place) ? mkdtempSync(join(tmpdir(), "contact-center-")) : dirname(place.path), name);
}
