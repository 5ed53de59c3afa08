import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFile, cacheFolder } from "./cacheFile";
import { ApiError } from "../transport/errors";

/** A create on this machine whose object may be missing in the state. */
export interface CreateEntry {
    /** When it last worked, in milliseconds since 1970. */
    at: number;
    /**
     * Whether it may have created its object without a record: it crashed, an answer was lost, or the engine may have
     * crashed after it.
     */
    unseen: boolean;
    /** The state before it, as the resource type recorded it. */
    before?: unknown;
    /** The id of the object that it created or adopted. */
    made?: string;
    /** The run of the engine that it belonged to. Another run may have the same address later. */
    run?: string;
    /** Id of the provider's process, which lives as long as the run. */
    process?: number;
}

/** Age after which an entry no longer says what existed before this run. */
const notesLast = 24 * 3_600_000;
/** Interval at which a create records that it is still working, because it may wait long before it sends a request. */
const heartbeat = 1_000;

/** What a create may record while it runs. */
export interface Progress {
    /** The record of an earlier run that crashed. */
    readonly before?: unknown;
    /** Records what exists before the first change. The record survives a crash. */
    note(before: unknown): void;
}

/**
 * The create log of one object. It is kept after a create that succeeds: the engine may crash before its state contains
 * the object. If it is told to skip checkpoints, it writes the state only once, at the end.
 */
export interface CreateLog {
    readonly begun: CreateEntry | undefined;
    /** Whether the object with this id was created or adopted in this run of the engine. */
    isOfThisRun(id: string): boolean;
    during<T extends { id: string }>(work: (progress: Progress) => Promise<T>): Promise<T>;
    /** For an object that is gone: the next create starts fresh. */
    forget(): void;
}

const kind = "begun";

/**
 * @param parts - values that identify the object worldwide: the target, the type, the resource
 * @param run - the run of the engine
 */
export function openCreateLog(parts: readonly string[], home?: string, run?: string): CreateLog {
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
        isOfThisRun: (id) =>
            begun?.made === id && run !== undefined && begun.run === run && isAlive(begun.process ?? Number.NaN),
        during: async (work) => {
            sweep(folder);
            let entry: CreateEntry = { ...begun, at: Date.now(), unseen: true };
            const keep = (changes: Partial<CreateEntry> = {}) =>
                write((entry = { ...entry, at: Date.now(), ...changes }));
            keep();
            const alive = setInterval(keep, heartbeat).unref();
            try {
                const result = await work({ before: begun?.before, note: (before) => keep({ before }) });
                keep({ made: result.id, ...(run === undefined ? {} : { run, process: process.pid }) });
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

/**
 * The objects that runs on this machine have created since a time, in milliseconds since 1970: ids, and when each was
 * created.
 */
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

/** Folders from which this process has removed old files. */
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

function isAlive(pid: number): boolean {
    try {
        return process.kill(pid, 0);
    } catch {
        return false;
    }
}

/** If the disk cannot be written, the create log is skipped: lists show new objects a moment later. */
function attempt(write: () => void): void {
    try {
        write();
    } catch {
        return;
    }
}
