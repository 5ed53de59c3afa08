import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { parseAllDocuments } from "yaml";
import { problemOf, shellCommands } from "./commands";
import { readDocument } from "./markdown";
import { ownPackage } from "./ownPackage";

interface Manifest {
    name: string;
    version: string;
    private?: boolean;
}

const root = join(__dirname, "../..");
const documents = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((file) => join("docs", file)),
].filter((file) => file.endsWith(".md"));
const read = new Map(documents.map((file) => [file, readDocument(readFileSync(join(root, file), "utf8"))]));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
const blocks = (file: string, language: string) =>
    (read.get(file)?.blocks ?? []).filter(({ lang }) => lang === language).map(({ value }) => value);

describe("the documents", () => {
    it("have only TypeScript that compiles strictly against the built library", async () => {
        const folder = await mkdtemp(join(tmpdir(), "documents-"));
        try {
            await mkdir(join(folder, "node_modules"));
            for (const name of ["@pulumi", "@types", "typescript", "pulumi-contact-center"])
                await symlink(join(root, "node_modules", name), join(folder, "node_modules", name));
            const programs = documents.flatMap((file) => blocks(file, "ts"));
            expect(programs.length).to.be.at.least(3);
            for (const [index, code] of programs.entries()) await writeFile(join(folder, `block${index}.ts`), code);
            const compilerOptions = {
                strict: true,
                noEmit: true,
                skipLibCheck: true,
                target: "es2022",
                module: "nodenext",
                moduleResolution: "nodenext",
                types: ["node"],
            };
            await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
            const { stdout } = spawnSync(
                process.execPath,
                [join(root, "node_modules/typescript/bin/tsc"), "-p", folder],
                { encoding: "utf8" },
            );
            expect(stdout).to.equal("");
        } finally {
            await rm(folder, { recursive: true, force: true });
        }
    });

    it("every program imports the products by name, as generated programs do", () => {
        const sources = globSync("{sdk,policy,examples,templates}/**/*.ts", {
            cwd: root,
            exclude: (file) => file.endsWith("node_modules"),
        });
        expect(sources).to.include.members(["examples/tenant/index.ts", "sdk/genesys/role.ts"]);
        const otherwise = [...documents, ...sources].filter((file) =>
            /import (\* as )?\w+ from "pulumi-contact-center|(new |`)contact\.\w/.test(
                readFileSync(join(root, file), "utf8"),
            ),
        );
        expect(otherwise).to.deep.equal([]);
    });

    it("install commands work as printed: a packed tarball while the package is private, npm afterwards", () => {
        const { name, version, private: unpublished } = manifest;
        const commands = documents.flatMap((file) => blocks(file, "sh")).flatMap(shellCommands);
        const installs = commands
            .filter(([program, verb]) => program === "npm" && verb === "install")
            .flatMap((words) => words.filter((word) => word.includes(name)));
        expect(installs).to.deep.equal([unpublished ? `../${name}/${name}-${version}.tgz` : name]);
        if (unpublished) expect(commands.filter(([program]) => program === name)).to.deep.equal([]);
        const inline = [...read.values()].flatMap((document) => document.inline);
        const additions = inline.filter((code) =>
            /^(npm install|pnpm add|yarn add|bun add) .*pulumi-contact-center/.test(code),
        );
        expect(additions).to.deep.equal([`pnpm add ${ownPackage("<folder of the tarball>")}`]);
    });

    it("have a language that is checked, or none, at every block", () => {
        const languages = [...read.values()].flatMap((document) => document.blocks.map(({ lang }) => lang ?? ""));
        expect(
            languages.filter(
                (one) => !["", "ts", "sh", "yaml", "json", "mermaid", "text", "python", "go", "csharp"].includes(one),
            ),
        ).to.deep.equal([]);
    });

    for (const file of documents)
        describe(file, () => {
            it("have links only to existing files and headings, and to addresses", () => {
                for (const link of read.get(file)?.links ?? []) {
                    if (/^\w+:/.test(link)) {
                        expect(URL.canParse(link) && /^(https|mailto):/.test(link), link).to.equal(true);
                        continue;
                    }
                    const [path = "", heading] = link.split("#");
                    const target = path === "" ? file : join(dirname(file), path);
                    expect(existsSync(join(root, target)), link).to.equal(true);
                    if (heading !== undefined) expect(read.get(target)?.anchors, link).to.include(heading);
                }
            });

            it("has a heading above each column of its tables", () => {
                expect(read.get(file)?.columns).not.to.include("");
            });

            it("have valid YAML and JSON", () => {
                for (const block of blocks(file, "yaml"))
                    for (const document of parseAllDocuments(block))
                        expect(document.errors.map(String), block).to.deep.equal([]);
                for (const block of blocks(file, "json"))
                    expect(() => JSON.parse(block) as unknown, block).not.to.throw();
            });

            it("show only commands, options and scripts that exist", () => {
                const inline = (read.get(file)?.inline ?? []).filter((code) =>
                    /^(npx )?contact-center |^npm (run|test)/.test(code),
                );
                for (const words of [...blocks(file, "sh"), ...inline].flatMap(shellCommands))
                    expect(problemOf(words), words.join(" ")).to.equal(undefined);
            });
        });

    it("are checked for commands that do not exist", () => {
        const problem = (line: string) => problemOf(shellCommands(line)[0] ?? []);
        expect(problem("contact-center drfit --all")).to.equal("there is no command drfit");
        expect(problem("contact-center imagicle fetsh")).to.equal("there is no command imagicle fetsh");
        expect(problem("npx contact-center drift --al")).to.equal("contact-center drift has no --al");
        expect(problem("FAULT_CASES=1 npm run tset")).to.equal("there is no script tset");
        expect(problem("contact-center drift --all # --none")).to.equal(undefined);
    });
});
