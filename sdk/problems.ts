import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file that does not exist yet, for what the provider's check of one resource finds in a preview. */
export const problemFile = (): string => join(tmpdir(), `pulumi-contact-center-${randomUUID()}.json`);

/** What the check has found; the file is gone then. */
export function takeProblems(path: string): string[] {
    try {
        const texts = JSON.parse(readFileSync(path, "utf8")) as string[];
        rmSync(path, { force: true });
        return texts;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
        throw error;
    }
}
