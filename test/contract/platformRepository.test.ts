import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { check, resolveConfig } from "prettier";
import { parseAllDocuments } from "yaml";
import { renderProject } from "../../cli/init/render";
import { everyKind, sample } from "../unit/init/samples";

const root = join(__dirname, "../..");
const own = ["README.md", "package.json", "tsconfig.json", "Pulumi.yaml", "fleet.yaml", "index.ts", "policy/index.ts"];

describe("A platform repository", () => {
    it("has the program of the example", () => {
        const example = readFileSync(join(root, "examples/tenant/index.ts"), "utf8");
        expect(renderProject(sample("none"))["index.ts"]).to.equal(example);
    });

    it("has only the pipelines that were requested", () => {
        const pathsOf = (pipelines: "github" | "gitlab" | "none") => Object.keys(renderProject(sample(pipelines)));
        const github = pathsOf("github");
        expect(github).to.include.members([".github/workflows/preview.yml", ".github/workflows/up.yml"]);
        expect(github).to.include.members([".github/CODEOWNERS", ".gitignore", "policy/PulumiPolicy.yaml"]);
        expect(github).not.to.include.members(["CODEOWNERS"]);
        expect(github).not.to.include(".gitlab-ci.yml");
        const gitlab = pathsOf("gitlab");
        expect(gitlab).to.include.members([".gitlab-ci.yml", "templates/contact-center.yml", "CODEOWNERS"]);
        expect([...gitlab, ...pathsOf("none")].filter((path) => path.startsWith(".github/"))).to.deep.equal([]);
        expect(pathsOf("none")).to.include("CODEOWNERS");
    });

    it("has code owners if somebody approves changes, and an owner for descriptions in any case", () => {
        const owned = renderProject(sample("github"));
        expect(owned[".github/CODEOWNERS"]).to.equal("* @acme/platform\n");
        expect(owned["Pulumi.yaml"]).to.include('value: "@acme/platform"');
        const { owner: _, ...nobody } = sample("github");
        const free = renderProject(nobody);
        expect(free).not.to.have.property(".github/CODEOWNERS");
        expect(free["Pulumi.yaml"]).to.include('value: "acme-platform"');
    });

    it("names in package.json the key that encrypts secrets, unless it is Pulumi's default", () => {
        const keyOf = (secretsProvider: string) => {
            const manifest = renderProject(sample("none", "s3", { secretsProvider }))["package.json"] ?? "";
            return (JSON.parse(manifest) as Record<string, unknown>)["contact-center"];
        };
        expect(keyOf("default")).to.equal(undefined);
        expect(keyOf("awskms://alias/pulumi")).to.deep.equal({ secretsProvider: "awskms://alias/pulumi" });
    });

    it("is complete and formatted for every server, backend and key", async () => {
        const style = await resolveConfig(join(root, "package.json"));
        const seen = new Set<string>();
        for (const context of everyKind) {
            const files = renderProject(context);
            const where = `${context.pipelines} ${context.backend.kind} ${context.secretsProvider}`;
            for (const [path, text] of Object.entries(files)) {
                expect(text, `${where} ${path}`).not.to.match(/<%|%>|\[object/);
                if (!path.endsWith(".ts")) expect(text, `${where} ${path}`).not.to.include("undefined");
                if (/\.ya?ml$/.test(path))
                    for (const document of parseAllDocuments(text) as { errors: Error[] }[])
                        expect(document.errors, `${where} ${path}`).to.deep.equal([]);
                if (own.includes(path) && !seen.has(path + text))
                    expect(await check(text, { ...style, filepath: path }), `${where} ${path}:\n${text}`).to.equal(
                        true,
                    );
                seen.add(path + text);
            }
            expect(files["README.md"]).to.include(context.backend.url);
        }
    });
});
