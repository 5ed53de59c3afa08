import type { Models } from "purecloud-platform-client-v2";
import type { Change, Found } from "../core/resourceType";
import { readMarker, writeMarker } from "../core/marker";
import { canonical, isRecord, sameJson } from "../core/json";
import { unlessGone, UserError } from "../transport/errors";
import { pollLater } from "../transport/poll";
import { required } from "./answers";
import type { GenesysApi } from "./api";
import { writeVersioned } from "./version";

/** What a program may set on any integration; what is absent is not managed. */
export interface Settings {
    name?: string;
    notes?: string | undefined;
    marker?: string | undefined;
    /** Keys that are absent keep what the tenant has. */
    properties?: Record<string, unknown> | undefined;
    advanced?: Record<string, unknown> | undefined;
    /** Ids of stored credentials, by the name that the integration's type gives them. */
    credentials?: Record<string, string> | undefined;
    enabled?: boolean;
}

/** An integration as the tenant has it. */
export interface IntegrationState {
    id: string;
    type: string;
    version: number;
    name: string;
    /** The user's part of the notes, and ours. */
    notes: string;
    marker?: string;
    properties: Record<string, unknown>;
    advanced: Record<string, unknown>;
    credentials: Record<string, string>;
    enabled: boolean;
    /** ACTIVE, ACTIVATING, INACTIVE, DEACTIVATING or ERROR. */
    reportedState: string;
}

/** Enabling and disabling take a moment; the vendor names no limit. */
const settlesWithin = 60;
/** What an empty text sometimes reads back as. */
const emptyText = "node_dynamodb_empty_string";

function toState(integration: Models.Integration, config: Models.IntegrationConfiguration): IntegrationState {
    const { text, marker } = readMarker(config.notes === emptyText ? "" : config.notes);
    return {
        id: required(integration.id, "integration id"),
        type: required(integration.integrationType?.id, "integration type"),
        version: config.version,
        name: config.name ?? integration.name ?? "",
        notes: text,
        ...(marker === undefined ? {} : { marker }),
        properties: record(config.properties),
        advanced: record(config.advanced),
        credentials: Object.fromEntries(
            Object.entries(config.credentials ?? {}).map(([key, { id }]) => [key, required(id, "credential id")]),
        ),
        enabled: integration.intendedState === "ENABLED",
        reportedState: integration.reportedState?.code ?? "",
    };
}

const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

/** Makes an integration, switched off and without configuration. */
export async function createIntegration(api: GenesysApi, name: string, type: string): Promise<IntegrationState> {
    const integration = await api.vendor.integrations.postIntegrations({
        body: { name, integrationType: { id: type } as Models.IntegrationType },
    });
    api.made(required(integration.id, "integration id"));
    // A new integration has an empty configuration of version 1; a conflict would show that it is not so.
    const config = { name, version: 1, properties: {}, advanced: {}, notes: "", credentials: {} };
    return toState(integration, integration.config?.current ?? config);
}

/** Sets what is declared and differs: the configuration first, then the switch, then waits for it to take effect. */
export async function settle(
    api: GenesysApi,
    current: IntegrationState,
    declared: Settings,
): Promise<IntegrationState> {
    const written = await configure(api, current, declared);
    const enabled = declared.enabled ?? written.enabled;
    const wanted = enabled ? "ACTIVE" : "INACTIVE";
    if (enabled === written.enabled && written.reportedState === wanted) return written;
    if (enabled !== written.enabled) {
        const intendedState = enabled ? "ENABLED" : "DISABLED";
        const { reportedState } = await api.vendor.integrations.patchIntegration(current.id, {
            body: { intendedState },
        });
        if (reportedState?.code === wanted) return { ...written, enabled, reportedState: wanted };
    }
    return waitFor(api, { ...written, enabled }, wanted);
}

async function configure(api: GenesysApi, current: IntegrationState, declared: Settings): Promise<IntegrationState> {
    const target = (from: IntegrationState) => ({
        name: declared.name ?? from.name,
        notes: declared.notes ?? from.notes,
        marker: declared.marker ?? from.marker,
        properties: { ...from.properties, ...declared.properties },
        advanced: { ...from.advanced, ...declared.advanced },
        credentials: { ...from.credentials, ...declared.credentials },
    });
    const asIs = ({ name, notes, marker, properties, advanced, credentials }: IntegrationState) => ({
        name,
        notes,
        marker,
        properties,
        advanced,
        credentials,
    });
    if (sameJson(target(current), asIs(current))) return current;
    const config = await writeVersioned({
        what: `the configuration of "${current.name}"`,
        first: current,
        read: async () => required(await readIntegration(api, current.id), "integration"),
        managed: (from) => ({ ...asIs(from) }),
        wanted: Object.fromEntries(
            Object.entries(target(current)).filter(([key]) => declared[key as keyof Settings] !== undefined),
        ),
        write: (from) => {
            const { credentials, notes, marker, ...rest } = target(from);
            return api.vendor.integrations.putIntegrationConfigCurrent(current.id, {
                body: {
                    ...rest,
                    notes: writeMarker({ text: notes, marker }),
                    version: from.version,
                    credentials: Object.fromEntries(
                        Object.entries(credentials).map(([key, id]) => [key, { id } as Models.CredentialInfo]),
                    ),
                },
            });
        },
    });
    const { enabled, reportedState } = current;
    const integration = {
        id: current.id,
        integrationType: { id: current.type } as Models.IntegrationType,
        intendedState: enabled ? "ENABLED" : "DISABLED",
        reportedState: { code: reportedState },
    };
    return toState(integration as Models.Integration, config);
}

async function waitFor(api: GenesysApi, current: IntegrationState, wanted: string): Promise<IntegrationState> {
    let reportedState = "";
    await pollLater(`the integration "${current.name}" is ${wanted}`, settlesWithin, async () => {
        const integration = await api.vendor.integrations.getIntegration(current.id);
        reportedState = integration.reportedState?.code ?? "";
        if (reportedState === "ERROR" && wanted === "ACTIVE") throw new UserError(failed(current.name, integration));
        return reportedState === wanted;
    });
    return { ...current, reportedState };
}

function failed(name: string, { reportedState }: Models.Integration): string {
    const words = reportedState?.detail?.message ?? "no reason given";
    return `Genesys Cloud could not activate the integration "${name}": ${words}. Correct its configuration and run \`pulumi up\` again`;
}

/** @param listed - whether a list may answer for the object; no list has its configuration */
export async function readIntegration(
    api: GenesysApi,
    id: string,
    listed = false,
): Promise<IntegrationState | undefined> {
    const { integrations } = api.objects;
    const [integration, config] = await Promise.all([
        listed ? integrations.get(id) : integrations.one(id),
        unlessGone(api.vendor.integrations.getIntegrationConfigCurrent(id)),
    ]);
    return integration && config && toState(integration, config);
}

/** What the first request leaves behind: the marker comes with the configuration. */
const isUnfinished = ({ version, enabled, notes, marker }: IntegrationState): boolean =>
    version === 1 && !enabled && notes === "" && marker === undefined;

export function integrationNeeds(change: Change | "read"): string[] {
    const actions = { create: ["add", "edit"], update: ["edit"], delete: ["delete"], read: [] }[change];
    return ["view", ...actions].map((action) => `integrations:integration:${action}`);
}

export async function deleteIntegration(api: GenesysApi, id: string): Promise<void> {
    const send = () => unlessGone(api.vendor.integrations.deleteIntegration(id));
    await api.deletions.untilGone(api.objects.integrations, { id, what: "the integration is gone", seconds: 30, send });
}

/** Every integration of some types, or of all. */
export async function* listIntegrations<O>(
    api: GenesysApi,
    toOutputs: (state: IntegrationState) => O,
    wanted: (type: string) => boolean = () => true,
): AsyncGenerator<Found<O>> {
    for await (const one of api.objects.integrations.stream()) {
        const found = wanted(one.integrationType?.id ?? "") && (await asFound(api, one, toOutputs));
        if (found) yield found;
    }
}

/** Those of a name and a type; only these are read one by one. */
export async function findIntegrations<O>(
    api: GenesysApi,
    toOutputs: (state: IntegrationState) => O,
    { name, type }: { name: string; type: string },
    fresh?: boolean,
): Promise<Found<O>[]> {
    const all = await api.objects.integrations.named(name, fresh);
    const same = all.filter((one) => one.integrationType?.id === type);
    return (await Promise.all(same.map((one) => asFound(api, one, toOutputs)))).filter((one) => one !== undefined);
}

/** The list tells too little of the configuration. */
async function asFound<O>(
    api: GenesysApi,
    { id }: Models.Integration,
    toOutputs: (state: IntegrationState) => O,
): Promise<Found<O> | undefined> {
    const state = await readIntegration(api, required(id, "integration id"));
    return state && { id: state.id, name: state.name, outputs: toOutputs(state), unfinished: isUnfinished(state) };
}

/** The declared keys with what the tenant has; a list that differs only in its order is shown as declared. */
export function declaredKeys(
    present: Record<string, unknown>,
    declared: Record<string, unknown> | undefined,
): Record<string, unknown> {
    if (declared === undefined) return present;
    return Object.fromEntries(
        Object.keys(declared)
            .filter((key) => present[key] !== undefined)
            .map((key) => [key, sameUnordered(present[key], declared[key]) ? declared[key] : present[key]]),
    );
}

/** Equal but for the order of lists of plain values, which Genesys does not keep. */
function sameUnordered(a: unknown, b: unknown): boolean {
    const plain = (value: unknown): value is unknown[] => Array.isArray(value) && !value.some((one) => isRecord(one));
    if (plain(a) && plain(b)) return sameJson(a.map(canonical).sort(), b.map(canonical).sort());
    return sameJson(a, b);
}
