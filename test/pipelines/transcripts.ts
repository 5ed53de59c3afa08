import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const kept = new Map<string, string>();

/** Keeps what a pipeline printed for {@link transcripts}, and in the folder that PIPELINES_TRANSCRIPTS names. */
export async function writeTranscript(title: string, command: string, output: string, home: string): Promise<void> {
    const text = `$ ${command}\n${output}`.replaceAll(home, "~");
    kept.set(title, text);
    const folder = process.env["PIPELINES_TRANSCRIPTS"];
    if (!folder) return;
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${title.replaceAll(/[^\w]+/g, "-")}.txt`), text);
}

/** Forgets those of another story, whose tenants have their own secrets. */
export const clearTranscripts = (): void => kept.clear();

/** All of this story, by title. */
export const transcripts = (): ReadonlyMap<string, string> => kept;
