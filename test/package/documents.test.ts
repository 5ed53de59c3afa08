import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";

const root = join(__dirname, "../..");
const documents = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((file) => join("docs", file)),
].filter((file) => file.endsWith(".md"));
const text = (file: string) => readFileSync(join(root, file), "utf8");

describe("the documents", () => {
    it("every block of TypeScript compiles, strictly, against the built library", async () => {
        const folder = await mkdtemp(join(tmpdir(), "documents-"));
        try {
            await mkdir(join(folder, "node_modules"));
            for (const name of ["@pulumi", "@types", "typescript", "pulumi-contact-center"])
                await symlink(join(root, "node_modules", name), join(folder, "node_modules", name));
            const blocks = documents.flatMap((file) =>
                [...text(file).matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? ""),
            );
            expect(blocks.length).to.be.at.least(3);
            for (const [index, code] of blocks.entries()) await writeFile(join(folder, `block${index}.ts`), code);
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

    for (const file of documents)
        it(`${file} links to files and headings that exist`, () => {
            const links = [...text(file).matchAll(/\]\(((?!https?:)[^)\s]+)\)/g)].map(([, target]) => target ?? "");
            for (const link of links) {
                const [path = "", heading] = link.split("#");
                const target = path === "" ? file : join(dirname(file), path);
                expect(existsSync(join(root, target)), link).to.equal(true);
                if (heading !== undefined) {
                    const anchors = [...text(target).matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
                        title
                            ?.toLowerCase()
                            .replace(/[^\w\s-]/g, "")
                            .replace(/\s/g, "-"),
                    );
                    expect(anchors, link).to.include(heading);
                }
            }
        });
});
