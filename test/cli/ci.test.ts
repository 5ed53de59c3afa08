import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";

const root = join(__dirname, "../..");
let folder: string;

/** `contact-center ci` in its own folder, without an engine. */
function ci(args: string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; output: string }> {
    const command = ["--import", require.resolve("tsx"), join(root, "cli/main.ts"), "ci", ...args];
    const none = { GITHUB_ACTIONS: "", GITLAB_CI: "" };
    const child = spawn(process.execPath, command, { cwd: folder, env: { ...process.env, ...none, ...env } });
    child.stdin.end();
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (output += data.toString()));
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}

const write = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
    }
};
const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@acme.example", ...args], { cwd: folder });

/** A repository in which a branch changes one tenant. */
function repository(): void {
    git("init", "--quiet", "--initial-branch=main");
    write({
        "Pulumi.yaml": "name: platform\nruntime: nodejs\nstackConfigDir: tenants\n",
        "fleet.yaml": "tenants: all\n",
        "tenants/Pulumi.acme.yaml": "config: {}\n",
        "tenants/Pulumi.umbrella.yaml": "config: {}\n",
    });
    git("add", "--all");
    git("commit", "--quiet", "--message=first");
    git("switch", "--quiet", "--create=feature");
    write({ "tenants/Pulumi.acme.yaml": "config: { emite:wfm: true }\n" });
    git("commit", "--quiet", "--all", "--message=second");
}

describe("contact-center ci, by its command line", () => {
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "ci-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it("previews nothing from a fork, names the tenants, and exits with 3", async () => {
        repository();
        const event = join(folder, ".git/event.json");
        const repo = (full_name: string) => ({ repo: { full_name } });
        const request = { number: 7, head: repo("mallory/platform"), base: repo("acme/platform") };
        writeFileSync(event, JSON.stringify({ pull_request: request }));
        const { code, output } = await ci(["preview", "--base", "main", "--comment", "comment.md"], {
            GITHUB_ACTIONS: "true",
            GITHUB_EVENT_PATH: event,
        });
        expect(code, output).to.equal(3);
        expect(output)
            .to.include("Not previewed: this change comes from a fork")
            .and.include("It affects 1 tenant: `acme`.");
        const [, token = "", text = ""] = /^::stop-commands::(\S+)\n([^]*)\n::\1::\n$/.exec(output) ?? [];
        expect(token, output).to.have.length(36);
        expect(text.trim()).to.equal(readFileSync(join(folder, "comment.md"), "utf8").trim());
    });

    it("explains the fleet file if the repository has none, and exits with 2", async () => {
        const { code, output } = await ci(["up"]);
        expect(code).to.equal(2);
        expect(output)
            .to.include("there is no fleet file fleet.yaml. To include all tenants")
            .and.include("tenants: all");
    });

    it("asks for a revision to compare with, with an example", async () => {
        repository();
        expect(await ci(["preview"])).to.deep.equal({
            code: 2,
            output: "--base is missing. Name the target branch of the change, such as `--base origin/main` [CC7004]\n",
        });
    });

    it("says how to clone if this clone lacks the revision", async () => {
        repository();
        const { code, output } = await ci(["preview", "--base", "origin/main"]);
        expect(code).to.equal(2);
        expect(output)
            .to.include("HEAD and origin/main have no common commit in this clone")
            .and.include("fetch-depth: 0");
        expect((await ci(["preview", "--base=--output=x"])).output).to.include("--base --output=x: not a revision");
    });

    it("says that it needs a repository if there is none", async () => {
        write({
            "Pulumi.yaml": "name: p\nruntime: nodejs\n",
            "Pulumi.acme.yaml": "{}",
            "fleet.yaml": "tenants: all\n",
        });
        const { code, output } = await ci(["preview", "--base", "main"]);
        expect(code).to.equal(2);
        expect(output).to.match(/^git rev-parse: .*not a git repository/);
    });

    it("creates comments and issues only in pipelines of GitHub and GitLab, and lists what is missing", async () => {
        write({ "comment.md": "<!-- contact-center: preview -->\n\nwords\n", "drift.json": '{"stacks":[]}' });
        expect((await ci(["comment", "comment.md"])).output).to.include("neither GITHUB_ACTIONS nor GITLAB_CI is set");
        const gitlab = await ci(["issues", "drift.json"], { GITLAB_CI: "true", CI_API_V4_URL: "http://127.0.0.1:1" });
        expect(gitlab).to.deep.equal({
            code: 2,
            output: "the environment of the pipeline lacks GITLAB_TOKEN, CI_PROJECT_ID. Set these variables for the job [CC7003]\n",
        });
    });
});
