import { z } from "zod";
import { answer, number, text } from "./decoder";

const settings = z.record(z.string(), z.unknown()).optional();
const credential = answer("credential", { id: z.string() });

const configFields = {
    name: text,
    version: number,
    /** Absent in the answer to a GET: empty. */
    notes: text,
    properties: settings,
    advanced: settings,
    /** Stored credentials by the name that the integration's type gives them. */
    credentials: z.record(z.string(), credential).optional(),
};
export const integrationConfig = answer("configuration of the integration", configFields);
export type IntegrationConfig = z.output<typeof integrationConfig>;

const type = answer("type", { id: z.string() });
const reportedState = answer("reported state", {
    /** `ACTIVE`, `ACTIVATING`, `INACTIVE`, `DEACTIVATING`, `ERROR` */
    code: text,
    detail: answer("detail", { message: text }).optional(),
});

const fields = {
    id: text,
    name: text,
    integrationType: type.optional(),
    /** `ENABLED` or `DISABLED` */
    intendedState: text,
    reportedState: reportedState.optional(),
    config: answer("configuration", { current: integrationConfig.optional() }).optional(),
};
export const integration = answer("integration", fields);
/** In lists, and in the answer to a POST. */
export const listedIntegration = answer("integration", { ...fields, id: z.string() });
export type Integration = z.output<typeof integration>;
export type ListedIntegration = z.output<typeof listedIntegration>;

export const integrationType = answer("integration type", { id: z.string() });
/** JSON schema of a type's configuration. */
export const configSchema = answer("configuration schema", {
    properties: settings,
    /** `false`: there are no other properties. */
    additionalProperties: z.unknown().optional(),
});
