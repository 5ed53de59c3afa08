import { readdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { type OutputOptions, writeOutput } from "../provider/core/outputs";

/** The files below a folder by their relative paths, with slashes, sorted. */
export const filesIn = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
        .sort();

/** Writes texts by their paths relative to a folder. Creates the folder if it does not exist. */
export async function writeFiles(
    folder: string,
    files: Readonly<Record<string, string>>,
    options: OutputOptions = {},
): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeOutput(join(folder, path), text, options);
    }
}
