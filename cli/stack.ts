import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { ConfigSource } from "../provider";
import type { PlannedStep } from "../provider/preflight";

/** A stack of the project in the current folder. */
export interface OpenStack {
    name: string;
    config: ConfigSource;
    /** Resources with their outputs, secrets in plain: for the memory of this process alone. */
    resources(): Promise<StackResource[]>;
    /** What `pulumi up` would do, and what it would be refused. */
    preview(): Promise<Plan>;
}

/** What a preview found. */
export interface Plan {
    steps: PlannedStep[];
    /** The engine's errors, without its own frame around them. */
    problems: string[];
}

export interface StackResource {
    urn: string;
    type: string;
    inputs?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
}

const inProject = () =>
    ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((file) => existsSync(join(process.cwd(), file)));

/** The named stack, or the selected one; nothing outside of a project or where none is selected. */
export async function openStack(name: string | undefined): Promise<OpenStack | undefined> {
    if (!inProject()) {
        if (name === undefined) return undefined;
        throw new Error(
            `--stack ${name}: there is no Pulumi.yaml in this folder; run the command in the project's folder`,
        );
    }
    // Loaded on use: it takes longer than most commands.
    const automation = require("@pulumi/pulumi/automation") as typeof import("@pulumi/pulumi/automation");
    const workspace = await automation.LocalWorkspace.create({ workDir: process.cwd() });
    const selected = name ?? (await plainly(workspace.stack()))?.name;
    if (selected === undefined) return undefined;
    // By name: `Stack.select` would change which stack the user has selected.
    const config = await plainly(workspace.getAllConfig(selected));
    return {
        name: selected,
        config: { get: (key) => config[key]?.value },
        resources: () => plainly(resourcesOf(workspace, selected)),
        preview: () => previewOf(workspace, selected),
    };
}

/** Pulumi's own words alone, in place of its whole output. */
async function plainly<T>(call: Promise<T>): Promise<T> {
    try {
        return await call;
    } catch (error) {
        const words = /^error: (.+)$/m.exec((error as Error).message)?.[1];
        throw words === undefined ? error : new Error(`pulumi: ${words}`, { cause: error });
    }
}

async function resourcesOf(workspace: LocalWorkspace, stack: string): Promise<StackResource[]> {
    const { deployment } = (await workspace.exportStack(stack)) as { deployment: { resources?: StackResource[] } };
    return (deployment.resources ?? []).map((resource) => ({
        ...resource,
        inputs: plain(resource.inputs ?? {}) as Record<string, unknown>,
        outputs: plain(resource.outputs ?? {}) as Record<string, unknown>,
    }));
}

/** As `pulumi preview --json` prints it. */
interface PreviewOutput {
    steps?: { op: string; newState?: StackResource; oldState?: StackResource }[];
    diagnostics?: { message?: string; severity?: string }[];
}

async function previewOf(workspace: LocalWorkspace, stack: string): Promise<Plan> {
    const args = ["preview", "--json", "--show-sames", "--non-interactive", "--stack", stack];
    const env = { ...process.env, ...workspace.envVars };
    // One that fails has told why in its JSON.
    const { stdout, stderr } = await new Promise<{ stdout: string; stderr: string }>((resolve) =>
        execFile(
            workspace.pulumiCommand.command,
            args,
            { cwd: workspace.workDir, env, maxBuffer: 1 << 30 },
            (_error, out, err) => resolve({ stdout: out, stderr: err }),
        ),
    );
    const begin = stdout.indexOf("{");
    if (begin < 0) throw new Error(`pulumi preview: ${(stderr || stdout).trim()}`);
    const { steps = [], diagnostics = [] } = JSON.parse(stdout.slice(begin)) as PreviewOutput;
    return {
        steps: steps.flatMap(({ op, newState, oldState }) => {
            const state = newState ?? oldState;
            return state === undefined || state.type === "pulumi:pulumi:Stack"
                ? []
                : [{ op, type: state.type, inputs: plain(state.inputs ?? {}) as Record<string, unknown> }];
        }),
        problems: diagnostics
            .filter(({ severity }) => severity === "error")
            .map(({ message = "" }) => withoutColours(message).trim()),
    };
}

/** Colours of the engine's messages, as it writes them and as terminals do. */
const withoutColours = (text: string): string => stripVTControlCharacters(text.replace(/<\{%[^%]*%\}>/g, ""));

/** An exported secret is an object with its value as JSON text. */
function plain(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(plain);
    if ("4dabf18193072939515e22adb298388d" in value && "plaintext" in value)
        return JSON.parse(String(value.plaintext)) as unknown;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
