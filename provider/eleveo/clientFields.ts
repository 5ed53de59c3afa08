import { z } from "zod";
import { own } from "../core/json";
import { didYouMean, type Problem } from "../core/problem";
import { type JsonValue, notEmpty } from "../core/schema";
import { coded } from "../transport/message";

/**
 * Maximum length in Keycloak's columns for ids, aliases, names, descriptions and secrets. Longer values are answered
 * with 500.
 */
export const longest = 255;
export const tooLong = coded("CC3028", `must be at most ${longest} characters long`);

/** A text as Keycloak stores it. Keycloak also accepts numbers and booleans, and returns them as texts. */
export const storedText = z.string({
    error: ({ input }) => {
        const remedy = typeof input === "number" || typeof input === "boolean" ? `. Write "${input}"` : "";
        return coded(
            "CC3010",
            `must be a string, because Keycloak stores it as text; it is ${JSON.stringify(input)}${remedy}`,
        );
    },
});
const isWhole = (url: string) => url === "" || url.startsWith("${") || URL.canParse(url);
/** Keycloak replaces an expression such as `${authBaseUrl}` with its own address. */
const rootUrl = storedText.refine(isWhole, {
    error: ({ input }) => coded("CC3011", `must be an absolute URL; it is ${JSON.stringify(input)}`),
});
const url = storedText.refine((text) => text.startsWith("/") || isWhole(text), {
    error: ({ input }) =>
        coded("CC3012", `must be an absolute URL, or a path that starts with /; it is ${JSON.stringify(input)}`),
});
const flag = z.boolean({
    error: ({ input }) => coded("CC3013", `must be true or false; it is ${JSON.stringify(input)}`),
});
export const noEmptyString = coded("CC3014", "must not contain an empty string");
const texts = z.array(storedText.min(1, noEmptyString), {
    error: ({ input }) => coded("CC3015", `must be a list of strings; it is ${JSON.stringify(input)}`),
});
const attributes = z.record(z.string(), storedText, {
    error: ({ input }) => coded("CC3016", `must be an object with strings as values; it is ${JSON.stringify(input)}`),
});
/** Keycloak accepts these fields and never returns them. */
const unseen = z.never({
    error: coded("CC3017", "must be omitted, because Keycloak never returns it, so it cannot be checked"),
});

/** Fields of Keycloak's ClientRepresentation, 17 to 26, except those that belong to one client. */
const fields: Readonly<Record<string, z.ZodType>> = {
    ...all(storedText, "name", "description", "type"),
    ...all(url, "adminUrl", "baseUrl"),
    rootUrl,
    ...all(storedText.min(1, notEmpty), "clientAuthenticatorType", "protocol"),
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
            code: "CC3018",
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
    code: "CC3019",
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
            code: "CC3020",
            path: `${path}.optionalClientScopes["${scope}"]`,
            reason: `"${scope}" is also in defaultClientScopes. A client has a scope either by default or optionally`,
        });
    return problems;
}
