import { didYouMean, type Problem, quotedList } from "../core/problem";
import { type Change, type Found, PartialFailure, type ResourceType } from "../core/resourceType";
import { sameJson } from "../core/json";
import { unlessGone } from "../transport/errors";
import { eleveo, type EleveoApi, present, stillThere } from "./api";
import {
    fromBody,
    type IdentityProviderInputs,
    type IdentityProviderOutputs,
    inputs,
    secretKey,
    toBody,
    withoutSecret,
} from "./identityProviderBody";
import { identityProviderType, verifyTypes } from "./serverTypes";
import type { IdentityProviderRepresentation as Representation } from "./types";

export type { IdentityProviderInputs, IdentityProviderOutputs } from "./identityProviderBody";

// --- check ---

const lacksSecret = ({ clientSecret, clientAuthentication }: Partial<IdentityProviderInputs>): boolean =>
    clientSecret === undefined && clientAuthentication !== withoutSecret;

/** Whether the state has the identity provider without its secret, as after an import. Keycloak keeps the secret. */
const isImported = (olds: Partial<IdentityProviderInputs>, { alias, providerId }: Partial<IdentityProviderInputs>) =>
    olds.alias !== undefined && olds.alias === alias && olds.providerId === providerId && lacksSecret(olds);

/** Addresses that the realm may require to be https. */
const addresses = ["authorizationUrl", "tokenUrl", "userInfoUrl", "logoutUrl"] as const;
const flows = ["firstBrokerLoginFlow", "postBrokerLoginFlow"] as const;

function rules(
    declared: Partial<IdentityProviderInputs>,
    unknown: (property: keyof IdentityProviderInputs) => boolean,
    olds: Partial<IdentityProviderInputs> = {},
): Problem[] {
    const isOpen = unknown("clientSecret") || unknown("clientAuthentication");
    if (isOpen || !lacksSecret(declared) || isImported(olds, declared)) return [];
    return [
        {
            code: "CC3023",
            path: "clientSecret",
            reason: `is required, unless clientAuthentication is "${withoutSecret}"`,
        },
    ];
}

async function verify(
    api: EleveoApi,
    declared: Partial<IdentityProviderInputs>,
    olds: Partial<IdentityProviderInputs> = {},
): Promise<Problem[]> {
    const types = declared.providerId === undefined ? [] : [identityProviderType(declared.providerId)];
    const all = [
        verifyTypes(api, types),
        verifyAddresses(api, declared),
        verifyFlows(api, declared),
        lostByReplacement(api, declared, olds),
    ];
    return (await Promise.all(all)).flat();
}

/** A warning about what is deleted with the old identity provider. */
async function lostByReplacement(
    api: EleveoApi,
    declared: Partial<IdentityProviderInputs>,
    { alias, providerId }: Partial<IdentityProviderInputs>,
): Promise<Problem[]> {
    if (alias === undefined) return [];
    const path = declared.alias !== undefined && declared.alias !== alias ? "alias" : "providerId";
    if (path === "providerId" && (declared.providerId ?? providerId) === providerId) return [];
    const mappers = (await unlessGone(api.get<{ name: string }[]>(`${pathOf(alias)}/mappers`))) ?? [];
    const names = quotedList(mappers.map(({ name }) => name));
    const lost = names === "" ? "" : ` and the identity provider's mappers ${names}, which are not created again`;
    const reason = `replaces the identity provider "${alias}": Keycloak deletes the links between user accounts${lost}`;
    return [{ code: "CC3024", path, reason, inferred: true }];
}

/** Keycloak answers 500 if the realm does not have the flow. */
async function verifyFlows(api: EleveoApi, declared: Partial<IdentityProviderInputs>): Promise<Problem[]> {
    const chosen = flows.flatMap((path) => (declared[path] ? [{ path, flow: declared[path] }] : []));
    if (chosen.length === 0) return [];
    const there = await api.shared("flows", () => api.get<{ alias: string }[]>("/authentication/flows"));
    const known = there.map(({ alias }) => alias);
    return chosen
        .filter(({ flow }) => !known.includes(flow))
        .map(({ path, flow }) => ({
            code: "CC3025",
            path,
            reason: `the realm has no authentication flow "${flow}"${didYouMean(flow, known)}`,
        }));
}

const plainAddresses = (declared: Partial<IdentityProviderInputs>) =>
    addresses.filter((property) => declared[property]?.startsWith("http:"));

/** Only clients that may view the realm can read the realm's setting and its flows. */
function needs(change: Change | "read", declared: Partial<IdentityProviderInputs>): string[] {
    const looksUp = plainAddresses(declared).length > 0 || flows.some((flow) => declared[flow]);
    const writes = change === "create" || change === "update";
    return ["manage-identity-providers", ...(writes && looksUp ? ["view-realm"] : [])];
}

/** Keycloak's setting "Require SSL": all addresses, or those outside the server's own network. */
async function verifyAddresses(api: EleveoApi, declared: Partial<IdentityProviderInputs>): Promise<Problem[]> {
    const plain = plainAddresses(declared);
    if (plain.length === 0) return [];
    const { sslRequired } = await api.shared("realm", () => api.get<{ sslRequired?: string }>(""));
    if (sslRequired === undefined || sslRequired.toLowerCase() === "none") return [];
    return plain
        .filter((property) => sslRequired.toLowerCase() === "all" || !isLocal(declared[property] ?? ""))
        .map((path) => ({
            code: "CC3026",
            path,
            reason: `must be an https address: the realm's setting Require SSL is "${sslRequired}"; it is "${declared[path]}"`,
        }));
}

/** Addresses that Keycloak accepts as internal: loopback and private addresses. */
function isLocal(url: string): boolean {
    return /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\])/.test(new URL(url).hostname);
}

// --- create, read, update, delete ---

const instances = "/identity-provider/instances";
const pathOf = (alias: string) => `${instances}/${encodeURIComponent(alias)}`;

async function create(api: EleveoApi, declared: IdentityProviderInputs) {
    const { alias } = declared;
    await api.create(instances, toBody(declared, undefined, declared.clientSecret));
    try {
        return { id: alias, outputs: await readBack(api, alias, declared) };
    } catch (error) {
        throw new PartialFailure(alias, { alias } as IdentityProviderOutputs, error);
    }
}

/** Keycloak's answer to a write does not show what it has stored. */
async function readBack(api: EleveoApi, alias: string, declared: IdentityProviderInputs) {
    const found = present(await api.objects.identityProviders.one(alias), "identity provider");
    return fromBody(await api.publicBase(), found, declared);
}

async function read(api: EleveoApi, alias: string, last: Partial<IdentityProviderOutputs>, fresh?: boolean) {
    const { one, get } = api.objects.identityProviders;
    const found = await (fresh ? one(alias) : get(alias));
    if (found === undefined) return undefined;
    // During an adoption these are the program's values. The declared secret differs from Keycloak's mask.
    const { clientSecret: _declared, ...declared } = last;
    return fromBody(await api.publicBase(), found, last.redirectUri === undefined ? declared : last);
}

async function update(api: EleveoApi, alias: string, last: IdentityProviderOutputs, next: IdentityProviderInputs) {
    const current = stillThere(await api.objects.identityProviders.one(alias));
    // Keycloak clears a secret that a PUT omits, and keeps the stored one if the mask is sent.
    const isKept = next.clientSecret === undefined || next.clientSecret === last.clientSecret;
    const secret = isKept ? (current.config[secretKey] ?? next.clientSecret) : next.clientSecret;
    const body = toBody(next, current, secret);
    if (!sameJson(body, current)) await api.put(pathOf(alias), body);
    return readBack(api, alias, next);
}

async function remove(api: EleveoApi, alias: string): Promise<void> {
    await unlessGone(api.delete(pathOf(alias)));
}

// --- find, list ---

async function* list(api: EleveoApi): AsyncGenerator<Found<IdentityProviderOutputs>> {
    const base = await api.publicBase();
    for await (const one of api.pages<Representation>(instances)) yield asFound(base, one);
}

async function find(api: EleveoApi, { alias }: IdentityProviderInputs): Promise<Found<IdentityProviderOutputs>[]> {
    const found = await api.objects.identityProviders.one(alias);
    return found ? [asFound(await api.publicBase(), found)] : [];
}

const asFound = (base: string, body: Representation): Found<IdentityProviderOutputs> => ({
    id: body.alias,
    name: body.displayName || body.alias,
    outputs: fromBody(base, body, {}),
});

export const identityProvider: ResourceType<EleveoApi, IdentityProviderInputs, IdentityProviderOutputs> = {
    title: "identity provider",
    inputs,
    // Keycloak ignores a changed type in a PUT.
    replaceOn: ["alias", "providerId"],
    secrets: ["clientSecret"],
    consequences: { deleted: "users can no longer log in with it" },
    connect: (connections) => connections.to(eleveo),
    label: ({ alias }) => alias ?? "",
    rules,
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
