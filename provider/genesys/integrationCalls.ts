import type { Models } from "purecloud-platform-client-v2";
import { confirmed } from "../core/confirm";
import type { Change, Found } from "../core/resourceType";
import { readMarker, writeMarker } from "../core/marker";
import { own, sameJson } from "../core/json";
import { unlessGone, UserError } from "../transport/errors";
import { pollLater } from "../transport/poll";
import { known, orUnreadable, required } from "./answers/needed";
import type { Integration, IntegrationConfig, ListedIntegration } from "./answers/integration";
import type { GenesysApi } from "./api";
import { writeVersioned } from "./version";
import { writable } from "./writable";

/** The settings of any integration that a program can declare. Absent ones are not managed. */
export interface Settings {
    name?: string;
    notes?: string | undefined;
    marker?: string | undefined;
    /** Absent keys keep the tenant's values. */
    properties?: Record<string, unknown> | undefined;
    advanced?: Record<string, unknown> | undefined;
    /** Ids of stored credentials, by their names in the integration's type. */
    credentials?: Record<string, string> | undefined;
    enabled?: boolean;
}

/** An integration as the tenant has it. */
export interface IntegrationState {
    id: string;
    type: string;
    name: string;
    /** The user's part of the notes, without our marker. */
    notes: string;
    marker?: string;
    /** Absent if the answer does not contain them. The same applies to `advanced` and `credentials`. */
    properties: Record<string, unknown> | undefined;
    advanced: Record<string, unknown> | undefined;
    credentials: Record<string, string> | undefined;
    enabled: boolean;
    /** ACTIVE, ACTIVATING, INACTIVE, DEACTIVATING or ERROR. */
    reportedState: string;
    /** The configuration, unchanged from the answer. */
    config: IntegrationConfig;
}

/** Enabling and disabling take a moment. The vendor names no limit. */
const settlesWithin = 60;
/** The value that an empty text is sometimes returned as. */
const emptyText = "node_dynamodb_empty_string";

function toState(id: string, integration: Integration, config: IntegrationConfig): IntegrationState {
    const { text, marker } = readMarker(config.notes === emptyText ? "" : config.notes);
    const name = config.name ?? integration.name;
    const field = (what: string) => `${what} of the integration "${name ?? id}"`;
    const credentials = Object.entries(config.credentials ?? {}).map(([key, credential]) => [key, credential.id]);
    return {
        id,
        type: required(integration.integrationType, field("integrationType")).id,
        name: required(name, field("name")),
        notes: text,
        ...(marker === undefined ? {} : { marker }),
        properties: config.properties,
        advanced: config.advanced,
        credentials: config.credentials && (Object.fromEntries(credentials) as Record<string, string>),
        enabled: known(required(integration.intendedState, field("intendedState")), isEnabled, field("intendedState")),
        reportedState: required(integration.reportedState?.code, field("reportedState")),
        config,
    };
}

const isEnabled = { ENABLED: true, DISABLED: false };

/** Creates an integration, inactive and without configuration. */
export async function createIntegration(api: GenesysApi, name: string, type: string): Promise<IntegrationState> {
    const { integrations } = api.vendor;
    const made = await integrations.postIntegrations({
        body: { name, integrationType: { id: type } as Models.IntegrationType },
    });
    const id = api.made(made.id);
    // The answer may be incomplete, and the server fills in properties of some types.
    const isTold = made.integrationType && made.intendedState && made.reportedState?.code;
    const state: Integration = isTold ? made : await integrations.getIntegration(id);
    const { current } = state.config ?? {};
    const isWhole = type.startsWith("embedded-client-app") && current?.version !== undefined && current.properties;
    const config = isWhole ? current : await integrations.getIntegrationConfigCurrent(id);
    return toState(id, state, { advanced: {}, credentials: {}, ...config });
}

/** Applies the declared differences: first the configuration, then the switch. Then it waits until they take effect. */
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
    const asIs = ({ name, notes, marker, properties = {}, advanced = {}, credentials = {} }: IntegrationState) => ({
        name,
        notes,
        marker,
        properties,
        advanced,
        credentials,
    });
    if (sameJson(target(current), asIs(current))) return current;
    return writeVersioned({
        what: `the configuration of "${current.name}"`,
        first: current,
        read: async () => required(await readIntegration(api, current.id), `integration "${current.name}"`),
        managed: (from) => ({ ...asIs(from) }),
        wanted: Object.fromEntries(
            Object.entries(target(current)).filter(([key]) => declared[key as keyof Settings] !== undefined),
        ),
        write: async (from) => {
            const { credentials, notes, marker, ...rest } = target(from);
            const body = {
                ...writable("integrationConfig", toldConfig(from)),
                ...rest,
                notes: writeMarker({ text: notes, marker }),
                credentials: Object.fromEntries(
                    Object.entries(credentials).map(([key, id]) => [key, reference(from.config, key, id)]),
                ),
            };
            const { integrations } = api.vendor;
            const written = await integrations.putIntegrationConfigCurrent(from.id, {
                body: body as unknown as Models.IntegrationConfiguration,
            });
            return confirmed(
                withConfig(from, written),
                (state) => showsSettings(state, target(from)),
                async () => withConfig(from, await integrations.getIntegrationConfigCurrent(from.id)),
            );
        },
    });
}

/** Whether an answer shows the values that were sent. Values may be in another order, and the server may add some. */
function showsSettings(
    state: IntegrationState,
    { properties, advanced, credentials, ...texts }: Omit<Settings, "enabled">,
) {
    const isEmpty = (value: unknown) => value === undefined || Object.keys(value ?? {}).length === 0;
    const has = (shown: Readonly<Record<string, unknown>> | undefined, sent: object | undefined = {}) =>
        shown !== undefined &&
        Object.entries(sent).every(([key, value]) => isEmpty(value) || !isEmpty(own(shown, key)));
    const { name, notes, marker } = texts;
    return (
        sameJson({ name: state.name, notes: state.notes, marker: state.marker }, { name, notes, marker }) &&
        has(state.properties, properties) &&
        has(state.advanced, advanced) &&
        has(state.credentials, credentials)
    );
}

/** A stored credential: unchanged from the read if it stays the same, otherwise only its id. */
function reference({ credentials = {} }: IntegrationConfig, key: string, id: string): object {
    const present = own(credentials, key);
    return present?.id === id ? writable("credential", present) : { id };
}

/** A PUT replaces the whole configuration, so values missing in the read would be lost. */
function toldConfig({ name, config }: IntegrationState): IntegrationConfig {
    for (const key of ["version", "properties", "advanced", "credentials"] as const)
        required(config[key], `${key} of the configuration of the integration "${name}"`);
    return config;
}

function withConfig(state: IntegrationState, config: IntegrationConfig): IntegrationState {
    const { id, name, type, enabled, reportedState } = state;
    const intendedState = enabled ? "ENABLED" : "DISABLED";
    return toState(
        id,
        { name, integrationType: { id: type }, intendedState, reportedState: { code: reportedState } },
        config,
    );
}

async function waitFor(api: GenesysApi, current: IntegrationState, wanted: string): Promise<IntegrationState> {
    let reportedState = "";
    await pollLater(`the reportedState of the integration "${current.name}" is ${wanted}`, settlesWithin, async () => {
        const integration = await api.vendor.integrations.getIntegration(current.id);
        reportedState = required(integration.reportedState?.code, `reportedState of the integration "${current.name}"`);
        if (reportedState === "ERROR" && wanted === "ACTIVE")
            throw new UserError("CC2015", failed(current.name, integration));
        return reportedState === wanted;
    });
    return { ...current, reportedState };
}

const failed = (name: string, { reportedState }: Integration): string =>
    `Genesys Cloud could not activate the integration "${name}": ${reportedState?.detail?.message ?? "no reason given"}. Correct its configuration and run \`pulumi up\` again`;

/** @param listed - whether a list may be used instead of a read; no list contains the configuration */
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
    return integration && config && toState(id, integration, config);
}

/** The state after only the first request: the marker is written with the configuration. */
const isUnfinished = ({ config, enabled, notes, marker }: IntegrationState): boolean =>
    config.version === 1 && !enabled && notes === "" && marker === undefined;

export function integrationNeeds(change: Change | "read"): string[] {
    const actions = { create: ["add", "edit"], update: ["edit"], delete: ["delete"], read: [] }[change];
    return ["view", ...actions].map((action) => `integrations:integration:${action}`);
}

export async function deleteIntegration(api: GenesysApi, id: string): Promise<void> {
    const send = () => unlessGone(api.vendor.integrations.deleteIntegration(id));
    await api.deletions.untilGone(api.objects.integrations, { id, what: "the integration is gone", seconds: 30, send });
}

/** Every integration of some types, or of all. */
export async function* listIntegrations<O extends object>(
    api: GenesysApi,
    toOutputs: (state: IntegrationState) => O,
    wanted: (type: string) => boolean = () => true,
): AsyncGenerator<Found<O>> {
    for await (const one of api.objects.integrations.stream()) {
        // A list may omit the type.
        if (one.integrationType !== undefined && !wanted(one.integrationType.id)) continue;
        const found = await orUnreadable(one, async () => {
            const state = await readIntegration(api, one.id);
            return state && wanted(state.type) ? toFound(state, toOutputs) : undefined;
        });
        if (found) yield found;
    }
}

/** The integrations with a name and a type. Only these are read one by one. */
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

/** The list contains too little of the configuration. */
async function asFound<O>(
    api: GenesysApi,
    { id }: ListedIntegration,
    toOutputs: (state: IntegrationState) => O,
): Promise<Found<O> | undefined> {
    const state = await readIntegration(api, id);
    return state && toFound(state, toOutputs);
}

const toFound = <O>(state: IntegrationState, toOutputs: (state: IntegrationState) => O): Found<O> => ({
    id: state.id,
    name: state.name,
    outputs: toOutputs(state),
    unfinished: isUnfinished(state),
});
