import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { ConfigSource } from "../provider";
import { Connections } from "../provider/core/connections";
import type { PlannedStep } from "../operations/preflight";
import { engineJson, errorsOf, isProject, isProvider, openWorkspace, plainly, type StackResource } from "./pulumi";
import { type ProviderOf, providersInPlan } from "./providers";

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
    providerOf: ProviderOf;
    /** The engine's errors, without its own frame around them. */
    problems: string[];
}

/** The named stack, or the selected one; nothing outside of a project or where none is selected. */
export async function openStack(name: string | undefined): Promise<OpenStack | undefined> {
    if (!isProject(process.cwd())) {
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
    const source: ConfigSource = { get: (key) => config[key]?.value };
    return {
        name: selected,
        config: source,
        resources: () => plainly(resourcesOf(workspace, selected)),
        preview: () => previewOf(workspace, selected, source),
    };
}

/** The same for a command that does nothing without one. */
export async function requireStack(name: string | undefined): Promise<OpenStack> {
    const stack = await openStack(name);
    if (stack === undefined) throw new Error("no stack: run the command in a project's folder, or give --stack");
    return stack;
}

/** Connections by a stack's configuration, then by the environment; by the environment alone without a stack. */
export const connectionsOf = (stack: OpenStack | undefined): Connections =>
    new Connections(stack?.config ?? { get: () => undefined });

async function resourcesOf(workspace: LocalWorkspace, stack: string): Promise<StackResource[]> {
    const { deployment } = (await workspace.exportStack(stack)) as { deployment: { resources?: StackResource[] } };
    return (deployment.resources ?? []).map((resource) => ({
        ...resource,
        inputs: plain(resource.inputs ?? {}) as Record<string, unknown>,
        outputs: plain(resource.outputs ?? {}) as Record<string, unknown>,
    }));
}

async function previewOf(workspace: LocalWorkspace, stack: string, config: ConfigSource): Promise<Plan> {
    const { steps, diagnostics } = await engineJson(workspace, ["preview", "--show-sames", "--stack", stack]);
    const planned = steps.flatMap(({ op, urn, newState, oldState }) => {
        const state = newState ?? oldState;
        if (state === undefined || state.type === "pulumi:pulumi:Stack" || isProvider(state)) return [];
        const { type, provider } = state;
        return [{ op, urn, type, provider, inputs: plain(state.inputs ?? {}) as Record<string, unknown> }];
    });
    const state = () => plainly(resourcesOf(workspace, stack));
    return {
        steps: planned,
        providerOf: await providersInPlan({ workspace, stack, config, steps: planned, state }),
        problems: errorsOf(diagnostics).map(({ message }) => message),
    };
}

/** An exported secret is an object with its value as JSON text. */
function plain(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(plain);
    if ("4dabf18193072939515e22adb298388d" in value && "plaintext" in value)
        return JSON.parse(String(value.plaintext)) as unknown;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
