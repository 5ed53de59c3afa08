import type { Models } from "purecloud-platform-client-v2";
import { z } from "zod";
import { readMarker, writeMarker } from "../core/marker";
import { didYouMean, type Problem } from "../core/problem";
import { type Change, type Found, PartialFailure, type ResourceType } from "../core/resourceType";
import { isRecord, sameJson, sortedSet } from "../core/json";
import { httpsUrl, id, keyedSet, marker, name, setOf, wholeNumber } from "../core/schema";
import { unlessGone } from "../transport/errors";
import { verifyHeld } from "./access";
import { required } from "./answers";
import { genesys, type GenesysApi } from "./api";
import { renewSecret, secretWorks } from "./clientSecret";
import { verifyClientLimit } from "./limits";
import { verifyDivisions, verifyRoles } from "./references";

// --- facts ---

/** Our words for the grant types, and the API's. The SDK's list spells some with `_`; the wire uses `-`. */
const wireGrantTypes = {
    "client-credentials": "CLIENT-CREDENTIALS",
    code: "CODE",
    token: "TOKEN",
    "saml2-bearer": "SAML2-BEARER",
    password: "PASSWORD",
} as const;
type GrantType = keyof typeof wireGrantTypes;

const roleGrant = z.strictObject({
    role: id,
    divisions: z.array(id).min(1, 'needs one division or more, or "*" for all').overwrite(sortedSet),
});
type RoleGrant = z.output<typeof roleGrant>;

const inputs = z.strictObject({
    name,
    description: z.string().optional(),
    grantType: z.enum(Object.keys(wireGrantTypes) as [GrantType]).default("client-credentials"),
    scopes: setOf(z.string().overwrite((value) => value.trim())).optional(),
    redirectUris: setOf(httpsUrl).optional(),
    roles: keyedSet(
        roleGrant,
        ({ role, divisions }) => [role, Object.fromEntries(divisions.map((division) => [division, true]))],
        (role, divisions) => ({ role, divisions: isRecord(divisions) ? Object.keys(divisions) : [] }),
        mergeGrants,
    ).optional(),
    // Genesys: 300 s to two days; only SCIM clients may have more, and those are not covered here.
    tokenLifetimeSeconds: wholeNumber(300, 172_800, "seconds").optional(),
    state: z.enum(["active", "inactive"]).default("active"),
    rotation: z.string().optional(),
    marker,
});

export type OAuthClientInputs = z.output<typeof inputs>;
export interface OAuthClientOutputs extends OAuthClientInputs {
    clientId: string;
    /** Absent after an import: Genesys shows it once. */
    clientSecret?: string;
}

function mergeGrants(grants: RoleGrant[]): RoleGrant[] {
    const byRole = new Map<string, string[]>();
    for (const { role, divisions } of grants) byRole.set(role, sortedSet([...(byRole.get(role) ?? []), ...divisions]));
    return [...byRole].map(([role, divisions]) => ({ role, divisions }));
}

// --- check ---

function rules(
    { grantType, scopes, roles, redirectUris }: Partial<OAuthClientInputs>,
    unknown: (property: keyof OAuthClientInputs) => boolean,
): Problem[] {
    if (grantType === undefined) return [];
    const problems: Problem[] = [];
    if (grantType === "client-credentials") {
        if ((roles ?? []).length === 0 && !unknown("roles"))
            problems.push({
                path: "roles",
                reason: "a client-credentials client needs one role or more; without one Genesys Cloud refuses it",
            });
        if ((scopes ?? []).length > 0)
            problems.push({
                path: "scopes",
                reason: "a client-credentials client takes no scopes: its roles say what it may do; leave them out",
            });
        return problems;
    }
    if ((roles ?? []).length > 0)
        problems.push({
            path: "roles",
            reason: `only a client-credentials client has roles; a ${grantType} client acts as the person who logs in`,
        });
    const redirects = grantType === "code" || grantType === "token";
    if (redirects && (redirectUris ?? []).length === 0 && !unknown("redirectUris"))
        problems.push({ path: "redirectUris", reason: `a ${grantType} client needs one redirect address or more` });
    return problems;
}

async function verify(
    api: GenesysApi,
    { scopes = [], roles = [] }: Partial<OAuthClientInputs>,
    olds: Partial<OAuthClientInputs> = {},
): Promise<Problem[]> {
    const ids = roles.map(({ role }) => role);
    const added = ids.filter((one) => !olds.roles?.some(({ role }) => role === one));
    const divisions = sortedSet(roles.flatMap((grant) => grant.divisions));
    const path = (role: string) => `roles["${role}"].role`;
    const holder = (division: string) => roles.find((grant) => grant.divisions.includes(division))?.role;
    const newScopes = scopes.filter((scope) => !olds.scopes?.includes(scope));
    const known = newScopes.length === 0 ? [] : await api.scopes();
    const present = olds.name === undefined ? await api.objects.oauthClients.all() : undefined;
    const roleProblems = await verifyRoles(api, ids, path);
    return [
        ...newScopes
            .filter((scope) => !known.includes(scope))
            .map((scope) => ({
                path: `scopes["${scope}"]`,
                reason: `scope "${scope}" does not exist${didYouMean(scope, known)}`,
            })),
        ...roleProblems,
        ...(roleProblems.length > 0 ? [] : await verifyHeld(api, added, path)),
        ...(await verifyDivisions(api, divisions, (division) => `roles["${holder(division)}"].divisions`)),
        ...(present === undefined ? [] : verifyClientLimit(api, present.filter(isThere).length)),
    ];
}

// --- wire ---

function grantTypeFromWire(wire: string): GrantType {
    const plain = wire.replace(/[-_]/g, "").toUpperCase();
    const found = Object.entries(wireGrantTypes).find(([, value]) => value.replace("-", "") === plain);
    return (found?.[0] ?? wire.toLowerCase()) as GrantType;
}

/** The whole body, as PUT wants it: what is declared, over what is there. */
function toBody(declared: Partial<OAuthClientInputs>, current: Partial<Models.OAuthClient>): Models.OAuthClientRequest {
    const grantType = declared.grantType ?? grantTypeFromWire(current.authorizedGrantType ?? "");
    const scope = declared.scopes ?? current.scope;
    const roleDivisions = declared.roles?.flatMap(({ role, divisions }) =>
        divisions.map((division) => ({ roleId: role, divisionId: division })),
    );
    const clientCredentials = grantType === "client-credentials";
    const optional = {
        description: writeMarker({ text: declared.description, marker: declared.marker }, current.description),
        accessTokenValiditySeconds: declared.tokenLifetimeSeconds ?? current.accessTokenValiditySeconds,
        registeredRedirectUri: declared.redirectUris ?? current.registeredRedirectUri,
        // Each of the two is refused by Genesys with the other's grant type.
        scope: clientCredentials ? undefined : scope,
        roleDivisions: clientCredentials ? (roleDivisions ?? current.roleDivisions) : undefined,
        state: declared.state ?? current.state,
    };
    return {
        name: declared.name ?? current.name ?? "",
        authorizedGrantType: wireGrantTypes[grantType],
        ...(Object.fromEntries(
            Object.entries(optional).filter(([, value]) => value !== undefined),
        ) as Partial<Models.OAuthClientRequest>),
    };
}

function fromBody(client: Models.OAuthClient, last: Partial<OAuthClientOutputs>): OAuthClientOutputs {
    const clientSecret = client.secret ?? last.clientSecret;
    const { text, marker: found } = readMarker(client.description);
    return {
        name: client.name,
        description: text,
        ...(found === undefined ? {} : { marker: found }),
        grantType: grantTypeFromWire(client.authorizedGrantType),
        scopes: sortedSet(client.scope ?? []),
        redirectUris: sortedSet(client.registeredRedirectUri ?? []),
        roles: mergeGrants(
            (client.roleDivisions ?? []).map(({ roleId, divisionId }) => ({ role: roleId, divisions: [divisionId] })),
        ).sort((a, b) => (a.role < b.role ? -1 : 1)),
        ...(client.accessTokenValiditySeconds === undefined
            ? {}
            : { tokenLifetimeSeconds: client.accessTokenValiditySeconds }),
        // "disabled" is set by Genesys' support: not active, and nothing that a program can undo.
        state: client.state === "active" || client.state === undefined ? "active" : "inactive",
        ...(last.rotation === undefined ? {} : { rotation: last.rotation }),
        clientId: required(client.id, "OAuth client id"),
        ...(clientSecret === undefined ? {} : { clientSecret }),
    };
}

// --- create, read, update, delete ---

async function create(api: GenesysApi, declared: OAuthClientInputs) {
    const client = await api.vendor.oauth.postOauthClients(toBody(declared, {}));
    const outputs = fromBody(client, { rotation: declared.rotation } as Partial<OAuthClientOutputs>);
    return { id: api.made(outputs.clientId), outputs };
}

async function read(api: GenesysApi, clientId: string, last: Partial<OAuthClientOutputs>, fresh?: boolean) {
    const client = await (fresh ? api.objects.oauthClients.one(clientId) : api.objects.oauthClients.get(clientId));
    return client && fromBody(client, last);
}

async function update(api: GenesysApi, clientId: string, last: OAuthClientOutputs, next: OAuthClientInputs) {
    const client = await write(api, clientId, next);
    const { rotation, ...kept } = last;
    const outputs = (known: Models.OAuthClient, value: string | undefined) =>
        fromBody(known, (value === undefined ? kept : { ...kept, rotation: value }) as Partial<OAuthClientOutputs>);
    if (next.rotation === undefined || next.rotation === rotation) return outputs(client, next.rotation);
    try {
        return outputs(await renewSecret(api, client), next.rotation);
    } catch (error) {
        // The old value stays in the state, so that the next `pulumi up` rotates again.
        throw new PartialFailure(clientId, outputs(client, rotation), error);
    }
}

async function write(api: GenesysApi, clientId: string, next: OAuthClientInputs): Promise<Models.OAuthClient> {
    const client = await api.vendor.oauth.getOauthClient(clientId);
    const body = toBody(next, client);
    if (sameJson(comparable(body), comparable(toBody({}, client)))) return client;
    return api.vendor.oauth.putOauthClient(clientId, body);
}

/** Genesys shows a secret once: whoever did not see it needs a new one. */
async function recover(api: GenesysApi, { id: clientId }: Found<OAuthClientOutputs>, next: OAuthClientInputs) {
    const client = await renewSecret(api, await write(api, clientId, next));
    return fromBody(client, next);
}

function comparable(body: Models.OAuthClientRequest) {
    const pairs = (body.roleDivisions ?? []).map(({ roleId, divisionId }) => `${roleId} ${divisionId}`);
    return {
        ...body,
        scope: sortedSet(body.scope ?? []),
        registeredRedirectUri: sortedSet(body.registeredRedirectUri ?? []),
        roleDivisions: sortedSet(pairs),
    };
}

async function remove(api: GenesysApi, clientId: string): Promise<void> {
    const prepare = async () => {
        const client = await api.objects.oauthClients.get(clientId);
        // An active client cannot be deleted.
        if (client !== undefined && client.state !== "inactive")
            await unlessGone(api.vendor.oauth.putOauthClient(clientId, toBody({ state: "inactive" }, client)));
    };
    const send = () => unlessGone(api.vendor.oauth.deleteOauthClient(clientId));
    const deletion = { id: clientId, what: "the OAuth client is gone", seconds: 30, prepare, send };
    await api.deletions.untilGone(api.objects.oauthClients, deletion);
}

function needs(change: Change | "read", { roles = [] }: Partial<OAuthClientInputs>): string[] {
    const actions = { create: ["add"], update: ["edit"], delete: ["edit", "delete"], read: [] }[change];
    return [
        "oauth:client:view",
        ...actions.map((action) => `oauth:client:${action}`),
        ...(roles.length > 0 && change !== "delete" ? ["authorization:role:view"] : []),
    ];
}

const toFound = (client: Models.OAuthClient): Found<OAuthClientOutputs> => ({
    id: required(client.id, "OAuth client id"),
    name: client.name,
    outputs: fromBody(client, {}),
});
const isThere = ({ state }: Models.OAuthClient) => state !== "deleted";

async function* list(api: GenesysApi): AsyncGenerator<Found<OAuthClientOutputs>> {
    for await (const client of api.objects.oauthClients.streamInFull()) if (isThere(client)) yield toFound(client);
}

export const oauthClient: ResourceType<GenesysApi, OAuthClientInputs, OAuthClientOutputs> = {
    title: "OAuth client",
    inputs,
    replaceOn: [],
    secrets: ["clientSecret"],
    connect: (connections) => connections.to(genesys),
    label: ({ name }) => name ?? "",
    rules,
    verify,
    create,
    read,
    update,
    delete: remove,
    needs,
    recover,
    secretWorks,
    renewSecret: async (api, clientId, last) =>
        fromBody(await renewSecret(api, await api.vendor.oauth.getOauthClient(clientId)), last),
    find: async (api, { name }, fresh) =>
        (await api.objects.oauthClients.named(name, fresh)).filter(isThere).map(toFound),
    list,
};
