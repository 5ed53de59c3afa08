import { rmSync } from "node:fs";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator";
import { connectionTo } from "../../tools/emiteTenant";
import { type Engine, findEngine } from "../../tools/engine";
import { javascriptProject, Stack } from "../../tools/engine/stack";
import { attach, type Program } from "./fixture";
import { prepareProject, preparedProject } from "../../tools/package";

export { tenantConfig } from "../../tools/emiteTenant";

interface Project {
    engine: Engine;
    folder: string;
    /** For its stacks. */
    env: NodeJS.ProcessEnv;
}

let made: Promise<Project> | undefined;

/** The packed library, installed in a separate project, created once for all tests of a run, or of the process. */
export function project(): Promise<Project> {
    made ??= (async () => {
        const engine = await findEngine((line) => console.log(`    ${line}`));
        console.log(`    ${engine.source}`);
        const folder = process.env[preparedProject] ?? (await prepareOwn());
        return { engine, folder: join(folder, "tenant"), env: { NODE_COMPILE_CACHE: join(folder, "compiled") } };
    })();
    return made;
}

async function prepareOwn(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "contact-center-test-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    await prepareProject(folder);
    return folder;
}

export interface ProcessFixture {
    sim: Simulator;
    stack: Stack;
    /** Folder of the program. */
    folder: string;
    /** Rewrites the program. */
    program(source: string): Promise<void>;
}

export interface ProcessOptions {
    /** Source of the program, or nothing for the example `tenant`. */
    source?: string;
    /** Instead of the source: a function of this process, if it does not matter how a program is run. */
    function?: Program;
    config?: Record<string, string>;
    secrets?: Record<string, string>;
    simulator?: SimulatorOptions;
    /** Of the stack, in addition to its own, such as another backend. */
    env?: NodeJS.ProcessEnv;
    /** Without the connection's configuration. */
    unconfigured?: boolean;
}

export const stateFile = ({ stack }: Pick<ProcessFixture, "stack">) =>
    join(stack.stateFolder, ".pulumi", "stacks", "test", `${stack.name}.json`);

/** Objects of ours, by kind and name. */
export const namesIn = ({ tenant }: Simulator): string[] =>
    [
        ...[...tenant.groups.values()].filter(({ state }) => state === "active").map(({ name }) => `group ${name}`),
        ...[...tenant.roles.values()].map(({ name }) => `role ${name}`),
        ...[...tenant.oauthClients.values()]
            .filter(({ state }) => state !== "deleted")
            .map(({ name }) => `client ${name}`),
        ...[...tenant.integrations.values()].map(({ config }) => `integration ${config.name}`),
    ].sort();

/** An engine that is killed while it writes them leaves its state file's attributes empty: docs/reliability.md. */
export async function restoreAttributes(ground: Pick<ProcessFixture, "stack">): Promise<void> {
    const attributes = `${stateFile(ground)}.attrs`;
    if ((await stat(attributes).catch(() => undefined))?.size === 0) await rm(attributes);
}

/** A stack with its own tenant and program, all removed when the test ends, however it ends. */
export async function withProcesses(
    options: ProcessOptions,
    test: (ground: ProcessFixture) => Promise<void>,
): Promise<void> {
    const { engine, folder: home, env } = await project();
    const folder = await mkdtemp(join(home, "programs", "program-"));
    const program = (source: string) => writeFile(join(folder, "index.js"), source);
    await writeFile(join(folder, "Pulumi.yaml"), javascriptProject);
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "program", main: "index.js" }));
    await program(options.source ?? (await readFile(join(home, "tenant.js"), "utf8")));
    const programs = options.function && (await attach()).programs;
    if (options.function) programs?.set(folder, options.function);
    const sim = await startSimulator(options.simulator);
    try {
        const stack = await Stack.create({
            engine,
            program: folder,
            env: { ...env, ...programs?.env, ...options.env },
            ...configuration(sim, options),
        });
        try {
            await test({ sim, stack, folder, program });
        } finally {
            await stack.dispose();
        }
    } finally {
        await sim.stop();
        await rm(folder, { recursive: true, force: true });
    }
}

function configuration(sim: Simulator, { config, secrets, unconfigured }: ProcessOptions) {
    const connection = unconfigured ? { config: {}, secrets: {} } : connectionTo(sim);
    return { config: { ...connection.config, ...config }, secrets: { ...connection.secrets, ...secrets } };
}

/** A program that uses the library as `contact` and Pulumi as `pulumi`. */
export const using = (body: string): string =>
    `const pulumi = require("@pulumi/pulumi");\nconst contact = require("pulumi-contact-center");\n${body}\n`;

/** The command, as in the folder of a user's program. */
export const contactCenter = (folder: string): string =>
    join(folder, "..", "..", "node_modules", ".bin", "contact-center");

/** The installed command, for stacks whose folder has no packages. */
export const installedCommand = async (): Promise<string> =>
    join((await project()).folder, "node_modules", ".bin", "contact-center");
