import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PlannedAnswer, type Simulator, startSimulator, type Tenant } from "../../../simulator";
import { startChild } from "../../../tools/children";
import type { Engine } from "../../../tools/engine";
import { picture } from "../plan";
import { descendants, ended, isProvider, kill } from "./processes";

/** The complete eMite integration; version 2 changes every kind of object, renews secrets and takes clients away. */
const program = `
const contact = require("pulumi-contact-center");
const second = process.env.PROGRAM_VERSION === "2";
module.exports = async () => {
    const emite = new contact.emite.Integration("emite", {
        wfm: !second,
        licences: { divisions: await contact.genesys.divisions() },
        rotation: second ? "2" : "1",
        tokenLifetimeSeconds: second ? 3600 : 86400,
        names: second ? { role: "eMite Data" } : {},
        descriptions: second ? { accessGroup: "changed", app: "changed" } : {},
        members: {
            access: second ? ["anna.smith@acme.example"] : ["anna.smith@acme.example", "ben.smith@acme.example"],
            dashboardViewers: second ? ["ben.smith@acme.example"] : ["anna.smith@acme.example"],
        },
    });
    // What a user reads from the stack's outputs, without a command of its own for each case.
    emite.clientSecrets.apply((secrets) => require("node:fs").writeFileSync(process.env.SECRETS_FILE, JSON.stringify(secrets)));
    return { clientSecrets: emite.clientSecrets };
};`;

export const cuts = { before: "reset", after: "reset-after", middle: "half" } as const;
export type Cut = keyof typeof cuts;
/** Milliseconds in which a provider notices that its engine is gone, on a machine that plays several cases at once. */
const soon = 2_000;
export const victims = ["engine", "provider", "both"] as const;
export type Victim = (typeof victims)[number];

/** A point at which everything can be set up again: the stack's state and the tenant. */
export interface Point {
    backend: string;
    tenant: Tenant | undefined;
    credentials: Simulator["credentials"] | undefined;
}

export interface Ended {
    code: number;
    output: string;
}

/** Where programs run: a folder with the packed library, shared; all else is each case's own. */
export class Ground {
    private constructor(
        private readonly engine: Engine,
        private readonly program: string,
        readonly folder: string,
    ) {}

    static async create(engine: Engine, project: string): Promise<Ground> {
        const folder = await mkdtemp(join(tmpdir(), "faults-"));
        const home = join(project, "matrix");
        await mkdir(home, { recursive: true });
        await writeFile(join(home, "index.js"), program);
        await writeFile(join(home, "Pulumi.yaml"), "name: test\nruntime: nodejs\n");
        await writeFile(join(home, "package.json"), JSON.stringify({ name: "program", main: "index.js" }));
        return new Ground(engine, home, folder);
    }

    async dispose(): Promise<void> {
        await rm(this.folder, { recursive: true, force: true });
    }

    /** A stack without resources, on a new tenant. */
    async empty(): Promise<Point> {
        const backend = await mkdtemp(join(this.folder, "empty-"));
        const { code, output } = await this.pulumi(backend, {}, ["stack", "init", "test"]).ended;
        if (code !== 0) throw new Error(output);
        return { backend, tenant: undefined, credentials: undefined };
    }

    /** Does some work from a point on, with a copy of its state and of its tenant. */
    async from<T>(point: Point, work: (place: Place) => Promise<T>): Promise<T> {
        const backend = await mkdtemp(join(this.folder, "case-"));
        await cp(point.backend, backend, { recursive: true });
        // Another seed: no id of an object that is made from here on is that of one from before.
        const sim = await startSimulator({ membershipLag: 0, requestsPerMinute: 0, seed: point.tenant ? 2 : 1 });
        const { nextId } = sim.tenant;
        if (point.tenant) Object.assign(sim.tenant, structuredClone(withoutFunctions(point.tenant)), { nextId });
        try {
            return await work(new Place(this, sim, backend, point.credentials ?? sim.credentials));
        } finally {
            await sim.stop();
            await rm(backend, { recursive: true, force: true, maxRetries: 3 });
        }
    }

    pulumi(backend: string, env: NodeJS.ProcessEnv, args: readonly string[]) {
        const child = startChild(this.engine.pulumi, ["--non-interactive", "--color=never", ...args], {
            cwd: this.program,
            env: {
                ...this.engine.env,
                PULUMI_HOME: join(backend, "home"),
                PULUMI_BACKEND_URL: `file://${backend}`,
                PULUMI_CONFIG_PASSPHRASE: "only for this temporary stack",
                PULUMI_SKIP_UPDATE_CHECK: "true",
                PULUMI_STACK: "test",
                // The same modules are loaded some thousand times.
                NODE_COMPILE_CACHE: join(this.folder, "compiled"),
                ...env,
            },
        });
        child.stdin.end();
        let output = "";
        for (const stream of [child.stdout, child.stderr])
            stream.on("data", (data: Buffer) => (output += String(data)));
        const result = new Promise<Ended>((resolve, reject) => {
            child.on("error", reject);
            child.on("close", (code) => resolve({ code: code ?? 1, output }));
        });
        return { pid: child.pid ?? 0, ended: result };
    }
}

const withoutFunctions = ({ nextId: _nextId, ...rest }: Tenant) => rest;

/** One stack and its tenant. */
export class Place {
    constructor(
        private readonly ground: Ground,
        readonly sim: Simulator,
        readonly backend: string,
        readonly credentials: Simulator["credentials"],
    ) {}

    get #secretsFile(): string {
        return join(this.backend, "secrets.json");
    }

    start(args: readonly string[], version: number) {
        return this.ground.pulumi(
            this.backend,
            {
                GENESYSCLOUD_REGION: "eu-west-1",
                GENESYSCLOUD_GATEWAY: this.sim.url,
                GENESYSCLOUD_OAUTHCLIENT_ID: this.credentials.clientId,
                GENESYSCLOUD_OAUTHCLIENT_SECRET: this.credentials.clientSecret,
                PROGRAM_VERSION: String(version),
                SECRETS_FILE: this.#secretsFile,
            },
            args,
        );
    }

    run = (version: number): Promise<Ended> => this.start(commandFor(version), version).ended;

    /** Runs, and at one request cuts it and kills; how many requests came from a process whose engine was gone. */
    async runCut(
        version: number,
        { route, occurrence, cut, victim }: { route: string; occurrence: number; cut: Cut; victim: Victim },
    ): Promise<{ reached: boolean; wroteOn: number }> {
        let seen = 0;
        let death: { at: number; processes: Promise<unknown> } | undefined;
        const running = this.start(commandFor(version), version);
        this.sim.intercept(async (call): Promise<PlannedAnswer | undefined> => {
            if (call !== route || seen++ !== occurrence) return undefined;
            const family = await descendants(running.pid);
            const providers = family.filter(isProvider).map(({ pid }) => pid);
            if (victim !== "engine") for (const pid of providers) kill(pid);
            if (victim !== "provider") kill(running.pid);
            // The program and its host are not the library's, and would linger.
            if (victim !== "provider") for (const { pid } of family) if (!providers.includes(pid)) kill(pid);
            death = { at: Date.now(), processes: victim === "provider" ? Promise.resolve() : ended(providers, soon) };
            return cuts[cut];
        });
        await running.ended;
        await death?.processes;
        this.sim.intercept(undefined);
        // What was on its way when its process died still arrives.
        const end = (death?.at ?? 0) + soon;
        const wroteOn = victim === "provider" ? 0 : this.sim.requests.filter(({ at }) => at > end).length;
        if (victim !== "provider") await this.start(["cancel", "--yes"], version).ended;
        return { reached: death !== undefined, wroteOn };
    }

    /**
     * The next run. An engine that dies while it writes the attributes of its state file leaves them empty; they are
     * taken away, as docs/reliability.md says.
     */
    async runAgain(version: number): Promise<Ended & { mended: boolean }> {
        const attributes = join(this.backend, ".pulumi", "stacks", "test", "test.json.attrs");
        const mended = (await stat(attributes).catch(() => undefined))?.size === 0;
        if (mended) await rm(attributes);
        if (mended) await this.start(["cancel", "--yes"], version).ended;
        return { ...(await this.run(version)), mended };
    }

    picture = (): string[] => picture(this.sim);

    /** Clients whose secret in the outputs of the last run does not work. */
    async lostSecrets(): Promise<number> {
        const secrets = JSON.parse(await readFile(this.#secretsFile, "utf8")) as Record<string, string>;
        const living = [...this.sim.tenant.oauthClients.values()].filter(({ state }) => state === "active");
        return Object.entries(secrets).filter(
            ([name, secret]) => living.find((client) => client.name === name)?.secret !== secret,
        ).length;
    }
}

/** Version 0 is no program at all. */
const commandFor = (version: number): string[] =>
    version === 0 ? ["destroy", "--yes", "--skip-preview"] : ["up", "--yes", "--skip-preview"];
