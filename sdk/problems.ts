import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Path of a file that does not exist yet. In a preview, the provider's check of one resource writes its problems there.
 */
export const problemFile = (): string => join(tmpdir(), `pulumi-contact-center-${randomUUID()}.json`);

/** The problems that the check found. Deletes the file. */
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
