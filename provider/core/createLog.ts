import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFile, cacheFolder } from "./cacheFile";
import { ApiError } from "../transport/errors";

/** A create on this machine whose object may be missing in the state. */
export interface CreateEntry {
    /** When it was at work last, in milliseconds since 1970. */
    at: number;
    /** Whether it may have made its object unseen: it died, an answer was lost, or the engine may have died after it. */
    unseen: boolean;
    /** What was there before it, as the resource type had noted it. */
    before?: unknown;
    /** The id of what it has made. */
    made?: string;
}

/** A note older than this tells nothing about what is there before us. */
const notesLast = 24 * 3_600_000;
/** A create may wait long for its turn before it sends anything: so often it notes that it is still at work. */
const heartbeat = 1_000;

/** What a create may note down while it goes on. */
export interface Progress {
    /** What an earlier run that died had noted. */
    readonly before?: unknown;
    /** Notes what is there before the first change: it survives a run that dies. */
    note(before: unknown): void;
}

/**
 * The file of one create. It outlives a create that succeeds: the engine may die before its state holds the object, and
 * writes the state once, at the end, where it is told to skip checkpoints.
 */
export interface CreateLog {
    readonly begun: CreateEntry | undefined;
    during<T extends { id: string }>(work: (progress: Progress) => Promise<T>): Promise<T>;
    /** For what is gone: the next create is the first one again. */
    forget(): void;
}

const kind = "begun";

/** @param parts - what makes the object unique worldwide: the target, the type, the resource */
export function openCreateLog(parts: readonly string[], home?: string): CreateLog {
    const folder = cacheFolder(kind, home);
    const file = cacheFile(kind, parts, home);
    const begun = read(file);
    const write = (entry: CreateEntry) =>
        attempt(() => {
            mkdirSync(folder, { recursive: true, mode: 0o700 });
            writeFileSync(file, JSON.stringify(entry));
        });
    return {
        begun,
        during: async (work) => {
            sweep(folder);
            let entry: CreateEntry = { ...begun, at: Date.now(), unseen: true };
            const keep = (changes: Partial<CreateEntry> = {}) =>
                write((entry = { ...entry, at: Date.now(), ...changes }));
            keep();
            const alive = setInterval(keep, heartbeat).unref();
            try {
                const result = await work({ before: begun?.before, note: (before) => keep({ before }) });
                keep({ made: result.id });
                return result;
            } catch (error) {
                keep({ unseen: error instanceof ApiError && error.outcomeUnknown === true });
                throw error;
            } finally {
                clearInterval(alive);
            }
        },
        forget: () => attempt(() => rmSync(file, { force: true })),
    };
}

/** What runs on this machine have made since a time, in milliseconds since 1970: ids, and when each was made. */
export function madeSince(time: number, home?: string): Map<string, number> {
    const made = new Map<string, number>();
    attempt(() => {
        const folder = cacheFolder(kind, home);
        for (const file of readdirSync(folder).map((name) => join(folder, name))) {
            const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
            const begun = changed < time ? undefined : read(file);
            if (begun?.made !== undefined) made.set(begun.made, begun.at);
        }
    });
    return made;
}

/** Folders of which this process has removed the old notes. */
const swept = new Set<string>();

function sweep(folder: string): void {
    if (swept.has(folder)) return;
    swept.add(folder);
    attempt(() => {
        for (const file of readdirSync(folder).map((name) => join(folder, name)))
            if (Date.now() - statSync(file).mtimeMs > notesLast) rmSync(file, { force: true });
    });
}

function read(file: string): CreateEntry | undefined {
    try {
        const begun = JSON.parse(readFileSync(file, "utf8")) as CreateEntry;
        return Date.now() - begun.at < notesLast ? begun : undefined;
    } catch {
        return undefined;
    }
}

/** A machine whose disk cannot be written does without: lists show what was made, a moment later. */
function attempt(write: () => void): void {
    try {
        write();
    } catch {
        return;
    }
}
