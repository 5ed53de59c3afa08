import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Platform } from "./platform";
import { transcripts } from "./transcripts";

/** Where a secret of the story is found: transcripts, what was sent to the server, artifacts. */
export async function leaksIn(platform: Platform): Promise<string[]> {
    const { comments, issues } = platform.scm;
    const texts = new Map([
        ...transcripts(),
        ["comments", JSON.stringify([...comments.values()])],
        ["issues", JSON.stringify(issues)],
        ...(await artifacts(platform.folder)),
    ]);
    if (texts.size < 5) throw new Error("the story has left too little behind to be searched");
    const { secrets } = platform;
    return [...texts].filter(([, text]) => secrets.some((secret) => text.includes(secret))).map(([name]) => name);
}

async function artifacts(folder: string): Promise<[string, string][]> {
    const files = (await readdir(folder, { recursive: true })).filter(
        (file) => /(^|\/)artifacts\//.test(file) && !file.includes("node_modules"),
    );
    const found: [string, string][] = [];
    for (const file of files)
        if ((await stat(join(folder, file))).isFile()) found.push([file, await readFile(join(folder, file), "utf8")]);
    return found;
}
