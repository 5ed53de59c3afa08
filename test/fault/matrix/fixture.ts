import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { runPulumi } from "../../../engine/pulumi";
import { remember } from "../../../tools/children";
import type { Engine } from "../../../tools/engine";
import { javascriptProject } from "../../../tools/engine/stack";
import { descendants, ended, isProvider, kill } from "./processes";
import { type Cut, cuts, type Side, type World } from "./world";

/** Milliseconds in which a provider notices that its engine is gone, on a machine that runs several cases at once. */
const soon = 2_000;
export const victims = ["engine", "provider", "both"] as const;
export type Victim = (typeof victims)[number];

/** A point at which everything can be set up again. */
export interface Point {
    /** Folder of the stack's state. */
    backend: string;
    /** All existing objects; see {@link Side.save}. */
    saved?: unknown;
    /** Whether version 1 is created again for each case. */
    anew?: boolean;
}

export interface Ended {
    code: number;
    output: string;
}

/** Where programs run: a shared folder with the packed library; everything else belongs to one case. */
export class Fixture {
    private constructor(
        private readonly engine: Engine,
        private readonly world: World,
        private readonly program: string,
        readonly folder: string,
        /** For every command. */
        private readonly env: NodeJS.ProcessEnv,
    ) {}

    static async create(engine: Engine, world: World, project: string): Promise<Fixture> {
        const folder = await mkdtemp(join(tmpdir(), "faults-"));
        const home = await mkdtemp(join(project, "matrix-"));
        await writeFile(join(home, "index.js"), world.program);
        await writeFile(join(home, "Pulumi.yaml"), javascriptProject);
        await writeFile(join(home, "package.json"), JSON.stringify({ name: "program", main: "index.js" }));
        const path = engine.env["PATH"] ?? process.env["PATH"] ?? "";
        const env = world.native ? { PATH: [await installPlugin(folder, project), path].join(delimiter) } : {};
        return new Fixture(engine, world, home, folder, env);
    }

    async dispose(): Promise<void> {
        await rm(this.folder, { recursive: true, force: true });
    }

    /** A stack without resources, on a new tenant. */
    async empty(): Promise<Point> {
        const backend = await mkdtemp(join(this.folder, "empty-"));
        const { code, output } = await this.pulumi(backend, {}, ["stack", "init", "test"]).ended;
        if (code !== 0) throw new Error(output);
        return { backend };
    }

    /** The complete first version. */
    async deployed(empty: Point): Promise<Point> {
        return this.from(empty, async (place) => {
            if (place.side.save === undefined) return { ...empty, anew: true };
            await place.must(1);
            const backend = await mkdtemp(join(this.folder, "whole-"));
            await cp(place.backend, backend, { recursive: true });
            return { backend, saved: place.side.save() };
        });
    }

    /** Does some work from a point on, with a copy of everything. */
    async from<T>({ backend: before, saved, anew }: Point, work: (place: Place) => Promise<T>): Promise<T> {
        const backend = await mkdtemp(join(this.folder, "case-"));
        await cp(before, backend, { recursive: true });
        try {
            return await this.world.open(saved, async (side) => {
                const place = new Place(this, side, backend);
                if (anew) await place.must(1);
                return work(place);
            });
        } finally {
            await rm(backend, { recursive: true, force: true, maxRetries: 3 });
        }
    }

    pulumi(backend: string, env: NodeJS.ProcessEnv, args: readonly string[]) {
        let pid = 0;
        const result: Promise<Ended> = runPulumi(["--non-interactive", "--color=never", ...args], {
            pulumi: this.engine.pulumi,
            cwd: this.program,
            env: {
                ...this.engine.env,
                ...this.env,
                PULUMI_HOME: join(backend, "home"),
                PULUMI_BACKEND_URL: `file://${backend}`,
                PULUMI_CONFIG_PASSPHRASE: "only for this temporary stack",
                PULUMI_STACK: "test",
                // The same modules are loaded some thousand times.
                NODE_COMPILE_CACHE: join(this.folder, "compiled"),
                ...env,
            },
            onStart: (child) => (pid = remember(child).pid ?? 0),
        });
        return { pid, ended: result };
    }
}

/** Puts the native plugin of a project's packed library into a folder in which the engine looks for it. */
async function installPlugin(home: string, project: string): Promise<string> {
    const main = join(project, "node_modules", "pulumi-contact-center", "dist", "plugin", "main.js");
    const folder = join(home, "bin");
    await mkdir(folder);
    const script = `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`;
    await writeFile(join(folder, "pulumi-resource-contactcenter"), script, { mode: 0o755 });
    return folder;
}

/** One stack and the product's side of it. */
export class Place {
    constructor(
        private readonly fixture: Fixture,
        readonly side: Side,
        readonly backend: string,
    ) {}

    get #secretsFile(): string {
        return join(this.backend, "secrets.json");
    }

    start(args: readonly string[], version: number) {
        const env = { ...this.side.env, PROGRAM_VERSION: String(version), SECRETS_FILE: this.#secretsFile };
        return this.fixture.pulumi(this.backend, env, args);
    }

    run = (version: number): Promise<Ended> => this.start(commandFor(version), version).ended;

    /** The same, and an error where it fails. */
    async must(version: number): Promise<void> {
        const { code, output } = await this.run(version);
        if (code !== 0) throw new Error(output);
    }

    /** Runs, cuts one request and kills; returns how many requests came from a process whose engine was gone. */
    async runCut(
        version: number,
        { route, occurrence, cut, victim }: { route: string; occurrence: number; cut: Cut; victim: Victim },
    ): Promise<{ reached: boolean; wroteOn: number }> {
        let seen = 0;
        let death: { at: number; processes: Promise<unknown> } | undefined;
        const running = this.start(commandFor(version), version);
        this.side.intercept(async (call) => {
            if (call !== route || seen++ !== occurrence) return undefined;
            const family = await descendants(running.pid);
            const providers = family.filter(isProvider).map(({ pid }) => pid);
            if (victim !== "engine") for (const pid of providers) kill(pid);
            if (victim !== "provider") kill(running.pid);
            // The program and its host do not belong to the library, and would linger.
            if (victim !== "provider") for (const { pid } of family) if (!providers.includes(pid)) kill(pid);
            death = { at: Date.now(), processes: victim === "provider" ? Promise.resolve() : ended(providers, soon) };
            return cuts[cut];
        });
        await running.ended;
        await death?.processes;
        this.side.intercept();
        // Requests in flight when their process died still arrive.
        const end = (death?.at ?? 0) + soon;
        const wroteOn = victim === "provider" ? 0 : this.side.requests().filter(({ at }) => at > end).length;
        if (victim !== "provider") await this.start(["cancel", "--yes"], version).ended;
        return { reached: death !== undefined, wroteOn };
    }

    /**
     * The next run. An engine that dies while it writes the attributes of its state file leaves them empty. They are
     * removed, as docs/reliability.md says.
     */
    async runAgain(version: number): Promise<Ended & { mended: boolean }> {
        const attributes = join(this.backend, ".pulumi", "stacks", "test", "test.json.attrs");
        const mended = (await stat(attributes).catch(() => undefined))?.size === 0;
        if (mended) await rm(attributes);
        if (mended) await this.start(["cancel", "--yes"], version).ended;
        return { ...(await this.run(version)), mended };
    }

    /** Clients whose secret in the outputs of the last run does not work. */
    async lostSecrets(): Promise<number> {
        const secrets = JSON.parse(await readFile(this.#secretsFile, "utf8")) as Record<string, string>;
        const work = Object.entries(secrets).map(([name, secret]) => this.side.works(name, secret));
        return (await Promise.all(work)).filter((works) => !works).length;
    }
}

/** Version 0 is no program at all. */
const commandFor = (version: number): string[] =>
    version === 0 ? ["destroy", "--yes", "--skip-preview"] : ["up", "--yes", "--skip-preview"];
