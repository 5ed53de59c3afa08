import { z } from "zod";
import { isRecord } from "../../core/json";
import { answer, needed, number, recordOf, text, word } from "./decoder";

/** Unchanged: zod's schema for records drops a key "__proto__". */
const settings = z.custom<Record<string, unknown>>(isRecord).optional();
const credential = answer("credential", { id: needed });

const configFields = {
    name: word,
    version: number,
    /** Absent in the answer to a GET if it is empty. */
    notes: text,
    properties: settings,
    advanced: settings,
    /** Stored credentials, by their names in the integration's type. */
    credentials: recordOf(credential).optional(),
};
export const integrationConfig = answer("configuration", configFields);
export type IntegrationConfig = z.output<typeof integrationConfig>;

const type = answer("type", { id: needed });
const reportedState = answer("reported state", {
    /** `ACTIVE`, `ACTIVATING`, `INACTIVE`, `DEACTIVATING`, `ERROR` */
    code: word,
    detail: answer("detail", { message: text }).optional(),
});

const fields = {
    id: word,
    name: word,
    integrationType: type.optional(),
    /** `ENABLED` or `DISABLED` */
    intendedState: word,
    reportedState: reportedState.optional(),
    config: answer("config", { current: integrationConfig.optional() }, true).optional(),
};
export const integration = answer("integration", fields);
/** In lists, and in the answer to a POST. */
export const listedIntegration = answer("integration", { ...fields, id: needed });
export type Integration = z.output<typeof integration>;
export type ListedIntegration = z.output<typeof listedIntegration>;

export const integrationType = answer("integration type", { id: needed });
/** JSON schema of a type's configuration. */
export const configSchema = answer("configuration schema", {
    properties: settings,
    /** `false`: there are no other properties. */
    additionalProperties: z.unknown().optional(),
});
