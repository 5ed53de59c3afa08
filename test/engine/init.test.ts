import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import { type Simulator, startSimulator } from "../../simulator";
import { endChildren, startChild } from "../../tools/children";
import { type Engine } from "../../tools/engine";
import { problemOf, shellCommands } from "../package/commands";
import { readDocument } from "../package/markdown";
import { project } from "./project";

interface Run {
    code: number;
    output: string;
}

interface RunOptions {
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    /** Receives all output so far whenever more comes, and may type or stop the process. */
    onOutput?: (text: string, child: ReturnType<typeof startChild>) => void;
}

let engine: Engine;
let root: string;
/** The platform repository of the story. */
let home: string;
/** For temporary files of commands. */
let temporary: string;
let sim: Simulator;
/** The library's command, before a repository has one. */
let command: string;
/** Node's cache of compiled modules. */
let compiled: string;

const inHome = (path: string): string => join(home, path);
const read = (path: string): string => readFileSync(inHome(path), "utf8");

function run(file: string, args: readonly string[], { cwd = home, env = {}, onOutput }: RunOptions = {}): Promise<Run> {
    const own = {
        PULUMI_HOME: join(root, "pulumi"),
        // Pulumi.yaml names the backend, also if a command of another test has left its own in the environment.
        PULUMI_BACKEND_URL: undefined,
        PULUMI_STACK: undefined,
        PULUMI_CONFIG_PASSPHRASE: "the team's own",
        NODE_COMPILE_CACHE: compiled,
        // A separate test checks the types of the program, not each run.
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        TMPDIR: temporary,
        NO_COLOR: "1",
    };
    const child = startChild(file, args, { cwd, env: { ...engine.env, ...own, ...env } });
    if (onOutput === undefined) child.stdin.end();
    let output = "";
    for (const stream of [child.stdout, child.stderr])
        stream.on("data", (data: Buffer) => {
            output += stripVTControlCharacters(data.toString());
            onOutput?.(output, child);
        });
    return new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code) => resolve({ code: code ?? 1, output }));
    });
}

const contactCenter = (args: readonly string[], options?: RunOptions) =>
    run(inHome("node_modules/.bin/contact-center"), args, options);
const pulumi = (...args: string[]) => run(engine.pulumi, ["--non-interactive", "--color=never", ...args]);
const init = (folder: string, args: readonly string[], options?: RunOptions) =>
    run(command, ["init", folder, ...args], { cwd: root, ...options });

const addTenant = (name: string, more: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
    contactCenter(
        [
            "tenant",
            "add",
            name,
            "--region",
            "eu",
            "--client-id",
            sim.credentials.clientId,
            "--gateway",
            sim.url,
            ...more,
        ],
        { env: { GENESYSCLOUD_OAUTHCLIENT_SECRET: sim.credentials.clientSecret, ...env } },
    );

/** Everything in the repository except packages. */
const files = (): Record<string, string> =>
    Object.fromEntries(
        readdirSync(home, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
            .map((entry) => join(entry.parentPath, entry.name))
            .map((path) => [path, readFileSync(path, "utf8")]),
    );
/** Pulumi's compiled files are next to them. */
const leftovers = () => readdirSync(temporary).filter((name) => name.startsWith("contact-center-"));
const stacks = async (): Promise<string[]> =>
    (JSON.parse((await pulumi("stack", "ls", "--json")).output) as { name: string }[]).map(({ name }) => name);

/** The packages of the shared project instead of `npm install`: everything that the repository's package.json names. */
async function install(packages: string): Promise<void> {
    const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
    const names = Object.keys({ ...manifest["dependencies"], ...manifest["devDependencies"] });
    expect(names).to.include.members(["pulumi-contact-center", "@pulumi/pulumi", "@pulumi/policy"]);
    for (const name of names) expect(existsSync(join(packages, name)), name).to.equal(true);
    await symlink(packages, inHome("node_modules"));
}

/** A run without the guard rails, whose types would be checked each time. */
async function withoutGuardRails(work: () => Promise<void>): Promise<void> {
    const away = join(root, "guard-rails");
    await rename(inHome("policy"), away);
    try {
        await work();
    } finally {
        await rename(away, inHome("policy"));
    }
}

describe("A platform repository", () => {
    before(async () => {
        const made = await project();
        engine = made.engine;
        compiled = made.env["NODE_COMPILE_CACHE"] ?? "";
        command = join(made.folder, "node_modules/.bin/contact-center");
        root = await mkdtemp(join(tmpdir(), "platform-"));
        process.once("exit", () => rmSync(root, { recursive: true, force: true }));
        home = join(root, "platform");
        temporary = join(root, "tmp");
        for (const folder of ["tmp", "state"]) await mkdir(join(root, folder));
        sim = await startSimulator();
        const backend = ["--backend", `file://${join(root, "state")}`];
        const { code, output } = await init("platform", ["--pipelines", "github", "--owner", "@acme/team", ...backend]);
        expect(output).to.match(/^platform: \d+ files written\n/);
        expect(output).to.include("Pipelines need a machine that keeps this folder");
        expect(output).to.include("  cd platform && npm install\n  npm run try ");
        expect(code).to.equal(0);
        await install(join(made.folder, "node_modules"));
    });
    after(async () => {
        await endChildren();
        await sim.stop();
    });

    it("works at once with a simulated organization, and leaves nothing of it behind", async () => {
        const before = files();
        const { code, output } = await run("npm", ["run", "--silent", "try"]);
        expect(code, output).to.equal(0);
        const parts = [
            "+ 25 to create",
            "+ 25 created",
            "25 unchanged",
            "- 25 deleted",
            "the temporary stack were removed",
        ];
        for (const part of parts) expect(output).to.include(part);
        expect(output.match(/guard-rails@v1\.0\.0/g)).to.have.length(2);
        expect(files()).to.deep.equal(before);
        expect(leftovers()).to.deep.equal([]);
        expect(readdirSync(join(root, "state"))).to.deep.equal([]);
    });

    it("has a README whose commands exist", async () => {
        const { blocks, inline } = readDocument(read("README.md"));
        const shell = blocks.filter(({ lang }) => lang === "sh").map(({ value }) => value);
        const commands = [...shell, ...inline.filter((code) => /^(npx contact-center|pulumi|npm run) /.test(code))];
        expect(commands.length).to.be.at.least(10);
        for (const words of commands.flatMap(shellCommands))
            expect(problemOf(words), words.join(" ")).to.equal(undefined);
    });

    it("compiles", async () => {
        const { code, output } = await run("npm", ["run", "--silent", "types"]);
        expect(code, output).to.equal(0);
    });

    it("gets a tenant by one command, with the secret encrypted, and previews it within the guard rails", async () => {
        const { name } = sim.tenant.organization;
        // Its administrator may have chosen any.
        sim.tenant.organization.name = "Acme\u001b[2J\nContact";
        const { code, output } = await addTenant("acme", ["--canary"]);
        sim.tenant.organization.name = name;
        expect(output).to.match(
            /^acme is the organization "Acme\\u001b\[2J\\u000aContact" \(acmecontact\) in eu-west-1\.\n/,
        );
        expect(code).to.equal(0);
        const file = read("tenants/Pulumi.acme.yaml");
        expect(file).to.include("../node_modules/pulumi-contact-center/schemas/tenant.json");
        expect(existsSync(inHome("node_modules/pulumi-contact-center/schemas/tenant.json"))).to.equal(true);
        expect(file).to.match(/# Who may use eMite[^]*oauthClientSecret:\n +secure: v1:/);
        expect(JSON.stringify(files())).not.to.include(sim.credentials.clientSecret);
        expect(read("fleet.yaml")).to.match(/# Tenants that get a change first[^]*\ncanaries:\n {4}- acme\n/);
        const preview = await pulumi("preview", "--stack", "acme", "--policy-pack", "policy");
        expect(preview.output).to.include("✅ guard-rails@v1.0.0").and.include("+ 11 to create");
        expect(sim.writes()).to.deep.equal([]);
    });

    it("tries a tenant's configuration without the tenant; its people and divisions are simulated", async () => {
        const members = "  emite:members: { access: [zoe@acme.example] }\n  emite:licences: [Vienna]\n";
        const file = inHome("tenants/Pulumi.acme.yaml");
        writeFileSync(
            file,
            read("tenants/Pulumi.acme.yaml").replace(/^config:\n/m, (line) => line + members),
        );
        const before = files();
        sim.clearRequests();
        await withoutGuardRails(async () => {
            const { code, output } = await contactCenter(["try", "acme"], { env: { PULUMI_CONFIG_PASSPHRASE: "" } });
            expect(code, output).to.equal(0);
            expect(output).to.include("emite-licences-Vienna");
        });
        expect(sim.requests).to.deep.equal([]);
        expect(files()).to.deep.equal(before);
    });

    it("removes everything again if Ctrl-C ends a try", async () => {
        let asked = false;
        await withoutGuardRails(async () => {
            const { code, output } = await contactCenter(["try"], {
                onOutput: (text, child) => {
                    if (asked || !/dynamic\/genesys:Role .* created/.test(text)) return;
                    asked = true;
                    child.kill("SIGINT");
                },
            });
            expect(asked, output).to.equal(true);
            expect(output).not.to.include("once more");
            expect(code).to.equal(130);
        });
        expect(leftovers()).to.deep.equal([]);
    });

    it("refuses a tenant that exists, and one that cannot log in, and creates nothing", async () => {
        const before = files();
        const twice = await addTenant("acme", ["--region", "eu-wst-1"]);
        expect(twice.output).to.equal(
            [
                '--region: unknown region "eu-wst-1"; did you mean "eu-west-1"? Set a newer region by its domain, such as "usw2.pure.cloud"',
                'the tenant "acme" already exists: tenants/Pulumi.acme.yaml [CC7091]\n',
            ].join("\n"),
        );
        const stranger = await addTenant("beta", [], { GENESYSCLOUD_OAUTHCLIENT_SECRET: "wrong-secret" });
        expect(stranger.output).to.match(/^Genesys Cloud answered 40\d .*\nCheck the client id and secret/);
        expect(stranger.output).not.to.include("wrong-secret");
        const silent = await addTenant("beta", [], { GENESYSCLOUD_OAUTHCLIENT_SECRET: "" });
        expect(silent.output).to.include("GENESYSCLOUD_OAUTHCLIENT_SECRET is missing");
        const nowhere = await contactCenter(["tenant", "add", "beta"], { cwd: root });
        expect(nowhere.output).to.equal(
            "there is no Pulumi.yaml in this folder. Run the command in the platform repository [CC7040]\n",
        );
        expect([twice, stranger, silent, nowhere].map(({ code }) => code)).to.deep.equal([2, 2, 2, 2]);
        expect(files()).to.deep.equal(before);
        expect(await stacks()).to.deep.equal(["acme"]);
    });

    it("removes a tenant whose secret cannot be stored; the secret is in no argument", async () => {
        const secret = sim.credentials.clientSecret;
        const before = files();
        const broken = join(root, "broken");
        await mkdir(broken);
        const refuses =
            'case "$*" in *"config set"*) cat > /dev/null; echo "error: the key is gone" >&2; exit 255;; esac';
        const calls = join(broken, "calls");
        writeFileSync(
            join(broken, "pulumi"),
            `#!/bin/sh\necho "$*" >> ${calls}\n${refuses}\nexec ${engine.pulumi} "$@"\n`,
        );
        await chmod(join(broken, "pulumi"), 0o755);
        const PATH = [broken, engine.env["PATH"]].join(delimiter);
        const { code, output } = await addTenant("beta", ["--canary"], { PATH });
        expect(readFileSync(calls, "utf8"))
            .to.match(/^config set --secret /m)
            .and.not.include(secret);
        expect(output).to.equal("pulumi: the key is gone [CC8002]\nNothing was created. [CC7096]\n");
        expect(code).to.equal(2);
        expect(files()).to.deep.equal(before);
        expect(await stacks()).to.deep.equal(["acme"]);
    });

    it("says what is missing if there is no engine", async () => {
        const PATH = join(process.execPath, "..");
        for (const args of [["try"], ["tenant", "add", "beta", "--region", "eu", "--client-id", "c"]]) {
            const env = { PATH, GENESYSCLOUD_OAUTHCLIENT_SECRET: "s" };
            const { code, output } = await contactCenter(args, { env });
            expect(output).to.match(/^no working pulumi is on PATH/);
            expect(code).to.equal(2);
        }
    });

    it("is not touched by a second init that would change nothing", async () => {
        await init(home, ["--yes"]);
        const before = files();
        const { code, output } = await init(home, []);
        expect(output).to.equal("platform: 0 files written\n");
        expect(code).to.equal(0);
        expect(files()).to.deep.equal(before);
    });

    it("is shown a diff by a second init that would change files, and keeps them unless told otherwise", async () => {
        writeFileSync(inHome("index.ts"), `${read("index.ts")}// ours\n`);
        rmSync(inHome("tsconfig.json"));
        const before = files();
        const { code, output } = await init("platform", ["--owner", "@acme/others"]);
        expect(output).to.include("--- a/index.ts\n+++ b/index.ts\n").and.include("\n-// ours\n");
        expect(output).to.include("-* @acme/team\n+* @acme/others\n");
        expect(output).to.match(
            /\nNothing was written, because files differ\. Run the command again with --yes to overwrite them\.\n$/,
        );
        expect(code).to.equal(1);
        expect(files()).to.deep.equal(before);

        const overwriting = await init("platform", ["--yes", "--owner", "@acme/others"]);
        expect(overwriting.output).to.equal("platform: 1 file written, 3 overwritten\n");
        expect(overwriting.code).to.equal(0);
        expect(read("tenants/Pulumi.acme.yaml")).to.equal(before[inHome("tenants/Pulumi.acme.yaml")]);
        expect(read(".github/CODEOWNERS")).to.equal("* @acme/others\n");
    });

    it("is not created without an answer if nobody can be asked", async () => {
        const { code, output } = await init("other", ["--backend", "ftp://x"]);
        expect(output).to.equal(
            '--pipelines is missing [CC7076]\n--backend: "ftp://x" is not an address of s3://, azblob://, gs://, https:// or file:// [CC7073]\n',
        );
        expect(code).to.equal(2);
        expect(existsSync(join(root, "other"))).to.equal(false);
    });

    it("is set up by questions at a terminal, and differences are decided one by one", async () => {
        const typed = (answers: [RegExp, string][]): RunOptions => ({
            cwd: root,
            onOutput: (text, child) => {
                const [question, answer] = answers[0] ?? [];
                if (question?.test(text)) (child.stdin.write(answer ?? ""), answers.shift());
            },
        });
        const terminal = (args: string, answers: [RegExp, string][]) =>
            run("script", ["-qec", `${command} init asked ${args}`, "/dev/null"], typed(answers));
        const down = "\u001b[B";
        const first = await terminal("--backend gs://state", [
            [/Name of the Pulumi project/, "\r"],
            [/Language of the program/, "\r"],
            [/Pipelines for/, `${down}\r`],
            [/Secrets are encrypted by/, "\r"],
            [/Team that approves changes/, "@acme\r"],
        ]);
        expect(first.code, first.output).to.equal(0);
        const asked = (path: string) => readFileSync(join(root, "asked", path), "utf8");
        expect(asked("Pulumi.yaml")).to.include("name: asked\n").and.include("url: gs://state\n");
        expect(asked("CODEOWNERS")).to.equal("* @acme\n");
        expect(asked(".gitlab-ci.yml")).to.include("include:");

        const second = await terminal("--name other", [
            [/Overwrite Pulumi.yaml\?/, "y\r"],
            [/Overwrite README.md\?/, "n\r"],
            [/Overwrite package.json\?/, "\r"],
        ]);
        expect(second.code, second.output).to.equal(0);
        expect(second.output).to.match(/asked: 0 files written, 1 overwritten, 2 kept because they differ/);
        expect(asked("Pulumi.yaml")).to.include("name: other\n");
        expect(asked("package.json")).to.include('"asked"');
    });
});
