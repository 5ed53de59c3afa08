import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator";
import { contactCenter } from "../../tools/contactCenter";
import { connectionTo, nativeConnectionTo } from "../../tools/emiteTenant";
import { findEngine } from "../../tools/engine";
import { type AttachedProvider, attachProvider } from "../../tools/engine/attached";
import { type AttachedPrograms, attachPrograms, type Program } from "../../tools/engine/attachedPrograms";
import { addLanguages } from "../../tools/engine/languages";
import { type SecretsProvider, serveVault } from "../../tools/engine/secrets";
import { javascriptProject, type Result, Stack } from "../../tools/engine/stack";

export type { Program } from "../../tools/engine/attachedPrograms";
export { tenantConfig } from "../../tools/emiteTenant";
export { printedDuring } from "../printed";

export interface FixtureOptions {
    program?: Program;
    /** In place of the program: `Pulumi.yaml` without its first lines. The connection is that of the native plugin. */
    yaml?: string;
    config?: Record<string, string>;
    secrets?: Record<string, string>;
    simulator?: SimulatorOptions;
    /** Without the connection's configuration. */
    unconfigured?: boolean;
}

/** A stack on the real engine, with a simulated organization. */
export interface Fixture {
    sim: Simulator;
    stack: Stack;
    /** Folder of the project, without a program. */
    folder: string;
    /** Replaces the program. */
    program(program: Program): void;
    /** `contact-center`, as a user of this stack would run it. */
    command(...args: string[]): Promise<Result>;
}

/** The provider that engines attach to; it starts once for all stacks of the process, and ends with it. */
let attached: Promise<Attached> | undefined;

interface Attached {
    programs: AttachedPrograms;
    provider: AttachedProvider;
    secretsProvider: SecretsProvider;
}

export const attach = () =>
    (attached ??= Promise.all([attachPrograms(), attachProvider(), serveVault()]).then(
        ([programs, provider, secretsProvider]) => ({ programs, provider, secretsProvider }),
    ));

/** A resource of the native plugin, as a generated SDK declares it. */
export class Native extends pulumi.CustomResource {
    constructor(type: string, name: string, args: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
        super(`contactcenter:${type}`, name, args, opts);
    }
}

/** The example `tenant`, configured by its stack. */
export const example: Program = () => (require("../../examples/tenant") as Program)();

/**
 * A stack whose program and provider are functions of this process: a `pulumi` command costs a fifth of what it costs
 * with processes for both. Tests of those processes use `onGround`.
 */
export async function withStack(options: FixtureOptions, test: (fixture: Fixture) => Promise<void>): Promise<void> {
    const [engine, { programs, provider, secretsProvider }, sim] = await Promise.all([
        findEngine((line) => console.log(`    ${line}`)),
        attach(),
        startSimulator(options.simulator),
    ]);
    const folder = await realpath(await mkdtemp(join(tmpdir(), "program-")));
    try {
        if (options.yaml !== undefined) await addLanguages(engine, (line) => console.log(`    ${line}`));
        await writeFile(join(folder, "Pulumi.yaml"), projectOf(options));
        const program = (one: Program) => programs.set(folder, one);
        program(options.program ?? example);
        const { config, secrets } = connectionOf(options, sim);
        const stack = await Stack.create({
            engine,
            program: folder,
            env: { ...programs.env, ...provider.env },
            config: { ...config, ...options.config },
            secrets: { ...secrets, ...options.secrets },
            secretsProvider,
        });
        try {
            await test({
                sim,
                stack,
                folder,
                program,
                command: (...args) => contactCenter(args, folder, stack.environment),
            });
        } finally {
            await stack.dispose();
        }
    } finally {
        await sim.stop();
        await rm(folder, { recursive: true, force: true });
    }
}

/** `Pulumi.yaml` of a program in YAML. */
export const yamlProject = (text: string): string => `name: test\nruntime: yaml\n${text}`;

const projectOf = ({ yaml }: FixtureOptions): string => (yaml === undefined ? javascriptProject : yamlProject(yaml));

function connectionOf({ unconfigured, yaml }: FixtureOptions, sim: Simulator) {
    if (unconfigured) return { config: {}, secrets: {} };
    if (yaml === undefined) return connectionTo(sim);
    return { config: {}, secrets: { "contactcenter:genesys": JSON.stringify(nativeConnectionTo(sim)) } };
}

/** Settings of the native plugin, because the engine passes a plugin only those with the name of its package. */
export const configureNative = (stack: Stack, sim: Simulator): Promise<void> =>
    stack.setConfig("contactcenter:genesys", JSON.stringify(nativeConnectionTo(sim)), true);
