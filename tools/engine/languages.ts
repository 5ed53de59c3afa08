import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { link as hardLink, readdir, readFile, rename, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { cached, fillCache } from "../cache";
import { compile, languageHostBundle, writeWhole } from "./build";
import type { Engine } from "./index";

const goModule = "moduleOfLanguages";
/** The programs of that module, by their names in the cache. */
const programs = {
    "pulumi-language-yaml": "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
    generate: "./generate",
};
/** Their language host only generates SDKs. */
const generated = ["dotnet", "go", "python"];

/**
 * Puts the language hosts for YAML, Python, Go and C# next to an engine that was built here, and the generator of SDKs.
 * They are built once per user, and only for those who need them. Every other engine has its own.
 */
export async function addLanguages({ pulumi }: Pick<Engine, "pulumi">, report: (line: string) => void): Promise<void> {
    const folder = dirname(pulumi);
    if (dirname(folder) !== cached("engine") || !basename(folder).startsWith("built-")) return;
    const built = cached("languages", await hashOf(join(__dirname, goModule)));
    const proof = join(built, "generate");
    if (!existsSync(proof))
        await fillCache(built, proof, async (work) => {
            const args = ["-ldflags", "-s -w", "-o", work, ...Object.values(programs)];
            await compile(goModule, "the language hosts (one to three minutes, once)", args, work, report);
        });
    for (const name of Object.keys(programs)) await link(join(built, name), join(folder, name));
    const host = await languageHostBundle();
    for (const language of generated) await writeWhole(join(folder, `pulumi-language-${language}`), host);
}

/** The content of all files: a module with other versions is another folder of the cache. */
async function hashOf(folder: string): Promise<string> {
    const hash = createHash("sha256");
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile()))
        hash.update(file.name).update(await readFile(join(file.parentPath, file.name)));
    return hash.digest("hex").slice(0, 16);
}

/** A hard link, because the host for YAML looks for other plugins in the folder of its real path. */
async function link(target: string, path: string): Promise<void> {
    const [wanted, there] = await Promise.all([stat(target), stat(path).catch(() => undefined)]);
    if (there?.ino === wanted.ino) return;
    await hardLink(target, `${path}.${process.pid}`);
    await rename(`${path}.${process.pid}`, path);
}
