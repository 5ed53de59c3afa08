import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { ApiError } from "./transport/errors";

/** A create on this machine that did not come to its end. */
export interface Begun {
    /** When it began, in milliseconds since 1970. */
    at: number;
    /** Whether it may have made its object unseen: it died, or an answer was lost. */
    unseen: boolean;
    /** What was there before it, as the resource type had noted it. */
    before?: unknown;
}

/** A note older than this tells nothing about what is there before us. */
const notesLast = 24 * 3_600_000;

/** What a create may note down while it goes on. */
export interface Progress {
    /** What an earlier run that died had noted. */
    readonly before?: unknown;
    /** Notes what is there before the first change: it survives a run that dies. */
    note(before: unknown): void;
}

/** The file of one create: there while it goes on, and left behind by one that failed or died. */
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
            let entry: Begun = { ...begun, at: Date.now(), unseen: true };
            const keep = (changes: Partial<Begun>) => write((entry = { ...entry, ...changes }));
            keep({});
            try {
                const result = await work({ before: begun?.before, note: (before) => keep({ before }) });
                attempt(() => rmSync(file, { force: true }));
                return result;
            } catch (error) {
                keep({ unseen: error instanceof ApiError && error.outcomeUnknown === true });
                throw error;
            }
        },
    };
}

function read(file: string): Begun | undefined {
    try {
        const begun = JSON.parse(readFileSync(file, "utf8")) as Begun;
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
