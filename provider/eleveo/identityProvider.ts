import { z } from "zod";
import { readMarker, writeMarker } from "../core/marker";
import { didYouMean, type Problem, quotedList } from "../core/problem";
import type { Change, Found, ResourceType } from "../core/resourceType";
import { sameJson, sortedSet } from "../core/json";
import { marker, setOf } from "../core/schema";
import { unlessGone } from "../transport/errors";
import { eleveo, type EleveoApi, stillThere } from "./api";
import { mask } from "./secret";
import { redirectUri } from "./settings";
import type { IdentityProviderRepresentation as Representation } from "./types";

// --- facts ---

const address = z
    .string()
    .overwrite((value) => value.trim())
    .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
        error: (issue) => `must be an https address; it is ${JSON.stringify(issue.input)}`,
    });

/** Our names, and Keycloak's keys in the configuration of an OpenID Connect or OAuth 2 provider. */
const configKeys = {
    clientId: "clientId",
    authorizationUrl: "authorizationUrl",
    tokenUrl: "tokenUrl",
    userInfoUrl: "userInfoUrl",
    logoutUrl: "logoutUrl",
    clientAuthentication: "clientAuthMethod",
} as const;
const secretKey = "clientSecret";
/** Up to 25 a key of the configuration, from 26 on a field; newer servers take the key too. */
const hideKey = "hideOnLoginPage";
/** Keycloak keeps keys that it does not know; there is no field for notes. */
const markerKey = "managedBy";
const typedKeys: string[] = [...Object.values(configKeys), secretKey, "defaultScope", "syncMode", hideKey, markerKey];

/** Keycloak's columns for aliases and names; more than that is answered 500. */
const longest = 255;
const tooLong = `must be ${longest} characters at most`;

const inputs = z.strictObject({
    alias: z
        .string()
        .min(1, "must not be empty")
        .max(longest, tooLong)
        .refine((alias) => !/[\s/?#%]/.test(alias), {
            error: (issue) =>
                `must hold no white space and none of / ? # %, because it is part of the Redirect URI; it is ${JSON.stringify(issue.input)}`,
        }),
    providerId: z.string().default("oidc"),
    displayName: z.string().max(longest, tooLong).optional(),
    enabled: z.boolean().default(true),
    trustEmail: z.boolean().default(false),
    storeToken: z.boolean().optional(),
    linkOnly: z.boolean().optional(),
    hideOnLogin: z.boolean().optional(),
    firstBrokerLoginFlow: z.string().optional(),
    postBrokerLoginFlow: z.string().optional(),
    clientId: z.string().min(1, "must not be empty"),
    clientSecret: z
        .string()
        .min(1, "must not be empty")
        .refine((secret) => secret !== mask, { error: () => `is ${mask}, which masks a secret and is none` }),
    authorizationUrl: address,
    tokenUrl: address,
    userInfoUrl: address.optional(),
    logoutUrl: address.optional(),
    clientAuthentication: z.enum(["client_secret_post", "client_secret_basic", "client_secret_jwt"]).optional(),
    scopes: setOf(z.string().regex(/^\S+$/, "must hold no white space")).optional(),
    syncMode: z.enum(["import", "legacy", "force"]).optional(),
    config: z
        .record(z.string(), z.string())
        .refine((config) => !Object.keys(config).some((key) => typedKeys.includes(key)), {
            error: (issue) =>
                `must not hold ${quotedList(typedKeys.filter((key) => key in (issue.input as object)))}: there is a property for it`,
        })
        .optional(),
    marker,
});

export type IdentityProviderInputs = z.output<typeof inputs>;
export interface IdentityProviderOutputs extends IdentityProviderInputs {
    redirectUri: string;
}

/** Addresses, which the realm may demand to be https. */
const addresses = ["authorizationUrl", "tokenUrl", "userInfoUrl", "logoutUrl"] as const;
const flows = ["firstBrokerLoginFlow", "postBrokerLoginFlow"] as const;

// --- check ---

async function verify(api: EleveoApi, declared: Partial<IdentityProviderInputs>): Promise<Problem[]> {
    const all = [verifyType(api, declared.providerId), verifyAddresses(api, declared), verifyFlows(api, declared)];
    return (await Promise.all(all)).flat();
}

/** Keycloak answers 500 to a flow that the realm does not have. */
async function verifyFlows(api: EleveoApi, declared: Partial<IdentityProviderInputs>): Promise<Problem[]> {
    const chosen = flows.flatMap((path) => (declared[path] ? [{ path, flow: declared[path] }] : []));
    if (chosen.length === 0) return [];
    const there = await api.shared("flows", () => api.get<{ alias: string }[]>("/authentication/flows"));
    const known = there.map(({ alias }) => alias);
    return chosen
        .filter(({ flow }) => !known.includes(flow))
        .map(({ path, flow }) => ({
            path,
            reason: `the realm has no authentication flow "${flow}"${didYouMean(flow, known)}`,
        }));
}

async function verifyType(api: EleveoApi, providerId: string | undefined): Promise<Problem[]> {
    const known = providerId === undefined ? [] : await api.providerIds();
    if (providerId === undefined || known.length === 0 || known.includes(providerId)) return [];
    const near = didYouMean(providerId, known);
    const reason = `the server has no identity provider type "${providerId}"${near}; it has ${known.join(", ")}`;
    return [{ path: "providerId", reason }];
}

const plainAddresses = (declared: Partial<IdentityProviderInputs>) =>
    addresses.filter((property) => declared[property]?.startsWith("http:"));

/** The realm's setting and its flows are shown to who may view the realm. */
function needs(change: Change | "read", declared: Partial<IdentityProviderInputs>): string[] {
    const looksUp = plainAddresses(declared).length > 0 || flows.some((flow) => declared[flow]);
    const writes = change === "create" || change === "update";
    return ["manage-identity-providers", ...(writes && looksUp ? ["view-realm"] : [])];
}

/** Keycloak's setting "Require SSL": all addresses, or those that are not on the server's own network. */
async function verifyAddresses(api: EleveoApi, declared: Partial<IdentityProviderInputs>): Promise<Problem[]> {
    const plain = plainAddresses(declared);
    if (plain.length === 0) return [];
    const { sslRequired } = await api.shared("realm", () => api.get<{ sslRequired?: string }>(""));
    if (sslRequired === undefined || sslRequired.toLowerCase() === "none") return [];
    return plain
        .filter((property) => sslRequired.toLowerCase() === "all" || !isLocal(declared[property] ?? ""))
        .map((path) => ({
            path,
            reason: `must be an https address: the realm's setting Require SSL is "${sslRequired}"; it is "${declared[path]}"`,
        }));
}

/** What Keycloak lets pass as internal: loopback and private addresses. */
function isLocal(url: string): boolean {
    return /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\])/.test(new URL(url).hostname);
}

// --- wire ---

/** The whole body, as PUT wants it: what is declared, over what is there; other keys survive. */
function toBody(declared: IdentityProviderInputs, current: Representation | undefined, secret: string): Representation {
    const { alias, providerId, displayName, enabled, trustEmail, storeToken, linkOnly, config } = declared;
    const { firstBrokerLoginFlow, postBrokerLoginFlow, scopes, syncMode } = declared;
    const optional = {
        displayName,
        storeToken,
        linkOnly,
        firstBrokerLoginFlowAlias: firstBrokerLoginFlow,
        postBrokerLoginFlowAlias: postBrokerLoginFlow,
    };
    const typed = Object.entries(configKeys).map(([property, key]) => [
        key,
        declared[property as keyof typeof configKeys],
    ]);
    const mark = writeMarker({ marker: declared.marker }, current?.config[markerKey]);
    const lists = { defaultScope: scopes?.join(" "), syncMode: syncMode?.toUpperCase() };
    const { config: hidingKey, ...hidingField } = hiding(declared.hideOnLogin, current);
    return {
        ...current,
        ...known(optional),
        ...hidingField,
        alias,
        providerId,
        enabled,
        trustEmail,
        config: {
            ...current?.config,
            ...config,
            ...known(Object.fromEntries(typed)),
            ...known(lists),
            ...hidingKey,
            [secretKey]: secret,
            ...(mark === "" ? {} : { [markerKey]: mark }),
        },
    };
}

const isHidden = ({ hideOnLogin, config }: Representation) => hideOnLogin ?? config[hideKey] === "true";

/** The field or the key, whichever the server shows; nothing where it is as declared. */
function hiding(wanted: boolean | undefined, current: Representation | undefined): Partial<Representation> {
    if (wanted === undefined || wanted === (current !== undefined && isHidden(current))) return {};
    return current?.hideOnLogin === undefined ? { config: { [hideKey]: String(wanted) } } : { hideOnLogin: wanted };
}

const known = <T extends object>(values: T) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Record<string, string>;

function fromBody(
    api: EleveoApi,
    body: Representation,
    last: Partial<IdentityProviderOutputs>,
): IdentityProviderOutputs {
    const { config } = body;
    const stored = config[secretKey];
    const secret = stored === mask ? last.clientSecret : stored;
    const typed = Object.entries(configKeys).map(([property, key]) => [property, config[key]]);
    const declared = Object.keys(last.config ?? {});
    const others = Object.entries(config).filter(([key]) => !typedKeys.includes(key));
    return {
        ...known(Object.fromEntries(typed)),
        ...known({ clientSecret: secret, syncMode: config["syncMode"]?.toLowerCase() }),
        ...known({ displayName: body.displayName, marker: readMarker(config[markerKey]).marker }),
        alias: body.alias,
        providerId: body.providerId,
        enabled: body.enabled !== false,
        trustEmail: body.trustEmail === true,
        storeToken: body.storeToken === true,
        linkOnly: body.linkOnly === true,
        hideOnLogin: isHidden(body),
        firstBrokerLoginFlow: body.firstBrokerLoginFlowAlias ?? "",
        postBrokerLoginFlow: body.postBrokerLoginFlowAlias ?? "",
        scopes: sortedSet((config["defaultScope"] ?? "").split(" ").filter(Boolean)),
        config: Object.fromEntries(last.config ? others.filter(([key]) => declared.includes(key)) : others),
        redirectUri: redirectUri(api.settings, body.alias),
    } as IdentityProviderOutputs;
}

// --- create, read, update, delete ---

const instances = "/identity-provider/instances";
const pathOf = (alias: string) => `${instances}/${encodeURIComponent(alias)}`;

async function create(api: EleveoApi, declared: IdentityProviderInputs) {
    const body = toBody(declared, undefined, declared.clientSecret);
    await api.create(instances, body);
    return { id: declared.alias, outputs: fromBody(api, body, declared) };
}

async function read(api: EleveoApi, alias: string, last: Partial<IdentityProviderOutputs>, fresh?: boolean) {
    const { one, get } = api.objects.identityProviders;
    const found = await (fresh ? one(alias) : get(alias));
    // A program's own words, of an adoption: what it declares is not what Keycloak masks.
    const { clientSecret: _declared, ...declared } = last;
    return found && fromBody(api, found, last.redirectUri === undefined ? declared : last);
}

async function update(api: EleveoApi, alias: string, last: IdentityProviderOutputs, next: IdentityProviderInputs) {
    const current = stillThere(await api.objects.identityProviders.one(alias));
    // Keycloak clears a secret that a PUT leaves out, and keeps the stored one for the mask.
    const secret =
        next.clientSecret === last.clientSecret ? (current.config[secretKey] ?? next.clientSecret) : next.clientSecret;
    const body = toBody(next, current, secret);
    if (!sameJson(body, current)) await api.put(pathOf(alias), body);
    return fromBody(api, body, next);
}

async function remove(api: EleveoApi, alias: string): Promise<void> {
    await unlessGone(api.delete(pathOf(alias)));
}

// --- find, list ---

async function* list(api: EleveoApi): AsyncGenerator<Found<IdentityProviderOutputs>> {
    for await (const one of api.pages<Representation>(instances)) yield asFound(api, one);
}

async function find(api: EleveoApi, { alias }: IdentityProviderInputs): Promise<Found<IdentityProviderOutputs>[]> {
    const found = await api.objects.identityProviders.one(alias);
    return found ? [asFound(api, found)] : [];
}

const asFound = (api: EleveoApi, body: Representation): Found<IdentityProviderOutputs> => ({
    id: body.alias,
    name: body.displayName || body.alias,
    outputs: fromBody(api, body, {}),
});

export const identityProvider: ResourceType<EleveoApi, IdentityProviderInputs, IdentityProviderOutputs> = {
    title: "identity provider",
    inputs,
    replaceOn: ["alias"],
    secrets: ["clientSecret"],
    connect: (connections) => connections.to(eleveo),
    label: ({ alias }) => alias ?? "",
    verify,
    create,
    read,
    update,
    delete: remove,
    needs,
    nameIsUnique: true,
    find,
    list,
};
