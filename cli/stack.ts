import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { ConfigSource } from "../provider";
import type { RefreshedResource } from "../provider/drift/findings";
import type { PlannedStep } from "../provider/preflight";
import { resources, tokenOf } from "../provider/resources";
import { reviewFile, type Unread } from "../provider/runtime/review";

/** Names of the stacks of the project in the current folder. */
export async function stackNames(): Promise<string[]> {
    if (!inProject())
        throw new Error("there is no Pulumi.yaml in this folder; run the command in the project's folder");
    return (await plainly((await openWorkspace()).listStacks())).map(({ name }) => name).sort();
}

/** A stack of the project in the current folder. */
export interface OpenStack {
    name: string;
    config: ConfigSource;
    /** Resources with their outputs, secrets in plain: for the memory of this process alone. */
    resources(): Promise<StackResource[]>;
    /** What `pulumi up` would do, and what it would be refused. */
    preview(): Promise<Plan>;
    /** Every resource that the stack manages, as the state has it and as it is now. */
    refreshed(): Promise<RefreshedResource[]>;
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
    id?: string;
    /** Of a provider, and not a component. */
    custom?: boolean;
    /** Read by the program and managed by nobody here. */
    external?: boolean;
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
    const workspace = await openWorkspace();
    const selected = name ?? (await plainly(workspace.stack()))?.name;
    if (selected === undefined) return undefined;
    // By name: `Stack.select` would change which stack the user has selected.
    const config = await plainly(workspace.getAllConfig(selected));
    return {
        name: selected,
        config: { get: (key) => config[key]?.value },
        resources: () => plainly(resourcesOf(workspace, selected)),
        preview: () => previewOf(workspace, selected),
        refreshed: () => refreshOf(workspace, selected),
    };
}

function openWorkspace(): Promise<LocalWorkspace> {
    // Loaded on use: it takes longer than most commands.
    const automation = require("@pulumi/pulumi/automation") as typeof import("@pulumi/pulumi/automation");
    return automation.LocalWorkspace.create({ workDir: process.cwd() });
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

/** As `pulumi preview --json` and `pulumi refresh --preview-only --json` print it. */
interface EngineOutput {
    steps?: EngineStep[];
    diagnostics?: { urn?: string; message?: string; severity?: string }[];
}

interface EngineStep {
    op: string;
    urn: string;
    newState?: StackResource;
    oldState?: StackResource;
    diffReasons?: string[];
}

async function engineJson(
    { pulumiCommand, workDir, envVars }: LocalWorkspace,
    args: readonly string[],
    more: NodeJS.ProcessEnv = {},
): Promise<Required<EngineOutput>> {
    const env = { ...process.env, ...envVars, ...more };
    // One that fails has told why in its JSON.
    const { stdout, stderr } = await new Promise<{ stdout: string; stderr: string }>((resolve) =>
        execFile(
            pulumiCommand.command,
            [...args, "--json", "--non-interactive"],
            { cwd: workDir, env, maxBuffer: 1 << 30 },
            (_error, out, err) => resolve({ stdout: out, stderr: err }),
        ),
    );
    const begin = stdout.indexOf("{");
    if (begin < 0) throw new Error(`pulumi ${args[0]}: ${(stderr || stdout).trim()}`);
    return { steps: [], diagnostics: [], ...(JSON.parse(stdout.slice(begin)) as EngineOutput) };
}

const errorsOf = (diagnostics: Required<EngineOutput>["diagnostics"]) =>
    diagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ urn, message = "" }) => ({ urn, message: withoutColours(message).trim() }));

async function previewOf(workspace: LocalWorkspace, stack: string): Promise<Plan> {
    const { steps, diagnostics } = await engineJson(workspace, ["preview", "--show-sames", "--stack", stack]);
    return {
        steps: steps.flatMap(({ op, newState, oldState }) => {
            const state = newState ?? oldState;
            return state === undefined || state.type === "pulumi:pulumi:Stack"
                ? []
                : [{ op, type: state.type, inputs: plain(state.inputs ?? {}) as Record<string, unknown> }];
        }),
        problems: errorsOf(diagnostics).map(({ message }) => message),
    };
}

/** A refresh that changes nothing: every resource that the stack manages, as the state has it and as it is. */
async function refreshOf(workspace: LocalWorkspace, stack: string): Promise<RefreshedResource[]> {
    const folder = await mkdtemp(join(tmpdir(), "review-"));
    const file = join(folder, "unread");
    try {
        const args = ["refresh", "--preview-only", "--stack", stack];
        const { steps, diagnostics } = await engineJson(workspace, args, { [reviewFile]: file });
        const errors = errorsOf(diagnostics);
        const managed = (await plainly(resourcesOf(workspace, stack))).filter(
            ({ custom, external, type }) => custom && !external && !type.startsWith("pulumi:"),
        );
        if (steps.length === 0 && errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
        const unread = await unreadIn(file);
        return managed.map(({ urn, type, id }) => {
            const step = steps.find((one) => one.urn === urn);
            const own = errors.find((one) => one.urn === urn)?.message;
            const reason = own ?? unread.find((one) => one.id === id && isOf(type, one))?.reason;
            return {
                urn,
                type,
                declared: step?.oldState?.inputs ?? {},
                ...(step?.newState === undefined ? {} : { found: step.newState.inputs ?? {} }),
                gone: step?.op === "delete",
                changed: step?.diffReasons ?? [],
                ...(reason === undefined ? {} : { unchecked: reason }),
            };
        });
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

async function unreadIn(file: string): Promise<Unread[]> {
    const text = await readFile(file, "utf8").catch(() => "");
    return text
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Unread);
}

function isOf(type: string, { title }: Unread): boolean {
    const token = tokenOf(type);
    return token !== undefined && resources[token].title === title;
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
