import { z } from "zod";
import { badRequest } from "../refusal";
import type { Context } from "../route";

const commaList = (values: readonly string[]) =>
    z.string().refine((given) => given === "" || given.split(",").every((one) => values.includes(one)));

const sandbox = commaList([
    "allow-downloads",
    "allow-forms",
    "allow-modals",
    "allow-popups",
    "allow-presentation",
    "allow-same-origin",
    "allow-scripts",
]);
const permissions = commaList([
    "camera",
    "clipboard-write",
    "display-capture",
    "fullscreen",
    "geolocation",
    "microphone",
]);
const url = z.string().regex(/^https:\/\/\S+$/);
const app = {
    url,
    sandbox: sandbox.optional(),
    permissions: permissions.optional(),
    groups: z.array(z.string()).optional(),
};

/** The types that this tenant offers, each with the properties that it knows. */
export const integrationTypes = {
    "embedded-client-app": {
        name: "Client Application",
        category: "Client Apps",
        properties: z.strictObject({
            ...app,
            displayType: z.enum(["standalone", "widget"]).optional(),
            featureCategory: z.string().optional(),
        }),
    },
    "embedded-client-app-interaction-widget": {
        name: "Interaction Widget",
        category: "Client Apps",
        properties: z.strictObject({
            ...app,
            queueIdFilterList: z.array(z.string()).optional(),
            communicationTypeFilter: commaList(["call", "chat", "email", "open"]).optional(),
        }),
    },
    "purecloud-data-actions": {
        name: "Genesys Cloud Data Actions",
        category: "Data Actions",
        properties: z.strictObject({}),
    },
    "custom-rest-actions": {
        name: "Web Services Data Actions",
        category: "Data Actions",
        properties: z.strictObject({
            clientCertificateAuthority: z.string().optional(),
            customProperty: z.string().optional(),
        }),
    },
} as const;
export type IntegrationTypeId = keyof typeof integrationTypes;

export const isIntegrationType = (id: string): id is IntegrationTypeId => Object.hasOwn(integrationTypes, id);

export const typeBody = (id: IntegrationTypeId) => ({
    id,
    name: integrationTypes[id].name,
    description: integrationTypes[id].name,
    provider: "clientapps",
    category: integrationTypes[id].category,
    configPropertiesSchemaUri: `/api/v2/integrations/types/${id}/configschemas/properties`,
    configAdvancedSchemaUri: `/api/v2/integrations/types/${id}/configschemas/advanced`,
    nonInstallable: false,
    userPermissions: [],
    credentials: {},
    selfUri: `/api/v2/integrations/types/${id}`,
});

const hasAddress = (type: string) => type.startsWith("embedded-client-app");

/**
 * Refuses properties as the vendor does. An app without an address may be stored, but not switched on, and by default
 * groups need not exist.
 */
export function checkProperties(
    { settings, tenant }: Pick<Context, "settings" | "tenant">,
    type: IntegrationTypeId,
    properties: Record<string, unknown>,
): void {
    const result = integrationTypes[type].properties.safeParse(properties);
    if (!result.success && !settings.lenient) {
        const [issue] = result.error.issues;
        throw badRequest(`Input validation error: ${issue?.path.join(".")} ${issue?.message}`, "invalid.value");
    }
    const { groups } = properties;
    if (!settings.checkGroups || !Array.isArray(groups)) return;
    const unknown = groups.find((id) => (tenant.groups.get(String(id))?.state ?? "deleted") === "deleted");
    if (unknown !== undefined) throw badRequest(`The group ${String(unknown)} does not exist.`, "invalid.value");
}

/** JSON schema of a type's properties. That it may list values, and leave room for other properties, is inferred. */
export function propertiesSchema({ settings }: Pick<Context, "settings">, type: IntegrationTypeId): object {
    const schema = z.toJSONSchema(integrationTypes[type].properties, { unrepresentable: "any" });
    if (!settings.lenient) return schema;
    const { additionalProperties: _closed, ...open } = schema;
    const { communicationTypeFilter, ...others } = schema.properties ?? {};
    const listed = { type: "string", enum: ["call", "chat", "email"] };
    return { ...open, properties: { ...others, ...(communicationTypeFilter && { communicationTypeFilter: listed }) } };
}

/** The types that the organization lists; it may take others. */
export const listedTypes = ({ settings }: Pick<Context, "settings">): IntegrationTypeId[] =>
    (Object.keys(integrationTypes) as IntegrationTypeId[]).filter(
        (type) => !settings.lenient || type !== "custom-rest-actions",
    );

/** What the server adds to the properties of a type, as recorded. */
const added: Readonly<Record<string, Record<string, unknown>>> = {
    "custom-rest-actions": { clientCertificateAuthority: "Genesys Cloud" },
};
/** What it may add to those of a client app. */
const addedToApp = { displayType: "standalone", featureCategory: "" };

/**
 * Properties as the server answers them. The acceptance tests of CX as Code find those of a client app as they were sent:
 * nothing is added, and nothing is sorted.
 */
export function asServed(
    { settings }: Pick<Context, "settings">,
    type: string,
    properties: Record<string, unknown>,
): Record<string, unknown> {
    const isApp = type === "embedded-client-app" && Object.keys(properties).length > 0;
    const filled = { ...added[type], ...(isApp && settings.filledProperties ? addedToApp : {}), ...properties };
    if (!settings.reorderedProperties) return filled;
    const turned = Object.entries(filled).map(
        ([key, value]) => [key, Array.isArray(value) ? value.toSorted().reverse() : value] as const,
    );
    return Object.fromEntries(turned.toSorted(([a], [b]) => (a < b ? 1 : -1)));
}

export const canActivate = (type: string, properties: Record<string, unknown>): boolean =>
    !hasAddress(type) || properties["url"] !== undefined;
