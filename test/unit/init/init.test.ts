import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { answersIn, contextOf, usualAnswers } from "../../../cli/init/answers";
import { writeFiles } from "../../../cli/files";
import { changesIn } from "../../../cli/init/changes";
import { renderProject } from "../../../cli/init/render";
import { everyKind, sample } from "./samples";

let folder: string;

describe("contact-center init", () => {
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "init-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it("reports everything missing or invalid in one error, by its option", () => {
        const wrong = { name: "acme platform", backend: "ftp://x", secretsProvider: "kms://x", owner: "acme" };
        expect(() => contextOf(wrong))
            .to.throw()
            .with.property(
                "message",
                [
                    '--name: "acme platform" is not a valid project name. Use 1 to 100 letters, digits, -, _ and . [CC7071]',
                    "--language is missing [CC7076]",
                    "--pipelines is missing [CC7076]",
                    '--backend: "ftp://x" is not an address of s3://, azblob://, gs://, https:// or file:// [CC7073]',
                    '--secrets-provider: "kms://x" is neither "default" nor an address of awskms://, azurekeyvault://, gcpkms://, hashivault:// [CC7074]',
                    '--owner: "acme" is not a team or a user of the server, such as @acme/platform [CC7075]',
                ].join("\n"),
            );
        expect(() => contextOf({ ...usualAnswers("x"), pipelines: "jenkins" })).to.throw(
            '--pipelines: "jenkins" is not one of github, gitlab, none',
        );
    });

    it("writes pipelines that run no install scripts and install nothing that is missing", () => {
        for (const context of everyKind)
            for (const [path, text] of Object.entries(renderProject(context)))
                for (const [command] of path.endsWith(".yml")
                    ? text.matchAll(/\b(npm (ci|i|install)|npx(?! would))\b.*/g)
                    : [])
                    expect(command, path).to.match(/^(npm ci --ignore-scripts\b|npx --no )/);
    });

    it("needs only the choice of pipelines: the rest has Pulumi's defaults, and the folder's name", () => {
        const context = contextOf({ ...usualAnswers("work/Acme platform"), pipelines: "github" });
        expect(context).to.deep.include({
            name: "Acme-platform",
            backend: { url: "https://api.pulumi.com", kind: "cloud" },
            secretsProvider: "default",
        });
        expect(context).not.to.have.property("owner");
    });

    it("reads from a repository the answers that it was created from", async () => {
        expect(answersIn(folder)).to.deep.equal({});
        for (const context of everyKind) {
            const home = mkdtempSync(join(folder, "home-"));
            const files = renderProject(context);
            await writeFiles(home, files);
            expect(contextOf(answersIn(home))).to.deep.equal(context);
        }
    });

    it("names only settings of the program's own language", () => {
        const { "README.md": readme = "", "Pulumi.yaml": project = "" } = renderProject(
            sample("github", "s3", { language: "yaml" }),
        );
        const { config } = parse(project) as { config: Record<string, { default: unknown }> };
        const numbers = Object.values(config).filter(({ default: value }) =>
            /^\d+$/.test(JSON.stringify(value).replace(/"/g, "")),
        );
        expect(numbers, "Pulumi's YAML passes such a text as a number").to.deep.equal([]);
        const named = [...readme.matchAll(/\b(?:acme-platform|emite|genesyscloud|contactcenter):([\w.]+)/g)];
        const keys = named.map(([key, name = ""]) => (Object.hasOwn(config, name) ? name : key));
        expect(keys).to.deep.equal(["rotation", "contactcenter:genesys.oauthClientSecret"]);
        expect(renderProject(sample("github"))["README.md"])
            .to.include("`emite:rotation`")
            .and.include("genesyscloud:");
    });

    it("finds no change in what it has written, and shows one as a unified diff", async () => {
        const files = renderProject(sample("github"));
        expect(changesIn(folder, files).created).to.have.members(Object.keys(files));
        await writeFiles(folder, files);
        expect(changesIn(folder, files)).to.deep.equal({ created: [], differing: new Map() });

        const changed = { ...files, "Pulumi.yaml": "name: other\n", "new/file": "x" };
        const { created, differing } = changesIn(folder, changed);
        expect(created).to.deep.equal(["new/file"]);
        expect([...differing.keys()]).to.deep.equal(["Pulumi.yaml"]);
        const [from, to, hunk, ...lines] = (differing.get("Pulumi.yaml") ?? "").split("\n");
        expect([from, to]).to.deep.equal(["--- a/Pulumi.yaml", "+++ b/Pulumi.yaml"]);
        expect(hunk).to.match(/^@@ -1,\d+ \+1,1 @@$/);
        expect(lines[0]).to.equal("-name: acme-platform");
        expect(lines).to.include("+name: other");
    });

    it("keeps the files of tenants as they are", async () => {
        const tenant = { "tenants/Pulumi.acme.yaml": "config: {}\n" };
        await writeFiles(folder, tenant);
        const changes = changesIn(folder, { "tenants/Pulumi.acme.yaml": "other\n", "tenants/Pulumi.new.yaml": "x" });
        expect(changes).to.deep.equal({ created: ["tenants/Pulumi.new.yaml"], differing: new Map() });
        expect(readFileSync(join(folder, "tenants/Pulumi.acme.yaml"), "utf8")).to.equal("config: {}\n");
        expect(existsSync(join(folder, "tenants/Pulumi.new.yaml"))).to.equal(false);
    });
});
