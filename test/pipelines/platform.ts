import { rmSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { parseDocument } from "yaml";
import { type Simulator, startSimulator } from "../../simulator";
import { policiesFor } from "../../simulator/tenant";
import { startChild } from "../../tools/children";
import { type Engine, findEngine } from "../../tools/engine";
import { type AttachedProvider, attachProvider } from "../../tools/engine/attached";
import { installed, npm, packLibrary } from "../../tools/package";
import { type ScmServer, startScm } from "./scm";
import { clearTranscripts } from "./transcripts";
import { npmEnvironment } from "./standIns";

const root = join(__dirname, "../..");

export const passphrase = "correct horse battery staple";

/** The result of a process. */
export interface Run {
    code: number;
    /** Standard output and error, without colors. */
    output: string;
}

export type TenantName = "acme" | "globex" | "initech";

/**
 * A platform repository as `contact-center init` writes it, with a bare repository as its server, three simulated
 * organizations, and the state in a folder.
 */
export class Platform {
    /** In the order in which organizations were written to, one after another. */
    readonly written: TenantName[] = [];

    private constructor(
        readonly folder: string,
        readonly engine: Engine,
        readonly scm: ScmServer,
        readonly sims: Record<TenantName, Simulator>,
        private readonly provider: AttachedProvider,
    ) {}

    static async create(pipelines: "github" | "gitlab"): Promise<Platform> {
        clearTranscripts();
        const folder = await mkdtemp(join(tmpdir(), "contact-center-pipelines-"));
        process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
        const engine = await findEngine((line) => console.log(`    ${line}`));
        const sims = {
            acme: await startSimulator({ seed: 1, organization: { name: "Acme Contact", shortName: "acme" } }),
            globex: await startSimulator({ seed: 2, organization: { name: "Globex", shortName: "globex" } }),
            initech: await startSimulator({ seed: 3, organization: { name: "Initech", shortName: "initech" } }),
        };
        const platform = new Platform(folder, engine, await startScm(), sims, await attachProvider());
        platform.watch();
        try {
            await platform.#init(pipelines);
        } catch (error) {
            await platform.stop();
            throw error;
        }
        return platform;
    }

    /** Records which organization is written to, and lets a test decide about its requests. */
    watch(special: Partial<Record<TenantName, Parameters<Simulator["intercept"]>[0]>> = {}): void {
        this.written.length = 0;
        for (const [name, sim] of Object.entries(this.sims) as [TenantName, Simulator][])
            sim.intercept((call) => {
                if (
                    /^(POST|PUT|PATCH|DELETE) \/api\/v2\/(?!.*(search|audits))/.test(call) &&
                    this.written.at(-1) !== name
                )
                    this.written.push(name);
                return special[name]?.(call);
            });
    }

    async stop(): Promise<void> {
        await Promise.all(Object.values(this.sims).map((sim) => sim.stop()));
        await this.scm.stop();
        this.provider.stop();
        rmSync(this.folder, { recursive: true, force: true });
    }

    /** The clone of somebody in the team. */
    get home(): string {
        return join(this.folder, "home");
    }

    /** The bare repository. */
    get origin(): string {
        return join(this.folder, "origin.git");
    }

    /** The environment of every process of the story: Node, git, and nothing of the person who runs the tests. */
    get env(): NodeJS.ProcessEnv {
        return {
            PATH: [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
            HOME: process.env["HOME"],
            XDG_CONFIG_HOME: join(this.folder, "config"),
            PULUMI_HOME: join(this.folder, "pulumi"),
            PULUMI_SKIP_UPDATE_CHECK: "true",
            ...this.fastStart,
            GIT_CONFIG_GLOBAL: "/dev/null",
            GIT_AUTHOR_NAME: "Anna Smith",
            GIT_AUTHOR_EMAIL: "anna.smith@acme.example",
            GIT_COMMITTER_NAME: "Anna Smith",
            GIT_COMMITTER_EMAIL: "anna.smith@acme.example",
            // For npm's substitute.
            INSTALLED: join(this.home, "node_modules"),
            LOCKS: join(this.folder, "locks"),
            ...npmEnvironment(),
        };
    }

    /**
     * Makes each `pulumi` command cheaper: the provider is in this process, and the types of the program are not
     * checked. Tests of test/engine start the provider's process and check the program.
     */
    get fastStart(): Record<string, string> {
        return {
            NODE_COMPILE_CACHE: join(this.folder, "compiled"),
            PULUMI_NODEJS_TRANSPILE_ONLY: "true",
            ...this.provider.env,
        };
    }

    /** Folders in which `pulumi` and its plugins are found. */
    get engineFolders(): string[] {
        return [dirname(this.engine.pulumi), join(root, "node_modules/@pulumi/pulumi")];
    }

    async #init(pipelines: string): Promise<void> {
        for (const name of ["state", "locks"]) await mkdir(join(this.folder, name));
        await this.must("git", ["init", "--quiet", "--bare", "--initial-branch=main", this.origin], this.folder);
        const init = ["init", this.home, "--name", "platform", "--pipelines", pipelines, "--owner", "@acme/platform"];
        const backend = ["--backend", `file://${join(this.folder, "state")}`];
        const main = join(root, "cli/main.ts");
        await this.must(process.execPath, ["--import", "tsx", main, ...init, ...backend], root);
        await this.#install();
        await this.git("init", "--quiet", "--initial-branch=main");
        await this.git("remote", "add", "origin", this.origin);
        await this.commit("Platform repository");
        await this.git("push", "--quiet", "origin", "main");
    }

    /** The packed library instead of the registry's, in the versions that this project was tested with. */
    async #install(): Promise<void> {
        const tarball = await packLibrary(join(this.folder, "packed"));
        const vendored = join("vendor", basename(tarball));
        await mkdir(join(this.home, "vendor"), { recursive: true });
        await copyFile(tarball, join(this.home, vendored));
        const manifest = JSON.parse(await readFile(join(this.home, "package.json"), "utf8")) as {
            dependencies: Record<string, string>;
            devDependencies: Record<string, string>;
        };
        for (const list of [manifest.dependencies, manifest.devDependencies])
            for (const name of Object.keys(list))
                list[name] = name === "pulumi-contact-center" ? `file:${vendored}` : await installed(name);
        await this.write("package.json", `${JSON.stringify(manifest, null, 4)}\n`);
        await npm(["install", "--ignore-scripts", "--prefer-offline"], this.home);
    }

    /** `contact-center tenant add`, as the team runs it. */
    async addTenant(name: TenantName, ...more: string[]): Promise<void> {
        const { url, credentials } = this.sims[name];
        const command = join(this.home, "node_modules/.bin/contact-center");
        const options = ["--region", "eu", "--client-id", credentials.clientId, "--gateway", url];
        await this.must(command, ["tenant", "add", name, ...options, ...more], this.home, {
            PATH: [...this.engineFolders, this.env["PATH"]].join(delimiter),
            PULUMI_CONFIG_PASSPHRASE: passphrase,
            GENESYSCLOUD_OAUTHCLIENT_SECRET: credentials.clientSecret,
        });
        // The guard rails require it.
        await this.configure(name, "emite:owner", "platform team");
    }

    read(file: string): Promise<string> {
        return readFile(join(this.home, file), "utf8");
    }

    write(file: string, text: string): Promise<void> {
        return writeFile(join(this.home, file), text);
    }

    async git(...args: string[]): Promise<string> {
        return (await this.must("git", args, this.home)).output.trim();
    }

    async commit(message: string): Promise<void> {
        await this.git("add", "--all");
        await this.git("commit", "--quiet", "--message", message);
    }

    /** A branch off main with one commit, pushed. */
    async propose(branch: string, change: () => Promise<unknown>): Promise<void> {
        await this.git("checkout", "--quiet", "-b", branch, "main");
        await change();
        await this.commit(branch);
        await this.git("push", "--quiet", "origin", branch);
    }

    /** As the server's button does. */
    async merge(branch: string): Promise<void> {
        await this.git("checkout", "--quiet", "main");
        await this.git("merge", "--quiet", "--no-ff", "--message", `Merge ${branch}`, branch);
        await this.git("push", "--quiet", "origin", "main");
    }

    /** A change of one tenant's own file. */
    async configure(tenant: TenantName, key: string, value: unknown): Promise<void> {
        const file = `tenants/Pulumi.${tenant}.yaml`;
        const document = parseDocument(await this.read(file));
        document.setIn(["config", key], value);
        await this.write(file, document.toString());
    }

    /** Somebody widens eMite's role in the admin pages; the returned function undoes that. */
    changeByHand(tenant: TenantName): () => void {
        const role = [...this.sims[tenant].tenant.roles.values()].find(({ name }) => name === "eMite Data Integration");
        if (role === undefined) throw new Error(`${tenant} has no role of eMite's`);
        role.policies.push(...policiesFor(["routing:queue:delete"]));
        return () => void role.policies.pop();
    }

    run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Run> {
        const child = startChild(command, args, { cwd, env: { ...this.env, ...env } });
        child.stdin.end();
        let output = "";
        for (const stream of [child.stdout, child.stderr])
            stream.on("data", (data: Buffer) => (output += data.toString()));
        return new Promise((resolve, reject) => {
            child.on("error", reject);
            child.on("close", (code) => resolve({ code: code ?? 1, output: stripVTControlCharacters(output) }));
        });
    }

    async must(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Run> {
        const run = await this.run(command, args, cwd, env);
        if (run.code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${run.code}:\n${run.output}`);
        return run;
    }

    /** What must not appear anywhere. */
    get secrets(): string[] {
        const sims = Object.values(this.sims);
        return [
            passphrase,
            this.scm.token,
            ...sims.flatMap((sim) => sim.tokens()),
            ...sims.flatMap((sim) => [...sim.tenant.oauthClients.values()].map(({ secret }) => secret ?? "")),
        ].filter((secret) => secret !== "");
    }
}
