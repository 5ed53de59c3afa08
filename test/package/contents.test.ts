import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { npm, packLibrary } from "../../tools/package";

const root = join(__dirname, "../..");

interface Listed {
    size: number;
    unpackedSize: number;
    files: { path: string; mode: number }[];
}

interface Manifest {
    main: string;
    types: string;
    bin: Record<string, string>;
    exports: Record<string, string | { types: string; default: string }>;
}

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
const megabyte = 1_000_000;

/** What belongs into each folder; in addition, `dist/` is compared with the sources. */
const allowed: readonly RegExp[] = [
    /^(README\.md|CHANGELOG\.md|SECURITY\.md|LICENSE|PulumiPlugin\.yaml|pulumi-resource-contactcenter|package\.json)$/,
    /^dist\/(sdk|provider|operations|engine|plugin|simulator|policy|cli)\/[\w/]+(\.metadata)?\.(js|d\.ts)$/,
    /^dist\/simulator\/data\/\w+\.json$/,
    /^docs\/[\w/-]+\.(md|png|svg)$/,
    /^schemas\/[\w-]+\.json$/,
    // The program of a platform repository.
    /^examples\/tenant\/(index\.ts|tsconfig\.json)$/,
    /^templates\/(project|policy|github|gitlab)\/[\w./-]+$/,
];
const never = /(^|\/)(test|tests|fixtures|node_modules|bench|tools)\/|\.test\.|\.map$|\.tsbuildinfo$|\.env|~$/;

const filesIn = (folder: string): string[] =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1));

/** The compiler's output for a source. */
const compiled = (file: string): string[] =>
    file.endsWith(".ts")
        ? [`dist/${file.replace(/ts$/, "js")}`, `dist/${file.replace(/ts$/, "d.ts")}`]
        : [`dist/${file}`];

describe("the contents of the package", () => {
    let folder = "";
    let listed: Listed = { size: 0, unpackedSize: 0, files: [] };
    const paths = () => listed.files.map(({ path }) => path);

    before(async () => {
        folder = await mkdtemp(join(tmpdir(), "contents-"));
        const tarball = await packLibrary(folder);
        const [one] = JSON.parse(await npm(["pack", tarball, "--dry-run", "--json"], folder)) as Listed[];
        if (one !== undefined) listed = one;
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("are only files of the kinds that belong into each folder", () => {
        expect(paths().filter((path) => !allowed.some((pattern) => pattern.test(path)))).to.deep.equal([]);
        expect(paths().filter((path) => never.test(path))).to.deep.equal([]);
    });

    it("have exactly the code that the sources compile to, without maps", () => {
        const sources = ["sdk", "provider", "operations", "engine", "plugin", "simulator", "policy", "cli"]
            .flatMap(filesIn)
            // Only for the compiler of this project.
            .filter((file) => file !== "sdk/agreement.ts");
        const code = paths().filter((path) => path.startsWith("dist/"));
        expect(code.sort()).to.deep.equal(sources.flatMap(compiled).sort());
    });

    it("have every document, schema and template of the repository", () => {
        const others = paths().filter((path) => /^(docs|schemas|templates)\//.test(path));
        expect(others.sort()).to.deep.equal(["docs", "schemas", "templates"].flatMap(filesIn).sort());
    });

    it("have each file that package.json names, and each command starts", () => {
        const targets = Object.values(manifest.exports).flatMap((target) =>
            typeof target === "string" ? [target] : Object.values(target),
        );
        const commands = Object.values(manifest.bin);
        for (const target of [manifest.main, manifest.types, ...commands, ...targets])
            expect(paths(), target).to.include(join(target));
        for (const command of commands) {
            const source = join(root, command.replace("/dist/", "/").replace(/js$/, "ts"));
            expect(existsSync(source), source).to.equal(true);
            expect(readFileSync(source, "utf8")).to.match(/^#!\/usr\/bin\/env node\n/);
        }
    });

    it("have a bounded size", () => {
        expect(listed.size).to.be.within(0.3 * megabyte, 1.5 * megabyte);
        expect(listed.unpackedSize).to.be.within(1 * megabyte, 5 * megabyte);
        expect(listed.files.length).to.be.within(300, 1_500);
    });
});
