import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { RefreshedResource } from "../../operations/drift/findings";
import { hasSeveral, type Tenant, tenantsOf } from "../../operations/drift/tenants";
import { tokenOf } from "../../provider/resources";
import { startReviewServer } from "../../operations/drift/server";
import { providerName } from "../../engine/providers";
import { resourcesOf } from "../../engine/stack";
import type { StackResource } from "../../engine/state";
import { type JsonStep, pulumiJson } from "../../engine/workspace";
import { UserError } from "../../provider/transport/errors";

/** The result of the engine's refresh of a stack. */
export interface Refreshed {
    project: string;
    /** Every resource of the stack, as the state has it and as it is now. */
    resources: RefreshedResource[];
    /** URNs of components, by the URNs of their children. */
    parents: ReadonlyMap<string, string>;
    /** Empty if the stack has no resources of this library. */
    tenants: Tenant[];
    /** Number of requests to all tenants so far. */
    requests(): number;
}

/** A refresh that changes nothing. The provider runs in this process, so its cached reads answer later questions. */
export async function refresh(workspace: LocalWorkspace, stack: string, env: NodeJS.ProcessEnv): Promise<Refreshed> {
    const server = await startReviewServer({ ...process.env, ...env });
    try {
        const args = ["refresh", "--preview-only", "--stack", stack];
        const { steps, errors } = await pulumiJson(workspace, args, { ...env, ...server.env });
        if (steps.length === 0 && errors.length > 0)
            throw new UserError(undefined, errors.map(({ message }) => message).join("\n"));
        const byUrn = new Map(steps.map((step) => [step.urn, step]));
        const known = errors.length === 0 ? statesOf(steps) : await resourcesOf(workspace, stack);
        const managed = known.filter(isManaged);
        const several = hasSeveral(managed.filter(({ type }) => tokenOf(type)).map(({ provider }) => provider));
        const resources = managed.map((state) => {
            const own = errors.find(({ urn }) => urn === state.urn)?.message;
            return refreshed(state, byUrn.get(state.urn), {
                several,
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
            tenants: await tenantsOf(resources, server.served),
            requests: () => server.instances.reduce((sum, { connections }) => sum + connections.requests, 0),
        };
    } finally {
        server.stop();
    }
}

/** After a refresh without errors, the steps are complete. */
const statesOf = (steps: readonly JsonStep[]): StackResource[] =>
    steps.flatMap(({ oldState, newState }) => oldState ?? newState ?? []);

const isManaged = ({ custom, external, type }: StackResource) => custom && !external && !type.startsWith("pulumi:");

/** Details that the engine's steps do not contain. */
interface Aside {
    /** Whether the stack has several providers of this library. */
    several: boolean;
    unchecked: string | undefined;
    rotated: readonly string[];
}

function refreshed(
    { urn, type, id = "", provider }: StackResource,
    step: JsonStep | undefined,
    { several, unchecked, rotated }: Aside,
): RefreshedResource {
    // The engine masks a secret on both sides, so all that is known is that it differs.
    const secrets = Object.fromEntries(rotated.map((property) => [property, "[secret]"]));
    return {
        urn,
        type,
        id,
        ...(several && tokenOf(type) && provider !== undefined ? { provider: providerName(provider) } : {}),
        declared: { ...step?.oldState?.inputs, ...secrets },
        ...(step?.newState === undefined ? {} : { found: { ...step.newState.inputs, ...secrets } }),
        gone: step?.op === "delete",
        changed: [...(step?.diffReasons ?? []), ...rotated],
        ...(unchecked === undefined ? {} : { unchecked }),
    };
}
