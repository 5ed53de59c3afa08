import { z } from "zod";
import { didYouMean, inferred, type Problem } from "../core/problem";
import { PartialFailure, type ResourceType } from "../core/resourceType";
import { jsonObject, marker, name } from "../core/schema";
import { required } from "./answers/needed";
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
    settle,
} from "./integrationCalls";

// --- facts ---

const inputs = z.strictObject({
    name,
    type: name,
    notes: z.string().optional(),
    properties: jsonObject.optional(),
    advanced: jsonObject.optional(),
    credentials: z.record(z.string(), z.string()).optional(),
    enabled: z.boolean().default(true),
    marker,
});

export type IntegrationInputs = z.output<typeof inputs>;
export interface IntegrationOutputs extends IntegrationInputs {
    reportedState: string;
}

// --- check ---

async function verify(api: GenesysApi, { type, properties }: Partial<IntegrationInputs>): Promise<Problem[]> {
    if (type === undefined) return [];
    const types = await api.integrationTypes();
    if (!types.includes(type))
        return [
            {
                code: "CC2013",
                path: "type",
                reason: `this organization does not list the integration type "${type}"${didYouMean(type, types)}`,
                // Not confirmed (G-19): whether the list is complete.
                inferred: true,
            },
        ];
    return properties === undefined ? [] : verifyProperties(api, type, properties);
}

async function verifyProperties(api: GenesysApi, type: string, properties: object): Promise<Problem[]> {
    const { properties: schema, closed } = await api.integrationSchema(type);
    const known = Object.keys(schema);
    if (known.length === 0) return [];
    const problems = Object.keys(properties)
        .filter((key) => !known.includes(key))
        .map((key): Problem => ({
            code: "CC2014",
            path: `properties.${key}`,
            reason: `"${type}" has no property "${key}"${didYouMean(key, known)}`,
        }));
    return closed ? problems : inferred(problems);
}

// --- wire ---

function toOutputs(state: IntegrationState, last: Partial<IntegrationOutputs>): IntegrationOutputs {
    const keys = (part: "properties" | "advanced" | "credentials") =>
        declaredKeys(state[part], last[part], `${part} of the integration "${state.name}"`);
    return {
        name: state.name,
        type: state.type,
        notes: state.notes,
        ...(state.marker === undefined ? {} : { marker: state.marker }),
        properties: keys("properties") as IntegrationOutputs["properties"],
        advanced: keys("advanced") as IntegrationOutputs["advanced"],
        credentials: keys("credentials") as Record<string, string>,
        enabled: state.enabled,
        reportedState: state.reportedState,
    };
}

// --- create, read, update, delete ---

async function create(api: GenesysApi, declared: IntegrationInputs) {
    const made = await createIntegration(api, declared.name, declared.type);
    try {
        return { id: made.id, outputs: toOutputs(await settle(api, made, declared), declared) };
    } catch (error) {
        throw new PartialFailure(made.id, toOutputs(made, {}), error);
    }
}

async function read(api: GenesysApi, id: string, last: Partial<IntegrationOutputs>, fresh?: boolean) {
    const state = await readIntegration(api, id, !fresh);
    return state && toOutputs(state, last);
}

async function update(api: GenesysApi, id: string, _last: IntegrationOutputs, next: IntegrationInputs) {
    const current = required(await readIntegration(api, id), "integration");
    return toOutputs(await settle(api, current, next), next);
}

const found = (state: IntegrationState) => toOutputs(state, {});

export const integration: ResourceType<GenesysApi, IntegrationInputs, IntegrationOutputs> = {
    title: "integration",
    inputs,
    replaceOn: ["type"],
    secrets: [],
    consequences: { deleted: "everything that uses the integration stops working" },
    connect: (connections) => connections.to(genesys),
    label: ({ name }) => name ?? "",
    verify,
    create,
    read,
    update,
    delete: deleteIntegration,
    needs: integrationNeeds,
    find: (api, { name: wanted, type }, fresh) => findIntegrations(api, found, { name: wanted, type }, fresh),
    list: (api) => listIntegrations(api, found),
};
