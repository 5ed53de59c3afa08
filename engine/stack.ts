import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { ConfigSource } from "../provider";
import { withGroups } from "../provider/core/configuration";
import { Connections } from "../provider/core/connections";
import { inDynamicForm } from "./dynamicForm";
import { acceptedPlan, type ProviderOf, providersInPlan } from "./providers";
import { isProvider, revealed, type StackResource } from "./state";
import { type JsonStep, openWorkspace, plainly, projectFolder, pulumiJson, pulumiText } from "./workspace";
import { UserError } from "../provider/transport/errors";

/** A stack of the project in the current folder, or in a parent folder. */
export interface OpenStack {
    name: string;
    /** Folder of the project. */
    folder: string;
    config: ConfigSource;
    /** With secrets in plain text: keep them only in memory. */
    resources(): Promise<StackResource[]>;
    /** What `pulumi up` would do, and the errors that would block it. */
    preview(): Promise<Plan>;
}

/** The result of a preview. */
export interface Plan {
    steps: PlannedStep[];
    providerOf: ProviderOf;
    /** The engine's errors, without its own prefix. */
    problems: string[];
}

/** What a preview plans for one resource. */
export interface PlannedStep {
    /** `same`, `create`, `update`, `delete`, `replace`, `read` (a `get`) or another operation of the engine. */
    op: string;
    urn: string;
    /** The engine's type, `pulumi-nodejs:dynamic/genesys:Role` or `contactcenter:genesys:Role`. */
    type: string;
    /** Reference to its provider, `<urn>::<id>`. */
    provider?: string | undefined;
    /** In the form of the dynamic provider. */
    inputs: Record<string, unknown>;
}

/** The named stack, or the selected one. Undefined outside a project, or if no stack is selected. */
export async function openStack(name: string | undefined): Promise<OpenStack | undefined> {
    const folder = projectFolder();
    if (folder === undefined) {
        if (name === undefined) return undefined;
        throw new UserError(
            "CC8010",
            `--stack ${name}: there is no Pulumi.yaml in this folder or a parent folder. Run the command in the folder of the project`,
        );
    }
    const workspace = await openWorkspace(folder);
    const selected = name ?? (await plainly(workspace.stack()))?.name;
    if (selected === undefined) return undefined;
    // By name, because `Stack.select` would change the user's selected stack.
    const config = await plainly(workspace.getAllConfig(selected));
    const source = withGroups({ get: (key) => config[key]?.value });
    return {
        name: selected,
        folder,
        config: source,
        resources: () => resourcesOf(workspace, selected),
        preview: () => previewOf(workspace, selected, source),
    };
}

/** The same for a command that needs a stack. */
export async function requireStack(name: string | undefined): Promise<OpenStack> {
    const stack = await openStack(name);
    if (stack === undefined)
        throw new UserError(
            "CC8011",
            "no stack is selected. Run the command in the folder of a project, and use --stack",
        );
    return stack;
}

/**
 * Connections from the configuration of a stack, then from the environment. Without a stack, only from the environment.
 */
export const connectionsOf = (stack: OpenStack | undefined): Connections =>
    new Connections(stack?.config ?? { get: () => undefined });

/** The resources of a stack, with secrets in plain text: keep them only in memory. */
export async function resourcesOf(workspace: LocalWorkspace, stack: string): Promise<StackResource[]> {
    const { deployment } = await plainly(workspace.exportStack(stack));
    const { resources = [] } = deployment as { resources?: StackResource[] };
    return resources.map(({ inputs = {}, outputs = {}, ...resource }) =>
        inDynamicForm({ ...resource, inputs: revealed(inputs), outputs: revealed(outputs) }),
    );
}

/** A state as `pulumi stack export` prints it, with all that it has besides resources. */
export interface ExportedState<Resource extends StackResource = StackResource> {
    deployment: { manifest?: { time?: string }; resources?: Resource[]; pending_operations?: unknown[] };
}

/**
 * The state of a stack. Export and import use pipes: the Automation API would write the secrets to a file in plain text.
 * @param secrets - whether to show secrets in plain text; otherwise they stay encrypted
 */
export async function exportedState<Resource extends StackResource>(
    workspace: LocalWorkspace,
    stack: string,
    secrets: "plain" | "encrypted",
): Promise<ExportedState<Resource>> {
    const shown = secrets === "plain" ? ["--show-secrets"] : [];
    return JSON.parse(
        await pulumiText(workspace, ["stack", "export", ...shown, "--stack", stack]),
    ) as ExportedState<Resource>;
}

/** Replaces the resources of a state that was exported. Rejects that if the state has changed since. */
export async function importResources<Resource extends StackResource>(
    workspace: LocalWorkspace,
    stack: string,
    state: ExportedState<Resource>,
    resources: readonly Resource[],
): Promise<void> {
    const { deployment } = await exportedState(workspace, stack, "encrypted");
    if (deployment.manifest?.time !== state.deployment.manifest?.time)
        throw new UserError(
            "CC8012",
            `another run has changed the state of the stack ${stack} in the meantime, so it was left as it is. Run the command again`,
        );
    const input = JSON.stringify({ ...state, deployment: { ...state.deployment, resources } });
    await pulumiText(workspace, ["stack", "import", "--stack", stack], { input });
}

async function previewOf(workspace: LocalWorkspace, stack: string, config: ConfigSource): Promise<Plan> {
    const { steps, errors } = await pulumiJson(workspace, ["preview", "--show-sames", "--stack", stack]);
    // The engine stops at the first resource that the native plugin rejects.
    const accepted = errors.length === 0 ? undefined : await acceptedPlan(workspace, stack);
    const planned = [...steps, ...stepsAfter(steps, accepted?.steps ?? [])].flatMap(
        ({ op, urn, newState, oldState }) => {
            const state = newState ?? oldState;
            if (state === undefined || state.type === "pulumi:pulumi:Stack" || isProvider(state)) return [];
            const { type, provider, inputs = {} } = state;
            return [{ op, urn, type, provider, inputs: revealed(inputs) }];
        },
    );
    const state = () => resourcesOf(workspace, stack);
    return {
        steps: planned,
        providerOf: await providersInPlan({ workspace, stack, config, steps: planned, state, accepted }),
        problems: errors.map(({ message }) => message),
    };
}

/** The steps of an accepted plan for resources that a preview did not get to. */
function stepsAfter(steps: readonly JsonStep[], accepted: readonly JsonStep[]): JsonStep[] {
    const known = new Set(steps.map(({ urn }) => urn));
    // Without a check, the engine cannot tell whether an object changes.
    const certain = ["create", "delete", "read"];
    return accepted
        .filter(({ urn }) => !known.has(urn))
        .map((step) => (certain.includes(step.op) ? step : { ...step, op: "same" }));
}
