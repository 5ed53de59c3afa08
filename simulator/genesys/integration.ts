import { z } from "zod";
import { propertyChanges } from "../change";
import { described, describedObject, foreignFields, keepForeign } from "../described";
import { list, nothing, page, paged, text, unused } from "../paging";
import { badRequest, notFound } from "../refusal";
import { type Context, inList, listed, route } from "../route";
import type { Integration, IntegrationConfig, Tenant } from "../tenant";
import { checkVersion } from "./group";
import {
    asServed,
    canActivate,
    checkProperties,
    type IntegrationTypeId,
    integrationTypes,
    isIntegrationType,
    listedTypes,
    propertiesSchema,
    typeBody,
} from "./integrationType";

const permission = (action: string) => [`integrations:integration:${action}`];
/** How long a switch takes to have effect, in milliseconds. */
const settling = 100;

const create = described({ name: text, integrationType: z.object({ id: z.string() }) }, { ignored: ["id", "selfUri"] });
/** Whole integrations are sent back to switch one. */
const patch = described(
    { intendedState: z.enum(["ENABLED", "DISABLED"]) },
    { ignored: ["id", "name", "integrationType", "notes", "config", "reportedState", "attributes", "selfUri"] },
);
const configuration = describedObject(
    {
        name: z.string().min(1),
        version: z.number().int(),
        notes: z.string(),
        properties: z.record(z.string(), z.json()),
        advanced: z.record(z.string(), z.json()),
        credentials: z.record(z.string(), z.object({ id: z.string() })),
    },
    { ignored: ["id", "selfUri"] },
);

type Answering = Pick<Context, "settings" | "now">;

function configBody(context: Pick<Context, "settings">, { id, type, config: { more, ...config } }: Integration) {
    const notes = config.notes === "" ? context.settings.emptyNotes : config.notes;
    const selfUri = `/api/v2/integrations/${id}/config/current`;
    return { ...more, id, ...config, properties: asServed(context, type, config.properties), notes, selfUri };
}

function stateCode({ intendedState, settledAt, fault }: Integration, now: number): string {
    if (fault !== undefined) return "ERROR";
    if (intendedState === "ENABLED") return now < settledAt ? "ACTIVATING" : "ACTIVE";
    return now < settledAt ? "DEACTIVATING" : "INACTIVE";
}

export function integrationBody(context: Answering, integration: Integration) {
    const type = integrationTypes[integration.type as IntegrationTypeId];
    return {
        id: integration.id,
        name: integration.config.name,
        integrationType: { id: integration.type, name: type.name, category: type.category },
        notes: integration.config.notes,
        intendedState: integration.intendedState,
        config: { current: configBody(context, integration) },
        reportedState: {
            code: stateCode(integration, context.now),
            ...(integration.fault === undefined ? {} : { detail: { message: integration.fault } }),
        },
        selfUri: `/api/v2/integrations/${integration.id}`,
    };
}

function integrationOf({ tenant, params }: Pick<Context, "tenant" | "params">): Integration {
    const integration = tenant.integrations.get(params["integrationId"] ?? "");
    if (!integration) throw notFound("integration", params["integrationId"] ?? "");
    return integration;
}

function checkCredentials(tenant: Tenant, credentials: IntegrationConfig["credentials"]): void {
    const unknown = Object.values(credentials).find(({ id }) => !tenant.credentials.has(id));
    if (unknown) throw badRequest(`The credential ${unknown.id} does not exist.`, "invalid.value");
}

const path = "/api/v2/integrations/{integrationId}";
const states = z.enum(["ACTIVE", "ACTIVATING", "INACTIVE", "DEACTIVATING", "ERROR"]).optional();
const filters = { ...unused, ids: list, integrationType: text, reportedState: states, credentialId: text };

const objects = [
    route(
        "GET",
        "/api/v2/integrations",
        { permissions: permission("view"), query: paged(100, 25, filters) },
        (context) => {
            const { tenant, query, now } = context;
            const uses = ({ config }: Integration, credential: string) =>
                Object.values(config.credentials).some(({ id }) => id === credential);
            const all = listed(context, tenant.integrations.values()).filter(
                (one) =>
                    (query.integrationType === undefined || one.type === query.integrationType) &&
                    (query.ids === undefined || query.ids.includes(one.id)) &&
                    (query.reportedState === undefined || stateCode(one, now) === query.reportedState) &&
                    (query.credentialId === undefined || uses(one, query.credentialId)),
            );
            const bodies = all.map((integration) => integrationBody(context, integration));
            return page(inList(context, bodies, ["reportedState"]), query);
        },
    ),
    route(
        "POST",
        "/api/v2/integrations",
        { permissions: permission("add"), query: nothing, body: create },
        (context) => {
            const { tenant, body, changed } = context;
            const type = body.integrationType.id;
            if (!isIntegrationType(type))
                throw badRequest(`The integration type ${type} does not exist.`, "invalid.value");
            const name = body.name || integrationTypes[type].name;
            const integration: Integration = {
                id: tenant.nextId(),
                type,
                intendedState: "DISABLED",
                settledAt: 0,
                config: { name, version: 1, properties: {}, advanced: {}, notes: "", credentials: {} },
            };
            tenant.integrations.set(integration.id, integration);
            changed("Create", "Integration", integration.id, name);
            return integrationBody(context, integration);
        },
    ),
    route("GET", path, { permissions: permission("view"), query: paged(100, 25, unused) }, (context) =>
        integrationBody(context, integrationOf(context)),
    ),
    route(
        "PATCH",
        path,
        {
            permissions: permission("edit"),
            query: paged(100, 25, unused),
            body: patch,
        },
        (context) => {
            const integration = integrationOf(context);
            const { intendedState } = context.body;
            if (intendedState === "ENABLED" && !canActivate(integration.type, integration.config.properties))
                throw badRequest("The integration has no configuration that could be activated.");
            if (intendedState !== integration.intendedState) integration.settledAt = context.now + settling;
            const changes = propertyChanges({ intendedState: integration.intendedState }, { intendedState });
            integration.intendedState = intendedState;
            context.changed("Update", "Integration", integration.id, integration.config.name, changes);
            return integrationBody(context, integration);
        },
    ),
    route("DELETE", path, { permissions: permission("delete"), query: nothing }, (context) => {
        const integration = integrationOf(context);
        context.tenant.integrations.delete(integration.id);
        context.changed("Delete", "Integration", integration.id, integration.config.name);
        return integrationBody(context, integration);
    }),
];

const configurations = [
    route("GET", `${path}/config/current`, { permissions: permission("view"), query: nothing }, (context) =>
        configBody(context, integrationOf(context)),
    ),
    route(
        "PUT",
        `${path}/config/current`,
        { permissions: permission("edit"), query: nothing, body: configuration },
        (context) => {
            const integration = integrationOf(context);
            const { body } = context;
            checkVersion(context, integration.config.version, body.version);
            checkProperties(context, integration.type as IntegrationTypeId, body.properties);
            const more = foreignFields(body, configuration, integration.config.more);
            if (context.settings.checkCredentials) checkCredentials(context.tenant, body.credentials);
            const before = integration.config;
            const { name, notes, properties, advanced, credentials, version } = body;
            integration.config = { name, version: version + 1, properties, advanced, notes, credentials };
            keepForeign(integration.config, more);
            const changes = propertyChanges(before, integration.config);
            context.changed("Update", "Integration", integration.id, body.name, changes);
            return configBody(context, integration);
        },
    ),
];

const types = [
    route(
        "GET",
        "/api/v2/integrations/types",
        { permissions: permission("view"), query: paged(500, 25, unused) },
        (context) => page(listedTypes(context).map(typeBody), context.query),
    ),
    route(
        "GET",
        "/api/v2/integrations/types/{typeId}",
        { permissions: permission("view"), query: nothing },
        ({ params }) => {
            const type = params["typeId"] ?? "";
            if (!isIntegrationType(type)) throw notFound("integration type", type);
            return typeBody(type);
        },
    ),
    route(
        "GET",
        "/api/v2/integrations/types/{typeId}/configschemas/{configType}",
        { permissions: permission("view"), query: nothing },
        (context) => {
            const { params } = context;
            const type = params["typeId"] ?? "";
            if (!isIntegrationType(type)) throw notFound("integration type", type);
            if (params["configType"] !== "properties" && params["configType"] !== "advanced")
                throw badRequest("A configuration type is properties or advanced.", "invalid.value");
            if (params["configType"] !== "properties") return { type: "object", properties: {} };
            return propertiesSchema(context, type);
        },
    ),
];

export const integrationRoutes = [...types, ...objects, ...configurations];
