import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** A create that was begun on this machine and whose end nobody saw. */
export interface Begun {
    /** When, in milliseconds since 1970. */
    at: number;
    /** What was there before it, as the resource type had noted it. */
    before?: unknown;
}

/** What a create may note down while it goes on. */
export interface Progress {
    /** What an earlier run that died had noted. */
    readonly before?: unknown;
    /** Notes what is there before the first change: it survives a run that dies. */
    note(before: unknown): void;
}

/** The file of one create: there while it goes on, and left behind by a run that died alone. */
export interface Journal {
    readonly begun: Begun | undefined;
    during<T>(work: (progress: Progress) => Promise<T>): Promise<T>;
}

/** @param parts - what makes the object one of a kind in the world: the target, the type, the resource */
export function journalOf(parts: readonly string[], home = process.env["PULUMI_HOME"]): Journal {
    const folder = join(home ?? join(homedir(), ".pulumi"), "contact-center", "begun");
    const name = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
    const file = join(folder, `${name}.json`);
    const begun = read(file);
    const write = (entry: Begun) =>
        attempt(() => {
            mkdirSync(folder, { recursive: true, mode: 0o700 });
            writeFileSync(file, JSON.stringify(entry));
        });
    return {
        begun,
        during: async (work) => {
            const at = Date.now();
            write({ ...begun, at });
            try {
                return await work({ before: begun?.before, note: (before) => write({ at, before }) });
            } finally {
                // A failure that somebody saw is in the state.
                attempt(() => rmSync(file, { force: true }));
            }
        },
    };
}

function read(file: string): Begun | undefined {
    try {
        return JSON.parse(readFileSync(file, "utf8")) as Begun;
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
