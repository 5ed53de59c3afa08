import { z } from "zod";
import { own } from "../core/json";
import { didYouMean, type Problem } from "../core/problem";
import type { JsonValue } from "../core/schema";

/** A text as Keycloak stores it. Keycloak also accepts numbers and booleans, and returns them as texts. */
export const storedText = z.string({
    error: ({ input }) => {
        const remedy = typeof input === "number" || typeof input === "boolean" ? `. Write "${input}"` : "";
        return `must be a string, because Keycloak stores it as text; it is ${JSON.stringify(input)}${remedy}`;
    },
});
const isWhole = (url: string) => url === "" || url.startsWith("${") || URL.canParse(url);
/** Keycloak replaces an expression such as `${authBaseUrl}` with its own address. */
const rootUrl = storedText.refine(isWhole, {
    error: ({ input }) => `must be an absolute URL; it is ${JSON.stringify(input)}`,
});
const url = storedText.refine((text) => text.startsWith("/") || isWhole(text), {
    error: ({ input }) => `must be an absolute URL, or a path that starts with /; it is ${JSON.stringify(input)}`,
});
const flag = z.boolean({ error: ({ input }) => `must be true or false; it is ${JSON.stringify(input)}` });
const texts = z.array(storedText.min(1, "must not contain an empty string"), {
    error: ({ input }) => `must be a list of strings; it is ${JSON.stringify(input)}`,
});
const attributes = z.record(z.string(), storedText, {
    error: ({ input }) => `must be an object with strings as values; it is ${JSON.stringify(input)}`,
});
/** Keycloak accepts these fields and never returns them. */
const unseen = z.never({ error: "must be omitted, because Keycloak never returns it, so it cannot be checked" });

/** Fields of Keycloak's ClientRepresentation, 17 to 26, except those that belong to one client. */
const fields: Readonly<Record<string, z.ZodType>> = {
    ...all(storedText, "name", "description", "type"),
    ...all(url, "adminUrl", "baseUrl"),
    rootUrl,
    ...all(storedText.min(1, "must not be empty"), "clientAuthenticatorType", "protocol"),
    ...all(flag, "enabled", "surrogateAuthRequired", "alwaysDisplayInConsole", "bearerOnly", "consentRequired"),
    ...all(flag, "standardFlowEnabled", "implicitFlowEnabled", "directAccessGrantsEnabled", "serviceAccountsEnabled"),
    ...all(flag, "authorizationServicesEnabled", "publicClient", "frontchannelLogout", "fullScopeAllowed"),
    ...all(texts, "redirectUris", "webOrigins", "defaultClientScopes", "optionalClientScopes"),
    ...all(unseen, "authorizationSettings", "defaultRoles", "directGrantsOnly", "clientTemplate"),
    ...all(unseen, "useTemplateConfig", "useTemplateScope", "useTemplateMappers"),
    attributes,
};

function all(schema: z.ZodType, ...names: string[]): Record<string, z.ZodType> {
    return Object.fromEntries(names.map((name) => [name, schema]));
}

/** Checks the values of known fields. The server checks the others. */
export function checkFields({ value, issues }: z.core.ParsePayload<Record<string, JsonValue>>): void {
    for (const [field, given] of Object.entries(value)) {
        const { error } = own(fields, field)?.safeParse(given) ?? {};
        for (const { path, message } of error?.issues ?? [])
            issues.push({ code: "custom", input: given, path: [field, ...path], message, continue: true });
    }
}

/** Fields that no tested version has. A newer version may have them. */
export const unknownFields = (client: Record<string, JsonValue>, path: string): Problem[] =>
    Object.keys(client)
        .filter((field) => !Object.hasOwn(fields, field))
        .map((field) => ({
            path: `${path}.${field}`,
            reason: `is not a field of a client in any tested version of Keycloak. Keycloak rejects unknown fields${didYouMean(field, Object.keys(fields))}`,
            inferred: true,
        }));

/** The part of a profile that determines its service account. */
interface Declared {
    client: Record<string, JsonValue>;
    serviceAccount?: object | undefined;
}

/** Authorization services belong to a service account. Without one, Keycloak fails. */
export const needsServiceAccount = ({ client, serviceAccount }: Declared): boolean =>
    serviceAccount !== undefined || client["authorizationServicesEnabled"] === true;

export const noServiceAccount = (path: string, found: string): Problem => ({
    path: `${path}.serviceAccountsEnabled`,
    reason: `must be true, because the profile declares a serviceAccount or authorization services; ${found}`,
});

/** Combinations that every tested version rejects, or stores differently. */
export function fieldProblems({ client, serviceAccount }: Declared, path: string): Problem[] {
    const problems: Problem[] = [];
    const list = (field: string) => (Array.isArray(client[field]) ? client[field].map(String) : []);
    if (client["serviceAccountsEnabled"] === false && needsServiceAccount({ client, serviceAccount }))
        problems.push(noServiceAccount(path, "it is false"));
    const optional = list("optionalClientScopes");
    for (const scope of list("defaultClientScopes").filter((one) => optional.includes(one)))
        problems.push({
            path: `${path}.optionalClientScopes["${scope}"]`,
            reason: `"${scope}" is also in defaultClientScopes. A client has a scope either by default or optionally`,
        });
    return problems;
}
