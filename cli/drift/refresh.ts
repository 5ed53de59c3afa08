import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { Connections } from "../../provider/connections";
import type { RefreshedResource } from "../../provider/drift/findings";
import { startReviewServer } from "../../provider/runtime/reviewServer";
import { engineJson, type EngineStep, errorsOf, plainly, type StackResource } from "../engine";

/** A stack as the engine's refresh shows it. */
export interface Refreshed {
    project: string;
    /** Every resource that the stack manages, as the state has it and as it is now. */
    resources: RefreshedResource[];
    /** URNs of components, by those of their children. */
    parents: ReadonlyMap<string, string>;
    /** Absent where nothing of this library is in the stack. */
    connections: Connections | undefined;
}

/** A refresh that changes nothing. The provider is this process: what it has read answers more questions. */
export async function refresh(workspace: LocalWorkspace, stack: string): Promise<Refreshed> {
    const server = await startReviewServer();
    try {
        const args = ["refresh", "--preview-only", "--stack", stack];
        const { steps, diagnostics } = await engineJson(workspace, args, server.env);
        const errors = errorsOf(diagnostics);
        if (steps.length === 0 && errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
        const byUrn = new Map(steps.map((step) => [step.urn, step]));
        const known = errors.length === 0 ? statesOf(steps) : await exported(workspace, stack);
        const resources = known.filter(isManaged).map((state) => {
            const own = errors.find(({ urn }) => urn === state.urn)?.message;
            return refreshed(state, byUrn.get(state.urn), {
                unchecked: own ?? server.unread.get(state.urn),
                rotated: server.rotated.get(state.urn) ?? [],
            });
        });
        return {
            project: known[0]?.urn.split("::")[1] ?? "",
            resources,
            parents: new Map(
                known.flatMap(({ urn, parent }) => (parent === undefined ? [] : [[urn, parent] as const])),
            ),
            connections: server.connections(),
        };
    } finally {
        server.stop();
    }
}

/** Of a refresh without errors, the steps are all there is. */
const statesOf = (steps: readonly EngineStep[]): StackResource[] =>
    steps.flatMap(({ oldState, newState }) => oldState ?? newState ?? []);

async function exported(workspace: LocalWorkspace, stack: string): Promise<StackResource[]> {
    const { deployment } = await plainly(workspace.exportStack(stack));
    return (deployment as { resources?: StackResource[] }).resources ?? [];
}

const isManaged = ({ custom, external, type }: StackResource) => custom && !external && !type.startsWith("pulumi:");

function refreshed(
    { urn, type, id = "" }: StackResource,
    step: EngineStep | undefined,
    { unchecked, rotated }: { unchecked: string | undefined; rotated: readonly string[] },
): RefreshedResource {
    // As the engine shows a secret on both sides: that it is another one is all there is to say.
    const secrets = Object.fromEntries(rotated.map((property) => [property, "[secret]"]));
    return {
        urn,
        type,
        id,
        declared: { ...step?.oldState?.inputs, ...secrets },
        ...(step?.newState === undefined ? {} : { found: { ...step.newState.inputs, ...secrets } }),
        gone: step?.op === "delete",
        changed: [...(step?.diffReasons ?? []), ...rotated],
        ...(unchecked === undefined ? {} : { unchecked }),
    };
}
