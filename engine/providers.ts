import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { ConfigSource } from "../provider";
import { keyIn, withGroups } from "../provider/core/configuration";
import { Connections } from "../provider/core/connections";
import { isDefaultProvider, isNativeProvider, nativePackage, typeInUrn } from "../provider/core/token";
import { UserError } from "../provider/transport/errors";
import { tokenOf } from "../provider/resources";
import { configuration } from "../plugin/schema";
import { settingsIn } from "../plugin/settings";
import type { ProviderInstance } from "./providerServer";
import { type JsonStep, pulumiJson } from "./workspace";

/** A resource of a state or of a plan. */
interface Listed {
    urn: string;
    type: string;
    /** Reference to its provider, `<urn>::<id>`. */
    provider?: string | undefined;
    /** With secrets in plain text. */
    inputs?: Record<string, unknown>;
}

/** The provider of a step. */
export interface PlannedProvider {
    name: string;
    /** Absent if the plan does not know the settings yet. */
    connections: Connections | undefined;
}

/** The connections of a provider; throws if its settings are not known yet. */
export function settledConnections({ name, connections }: PlannedProvider): Connections {
    if (connections === undefined)
        throw new UserError(
            "CC8004",
            `the settings of the provider "${name}" are not known yet. Run \`pulumi up\` first`,
        );
    return connections;
}

/** Finds a provider by a resource's reference to it. */
export type ProviderOf = (reference: string | undefined) => PlannedProvider;

/**
 * The name of a provider, from its URN or from a reference in a state: `<urn>::<id>`. The name of a default provider
 * may also contain the version of its package, which is left out.
 */
export const providerName = (urn: string): string =>
    isDefaultProvider(urn) ? standardName : (urn.split("::")[3] ?? urn);

const standardName = "default";

/** The URN in a reference to a provider, `<urn>::<id>`. */
export const urnIn = (reference: string): string => reference.split("::").slice(0, 4).join("::");

/** Whether a reference is to a provider of the native plugin. */
const isToNative = (reference: string): boolean => isNativeProvider(typeInUrn(urnIn(reference)));

/**
 * The providers of a state: explicit ones with their own settings, and the default one with the stack's configuration.
 */
export function providersInState(state: readonly Listed[], config: ConfigSource): ProviderOf {
    return providerOf(explicitIn(state), config);
}

const explicitIn = (state: readonly Listed[]) =>
    state
        .filter(({ type }) => isNativeProvider(type) || type === "pulumi:providers:pulumi-nodejs")
        .filter(({ urn }) => !isDefaultProvider(urn))
        .map(({ urn, inputs = {} }) => ({
            urn,
            connections: new Connections(isToNative(urn) ? settingsIn(urn, inputs) : sourceOf(inputs)),
        }));

/** The input for finding the providers of a plan. */
interface Planned {
    workspace: LocalWorkspace;
    stack: string;
    config: ConfigSource;
    steps: readonly (Listed & { op: string })[];
    state(): Promise<readonly Listed[]>;
    /** If it was made already. */
    accepted?: AcceptedPlan | undefined;
}

/** A preview in which every resource is accepted as declared, without a request for it. */
export interface AcceptedPlan {
    steps: readonly JsonStep[];
    /** The providers with the settings that the engine passes, secrets in plain text. */
    instances: readonly ProviderInstance[];
}

/**
 * The providers of a preview. A preview's output contains no secrets. Therefore the engine runs a second preview, in
 * which it passes the settings of explicit providers to this process. The state has those that the program does not
 * declare.
 */
export async function providersInPlan({
    workspace,
    stack,
    config,
    steps,
    state,
    accepted,
}: Planned): Promise<ProviderOf> {
    const explicit = steps.flatMap(({ op, type, provider = "" }) =>
        tokenOf(type) === undefined || provider === "" || isDefaultProvider(provider)
            ? []
            : [{ op, urn: urnIn(provider) }],
    );
    if (explicit.length === 0) return providerOf([], config);
    const { instances: configured } = accepted ?? (await acceptedPlan(workspace, stack));
    const isLeftOut = ({ op, urn }: { op: string; urn: string }) =>
        op === "delete" && !configured.some((one) => one.urn === urn);
    const leftOut = explicit.filter(isLeftOut).map(({ urn }) => urn);
    const old = leftOut.length === 0 ? [] : explicitIn(await state()).filter(({ urn }) => leftOut.includes(urn));
    return providerOf([...configured, ...old], config);
}

export async function acceptedPlan(workspace: LocalWorkspace, stack: string): Promise<AcceptedPlan> {
    // Loaded on use, because most stacks have no explicit provider.
    const { startPlanServer } = await import("./planServer.js");
    const server = await startPlanServer();
    try {
        const { steps } = await pulumiJson(workspace, ["preview", "--show-sames", "--stack", stack], server.env);
        return { steps, instances: server.instances };
    } finally {
        server.stop();
    }
}

function providerOf(known: readonly { urn: string; connections: Connections }[], config: ConfigSource): ProviderOf {
    const standard: PlannedProvider = { name: standardName, connections: new Connections(config) };
    const nativeStandard = isWholeFor(config) ? standard : { ...standard, connections: new Connections(ownOf(config)) };
    const byUrn = new Map(
        known.map(({ urn, connections }) => [urn, { name: providerName(urn), connections } as PlannedProvider]),
    );
    return (reference) => {
        if (reference === undefined) return standard;
        if (isDefaultProvider(reference)) return isToNative(reference) ? nativeStandard : standard;
        const urn = urnIn(reference);
        const found = byUrn.get(urn) ?? { name: providerName(urn), connections: undefined };
        byUrn.set(urn, found);
        return found;
    };
}

/** The settings that the engine passes to the default provider of the native plugin. */
const ownOf = ({ get }: ConfigSource): ConfigSource => ({
    grouped: true,
    get: (key) => (key.startsWith(`${nativePackage}:`) ? get(key) : undefined),
});

/** Whether both default providers have the same settings. */
function isWholeFor(config: ConfigSource): boolean {
    const [own, all] = [withGroups(ownOf(config)), withGroups(config)];
    return Object.entries(configuration()).every(([group, names = []]) =>
        names.every((name) => own.get(keyIn(group, name)) === all.get(keyIn(group, name))),
    );
}

const sourceOf = (inputs: Record<string, unknown>): ConfigSource => ({
    get: (key) => {
        const value = inputs[key];
        return typeof value === "string" ? value : undefined;
    },
});
