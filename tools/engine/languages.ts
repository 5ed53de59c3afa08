import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { link as hardLink, readdir, readFile, rename, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { cached, fillCache } from "../cache";
import { compile, languageHostBundle, writeWhole } from "./build";
import type { Engine } from "./index";

/** By Go module: the programs to compile, and their names next to the engine. */
const builds: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    module: { "./generate": "generate" },
    // Pulumi's YAML needs an older module, which still has the generator for C#. Its others have errors.
    moduleOfLanguages: {
        "./generate": "generate-dotnet",
        "./yaml": "pulumi-language-yaml",
    },
};
/** Their language host only generates SDKs. */
const generated = ["dotnet", "go", "python"];

/**
 * Puts the language hosts for YAML, Python, Go and C# next to an engine that was built here, and the generators of SDKs.
 * They are built once per user, and only for those who need them. Every other engine has its own.
 */
export async function addLanguages({ pulumi }: Pick<Engine, "pulumi">, report: (line: string) => void): Promise<void> {
    const folder = dirname(pulumi);
    if (dirname(folder) !== cached("engine") || !basename(folder).startsWith("built-")) return;
    for (const [goModule, programs] of Object.entries(builds)) {
        const built = cached("languages", await hashOf(goModule, "generate"));
        const proof = join(built, "generate");
        if (!existsSync(proof))
            await fillCache(built, proof, async (work) => {
                const args = ["-ldflags", "-s -w", "-o", work, ...Object.keys(programs)];
                await compile(goModule, "language hosts (up to two minutes, once)", args, work, report);
            });
        for (const [program, name] of Object.entries(programs))
            await link(join(built, basename(program)), join(folder, name));
    }
    const host = await languageHostBundle();
    for (const language of generated) await writeWhole(join(folder, `pulumi-language-${language}`), host);
}

/** The content of all files in folders next to this file: another version is another folder of the cache. */
async function hashOf(...folders: string[]): Promise<string> {
    const hash = createHash("sha256");
    for (const folder of folders)
        for (const file of await readdir(join(__dirname, folder), { recursive: true, withFileTypes: true }))
            if (file.isFile()) hash.update(file.name).update(await readFile(join(file.parentPath, file.name)));
    return hash.digest("hex").slice(0, 16);
}

/** A hard link, because the host for YAML looks for other plugins in the folder of its real path. */
async function link(target: string, path: string): Promise<void> {
    const [wanted, there] = await Promise.all([stat(target), stat(path).catch(() => undefined)]);
    if (there?.ino === wanted.ino) return;
    await hardLink(target, `${path}.${process.pid}`);
    await rename(`${path}.${process.pid}`, path);
}
