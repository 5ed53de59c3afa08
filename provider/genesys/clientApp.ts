import { z } from "zod";
import { didYouMean, inferred, type Problem, quotedList } from "../core/problem";
import { PartialFailure, type ResourceType } from "../core/resourceType";
import { isRecord, sortedSet } from "../core/json";
import { httpsUrl, id, jsonObject, marker, name, setOf } from "../core/schema";
import { coded } from "../transport/message";
import { required, told } from "./answers/needed";
import { clientAppProperties } from "./answers/clientApp";
import { genesys, type GenesysApi } from "./api";
import { declaredKeys } from "./declaredKeys";
import {
    createIntegration,
    deleteIntegration,
    findIntegrations,
    integrationNeeds,
    type IntegrationState,
    listIntegrations,
    readIntegration,
    type Settings,
    settle,
} from "./integrationCalls";
import { verifyGroups } from "./references";

// --- facts ---

/** The two kinds of client application; shown as "Custom Client Application" and "Interaction Widget". */
const types = ["embedded-client-app", "embedded-client-app-interaction-widget"] as const;
const widgetType = "embedded-client-app-interaction-widget";

/** https://developer.genesys.cloud/platform/integrations/client-apps/installing-app */
const sandboxOptions = [
    "allow-downloads",
    "allow-forms",
    "allow-modals",
    "allow-popups",
    "allow-presentation",
    "allow-same-origin",
    "allow-scripts",
] as const;
const permissionOptions = [
    "camera",
    "clipboard-write",
    "display-capture",
    "fullscreen",
    "geolocation",
    "microphone",
] as const;

const inputs = z.strictObject({
    name,
    integrationType: z.enum(types).default("embedded-client-app"),
    url: httpsUrl,
    displayType: z.enum(["standalone", "widget"]).optional(),
    category: z.string().optional(),
    sandbox: setOf(z.enum(sandboxOptions)).optional(),
    permissions: setOf(z.enum(permissionOptions)).optional(),
    groups: setOf(id).optional(),
    queues: setOf(id).optional(),
    communicationTypes: setOf(
        z.string().regex(/^[^\s,]+$/, { error: coded("CC2008", "must be one type, without commas or white space") }),
    ).optional(),
    notes: z.string().optional(),
    advanced: jsonObject.optional(),
    enabled: z.boolean().default(true),
    marker,
});

export type ClientAppInputs = z.output<typeof inputs>;
export interface ClientAppOutputs extends ClientAppInputs {
    reportedState: string;
}

// --- check ---

function rules({ integrationType, displayType, category, queues, communicationTypes }: Partial<ClientAppInputs>) {
    if (integrationType === undefined) return [];
    const foreign = integrationType === widgetType ? { displayType, category } : { queues, communicationTypes };
    const other = integrationType === widgetType ? types[0] : widgetType;
    return Object.entries(foreign)
        .filter(([, value]) => value !== undefined)
        .map(([path]): Problem => ({
            code: "CC2009",
            path,
            reason: `is only for the integration type "${other}". Remove it`,
        }));
}

async function verify(
    api: GenesysApi,
    { integrationType, groups = [], communicationTypes = [] }: Partial<ClientAppInputs>,
): Promise<Problem[]> {
    const [unknownGroups, unknownTypes] = await Promise.all([
        verifyGroups(api, groups, (group) => `groups["${group}"]`),
        verifyCommunicationTypes(api, integrationType, communicationTypes),
    ]);
    // Genesys stores any group id, and with an unknown one hides the app from everybody.
    return [...inferred(unknownGroups), ...unknownTypes];
}

/**
 * The schema of the type may list the values. Their list is in no document. Not confirmed (G-20): how a schema lists
 * them.
 */
async function verifyCommunicationTypes(
    api: GenesysApi,
    type: string | undefined,
    declared: readonly string[],
): Promise<Problem[]> {
    if (type === undefined || declared.length === 0) return [];
    const { properties } = await api.integrationSchema(type);
    const legal = listedValues(properties["communicationTypeFilter"]);
    if (legal === undefined) return [];
    return declared
        .filter((one) => !legal.includes(one))
        .map((one) => ({
            code: "CC2010",
            path: `communicationTypes["${one}"]`,
            reason: `is not a type that this organization lists; it lists ${quotedList(legal)}${didYouMean(one, legal)}`,
            inferred: true,
        }));
}

/** Values that a schema lists for a property, or for the items of a list. */
function listedValues(schema: unknown): string[] | undefined {
    if (!isRecord(schema)) return undefined;
    const { enum: values, items } = schema;
    if (Array.isArray(values)) return values.map(String);
    return items === undefined ? undefined : listedValues(items);
}

// --- wire ---

/** Several values are one text, joined by commas without spaces. */
const joined = (values: readonly string[] | undefined) => values?.join(",");
const parted = (text: unknown): string[] =>
    typeof text === "string"
        ? sortedSet(
              text
                  .split(",")
                  .map((part) => part.trim())
                  .filter(Boolean),
          )
        : [];
const strings = (value: unknown): string[] => (Array.isArray(value) ? sortedSet(value.map(String)) : []);

function toSettings(declared: ClientAppInputs): Settings {
    const properties = {
        url: declared.url,
        displayType: declared.displayType,
        featureCategory: declared.category,
        sandbox: joined(declared.sandbox),
        permissions: joined(declared.permissions),
        groups: declared.groups,
        queueIdFilterList: declared.queues,
        communicationTypeFilter: joined(declared.communicationTypes),
    };
    return {
        name: declared.name,
        enabled: declared.enabled,
        properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)),
        notes: declared.notes,
        marker: declared.marker,
        ...(declared.advanced === undefined ? {} : { advanced: declared.advanced }),
    };
}

/** Equal values in the tenant's order, so that a different order does not cause a write. */
function asPresent(settings: Settings, { properties = {} }: IntegrationState): Settings {
    const keep = (key: string, value: unknown) => {
        const present = properties[key];
        const same =
            Array.isArray(value) || key === "groups"
                ? strings(present).join() === strings(value).join()
                : typeof value === "string" && parted(present).join() === parted(value).join();
        return same && present !== undefined ? present : value;
    };
    const merged = Object.entries(settings.properties ?? {}).map(([key, value]) => [key, keep(key, value)]);
    return { ...settings, properties: Object.fromEntries(merged) };
}

function toOutputs(state: IntegrationState, last: Partial<ClientAppOutputs>): ClientAppOutputs {
    const { name } = state;
    const field = (what: string) => `${what} of the client application "${name}"`;
    if (last.url !== undefined) required(state.properties, field("properties"));
    const properties = clientAppProperties.parse({ name, ...state.properties });
    const { url, displayType, featureCategory } = properties;
    const widget = state.type === widgetType;
    const own = widget
        ? {
              queues: sortedSet(properties.queueIdFilterList ?? []),
              communicationTypes: parted(properties.communicationTypeFilter),
          }
        : {
              // A property that was never set is absent.
              displayType: told(displayType, last.displayType, "standalone", field("displayType")) ?? "standalone",
              category: told(featureCategory, last.category, "", field("featureCategory")) ?? "",
          };
    return {
        name,
        integrationType: state.type,
        url: told(url, last.url, "", field("url")),
        ...own,
        sandbox: parted(properties.sandbox),
        permissions: parted(properties.permissions),
        groups: sortedSet(properties.groups ?? []),
        notes: state.notes,
        ...(state.marker === undefined ? {} : { marker: state.marker }),
        advanced: declaredKeys(
            state.advanced,
            isRecord(last.advanced) ? last.advanced : undefined,
            field("advanced configuration"),
        ),
        enabled: state.enabled,
        reportedState: state.reportedState,
    } as ClientAppOutputs;
}

// --- create, read, update, delete ---

async function create(api: GenesysApi, declared: ClientAppInputs) {
    const made = await createIntegration(api, declared.name, declared.integrationType);
    try {
        return { id: made.id, outputs: toOutputs(await settle(api, made, toSettings(declared)), declared) };
    } catch (error) {
        throw new PartialFailure(made.id, toOutputs(made, {}), error);
    }
}

async function read(api: GenesysApi, appId: string, last: Partial<ClientAppOutputs>, fresh?: boolean) {
    const state = await readIntegration(api, appId, !fresh);
    return state && toOutputs(state, last);
}

async function update(api: GenesysApi, appId: string, _last: ClientAppOutputs, next: ClientAppInputs) {
    const current = required(await readIntegration(api, appId), "client application");
    return toOutputs(await settle(api, current, asPresent(toSettings(next), current)), next);
}

const found = (state: IntegrationState) => toOutputs(state, {});
const list = (api: GenesysApi) => listIntegrations(api, found, (type) => (types as readonly string[]).includes(type));

export const clientApp: ResourceType<GenesysApi, ClientAppInputs, ClientAppOutputs> = {
    title: "client application",
    inputs,
    replaceOn: ["integrationType"],
    secrets: [],
    consequences: {
        deleted: "users no longer find the application",
    },
    references: { groups: "groups", queues: "queues" },
    connect: (connections) => connections.to(genesys),
    label: ({ name }) => name ?? "",
    rules,
    verify,
    create,
    read,
    update,
    delete: deleteIntegration,
    needs: integrationNeeds,
    find: (api, { name: wanted, integrationType: type }, fresh) =>
        findIntegrations(api, found, { name: wanted, type }, fresh),
    list,
};
