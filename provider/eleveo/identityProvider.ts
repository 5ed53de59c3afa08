import { didYouMean, type Problem } from "../core/problem";
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
} from "./identityProviderBody";
import type { IdentityProviderRepresentation as Representation } from "./types";

export type { IdentityProviderInputs, IdentityProviderOutputs } from "./identityProviderBody";

// --- check ---

/** Addresses, which the realm may demand to be https. */
const addresses = ["authorizationUrl", "tokenUrl", "userInfoUrl", "logoutUrl"] as const;
const flows = ["firstBrokerLoginFlow", "postBrokerLoginFlow"] as const;

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

/** Keycloak does not answer a write with what it has stored. */
async function readBack(api: EleveoApi, alias: string, declared: IdentityProviderInputs) {
    return fromBody(api, present(await api.objects.identityProviders.one(alias), "identity provider"), declared);
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
    if (sameJson(body, current)) return fromBody(api, current, next);
    await api.put(pathOf(alias), body);
    return readBack(api, alias, next);
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
