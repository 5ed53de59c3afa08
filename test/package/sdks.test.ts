import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { completed } from "../../tools/children";
import { findEngine } from "../../tools/engine";
import { addLanguages } from "../../tools/engine/languages";
import { missingForPython, pip, pythonPackages, runPython } from "../../tools/python";
import { readDocument } from "./markdown";

const root = join(__dirname, "../..");
let folder = "";

/** The program of docs/languages.md in a language. */
async function programIn(language: string): Promise<string> {
    const { blocks } = readDocument(await readFile(join(root, "docs", "languages.md"), "utf8"));
    const program = blocks.find(({ lang }) => lang === language)?.value;
    if (program === undefined) throw new Error(`docs/languages.md has no program in ${language}`);
    return `${program}\n`;
}

/** Generates the SDK of a language. */
async function generate(language: string): Promise<string> {
    const say = (line: string) => console.log(`    ${line}`);
    const engine = await findEngine(say);
    await addLanguages(engine, say);
    const schema = join(root, "schemas", "plugin.json");
    const args = ["package", "gen-sdk", schema, "--language", language, "--out", folder];
    await completed(engine.pulumi, args, { env: { ...engine.env, PULUMI_HOME: join(folder, "home") } });
    return join(folder, language);
}

describe("the SDKs that Pulumi generates from the schema", () => {
    before(async () => void (folder = await mkdtemp(join(tmpdir(), "sdks-"))));
    after(() => rm(folder, { recursive: true, force: true }));

    it("Python: the program of the documents creates the integration with its arguments", async function () {
        const missing = missingForPython();
        if (missing !== undefined) {
            console.log(`    Skipped without a Python: ${missing}`);
            this.skip();
        }
        const [sdk, packages] = [await generate("python"), await pythonPackages("pulumi")];
        const installed = join(folder, "installed");
        const offline = ["--no-deps", "--no-index", "--no-build-isolation"];
        await pip([...offline, "--target", installed, sdk], { PYTHONPATH: packages });
        const program = join(folder, "program.py");
        await copyFile(join(__dirname, "mocks.py"), program);
        await writeFile(join(folder, "documented.py"), await programIn("python"));
        expect(JSON.parse(await runPython(program, {}, [installed, packages]))).to.deep.equal([
            {
                type: "contactcenter:emite:Integration",
                inputs: { wfm: true, members: { access: ["anna.smith@acme.example"] } },
            },
        ]);
    });

    it("Go: the SDK and the program of the documents compile", async () => {
        const sdk = await generate("go");
        const goModule = join(root, "tools", "engine", "module");
        const manifest = await readFile(join(goModule, "go.mod"), "utf8");
        // With versions that are downloaded and compiled already, by the generator.
        await writeFile(
            join(sdk, "go.mod"),
            manifest.replace(/^module .*/m, "module example.com/pulumi-contactcenter/sdk/go"),
        );
        await copyFile(join(goModule, "go.sum"), join(sdk, "go.sum"));
        await mkdir(join(sdk, "program"));
        await writeFile(join(sdk, "program", "main.go"), await programIn("go"));
        await completed("go", ["build", "-trimpath", "./..."], { cwd: sdk });
    });

    it("C#: the SDK has the files that its project names, and the names in the program of the documents", async () => {
        const [sdk, program] = [await generate("dotnet"), await programIn("csharp")];
        const project = await readFile(join(sdk, "Pulumi.Contactcenter.csproj"), "utf8");
        const files = allOf(project, /<(?:EmbeddedResource|None) Include="([^"]+)"/g);
        expect(files).to.include("version.txt");
        expect(files.filter((name) => !existsSync(join(sdk, name)))).to.deep.equal([]);

        const folders = allOf(program, /^using Pulumi\.Contactcenter\.([\w.]+);/gm).map((name) => name.split("."));
        const declared = new Set<string>();
        for (const path of folders.map((folder) => join(sdk, ...folder)))
            for (const name of (await readdir(path)).filter((one) => one.endsWith(".cs"))) {
                const source = await readFile(join(path, name), "utf8");
                // `public sealed class EmiteMembersArgs : …` and `public bool? Wfm { get; set; }`
                for (const one of allOf(source, /^ +public [^;()=\n]*?(\w+)(?: :.*| \{.*)?$/gm)) declared.add(one);
            }
        const used = allOf(program, /(?:\bnew |\bintegration\.)(\w+)|^ +(\w+) = /gm);
        expect(used).to.include.members(["IntegrationArgs", "Members", "ClientSecrets"]);
        expect(used.filter((name) => name !== "Dictionary" && !declared.has(name))).to.deep.equal([]);
    });
});

/** What the group of a pattern matches, at each place. */
const allOf = (text: string, pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].map(([, ...groups]) => groups.find((one) => one !== undefined) ?? "");
