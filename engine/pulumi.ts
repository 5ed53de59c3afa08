import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { ProviderInstance } from "./providerServer";
import { UserError } from "../provider/transport/errors";

/** A resource as the engine's state has it. */
export interface StackResource {
    urn: string;
    type: string;
    id?: string;
    /** Of a provider, and not a component. */
    custom?: boolean;
    /** Read by the program and managed by nobody here. */
    external?: boolean;
    parent?: string;
    /** Reference to its provider, `<urn>::<id>`. */
    provider?: string;
    inputs?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
}

/** As `pulumi preview --json` and `pulumi refresh --preview-only --json` print it. */
interface EngineOutput {
    steps?: EngineStep[];
    diagnostics?: { urn?: string; message?: string; severity?: string }[];
}

export interface EngineStep {
    op: string;
    urn: string;
    newState?: StackResource;
    oldState?: StackResource;
    diffReasons?: string[];
}

/** Whether it is a provider, of any package. */
export const isProvider = ({ type }: { type: string }): boolean => type.startsWith("pulumi:providers:");

export const isProject = (folder: string) =>
    ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((file) => existsSync(join(folder, file)));

/** Of an engine's environment: it looks for no newer version of itself. */
export const quietEngine = { PULUMI_SKIP_UPDATE_CHECK: "true" };

/** Guard rails that a project has are always used. */
export const policyPackIn = (folder: string): string[] =>
    existsSync(join(folder, "policy", "PulumiPolicy.yaml")) ? ["--policy-pack", "policy"] : [];

/** Throws a {@link UserError} where the commands of Pulumi cannot be run. */
export function requirePulumi(): void {
    const { error, status } = spawnSync("pulumi", ["version"], { env: { ...process.env, ...quietEngine } });
    if (error !== undefined || status !== 0)
        throw new UserError(
            "there is no pulumi on PATH that can be run: install it (https://www.pulumi.com/docs/iac/download-install/), then run the command again",
        );
}

const workspaces = new Map<string, Promise<LocalWorkspace>>();

/** A project, opened once: that starts a `pulumi`. */
export function openWorkspace(folder = process.cwd()): Promise<LocalWorkspace> {
    // Loaded on use: it takes longer than most commands.
    const automation = require("@pulumi/pulumi/automation") as typeof import("@pulumi/pulumi/automation");
    const workspace = workspaces.get(folder) ?? automation.LocalWorkspace.create({ workDir: folder });
    workspaces.set(folder, workspace);
    return workspace;
}

/** Pulumi's own words alone, in place of its whole output. */
export async function plainly<T>(call: Promise<T>): Promise<T> {
    try {
        return await call;
    } catch (error) {
        const words = /^error: (.+)$/m.exec((error as Error).message)?.[1];
        throw words === undefined ? error : new Error(`pulumi: ${words}`, { cause: error });
    }
}

/** A command of `pulumi`, to its end. */
function runEngine(
    { pulumiCommand, workDir, envVars }: LocalWorkspace,
    args: readonly string[],
    more: NodeJS.ProcessEnv,
): Promise<{ failed: boolean; stdout: string; stderr: string }> {
    const env = { ...process.env, ...envVars, ...quietEngine, ...more };
    return new Promise((resolve) =>
        execFile(
            pulumiCommand.command,
            [...args, "--non-interactive"],
            { cwd: workDir, env, maxBuffer: 1 << 30 },
            (error, stdout, stderr) => resolve({ failed: error !== null, stdout, stderr }),
        ),
    );
}

/** A command of `pulumi` that must not fail. */
export async function engineText(
    workspace: LocalWorkspace,
    args: readonly string[],
    more: NodeJS.ProcessEnv = {},
): Promise<string> {
    const { failed, stdout, stderr } = await runEngine(workspace, [...args, "--color=never"], more);
    if (failed) throw engineErrorOf(args[0] ?? "", /^error: /m.test(stderr) ? stderr : stdout + stderr);
    return stdout;
}

/** What a command of `pulumi` says in JSON; one that fails has told why in it. */
export async function engineJson(
    workspace: LocalWorkspace,
    args: readonly string[],
    more: NodeJS.ProcessEnv = {},
): Promise<Required<EngineOutput>> {
    const { stdout, stderr } = await runEngine(workspace, [...args, "--json"], more);
    const output = { steps: [], diagnostics: [], ...answerIn(stdout) };
    const failed = output.steps.length === 0 && output.diagnostics.length === 0 && /^error: /m.test(stderr);
    if (!stdout.includes("{") || failed) throw engineErrorOf(args[0] ?? "", stderr || stdout);
    return output;
}

/** The providers with the settings that the engine hands over in a preview, secrets in plain. Makes no request. */
export async function configuredProviders(
    workspace: LocalWorkspace,
    stack: string,
): Promise<readonly ProviderInstance[]> {
    // Loaded on use: it takes longer than most commands.
    const { startPlanServer } = require("./planServer") as typeof import("./planServer");
    const server = await startPlanServer();
    try {
        await engineJson(workspace, ["preview", "--stack", stack], server.env);
        return server.instances;
    } finally {
        server.stop();
    }
}

function answerIn(stdout: string): EngineOutput {
    const begin = stdout.indexOf("{");
    return begin < 0 ? {} : (JSON.parse(stdout.slice(begin)) as EngineOutput);
}

/** Why a command of `pulumi` did nothing, out of what it has printed. */
export function engineErrorOf(command: string, text: string): Error {
    const words = /^error: ([^]+)$/m.exec(withoutColours(text))?.[1];
    return new Error(words === undefined ? `pulumi ${command}: ${text.trim()}` : `pulumi: ${words.trim()}`);
}

export const errorsOf = (diagnostics: Required<EngineOutput>["diagnostics"]) =>
    diagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ urn, message = "" }) => ({ urn, message: withoutColours(message).trim() }));

/** Colours of the engine's messages, as it writes them and as terminals do. */
export const withoutColours = (text: string): string => stripVTControlCharacters(text.replace(/<\{%[^%]*%\}>/g, ""));
