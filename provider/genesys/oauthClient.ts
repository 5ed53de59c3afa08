import type { Models } from "purecloud-platform-client-v2";
import { confirmed, isDeclared } from "../core/confirm";
import { didYouMean, type Problem } from "../core/problem";
import { type Change, type Found, PartialFailure, type ResourceType } from "../core/resourceType";
import { sameJson, sortedSet } from "../core/json";
import { say } from "../core/say";
import { ApiError, unlessGone } from "../transport/errors";
import { verifyHeld } from "./access";
import { orUnreadable, required } from "./answers/needed";
import { noteApproval } from "./approval";
import type { ListedClient } from "./answers/oauthClient";
import { genesys, type GenesysApi } from "./api";
import { renewSecret, secretWorks } from "./clientSecret";
import { warnOf } from "./clientWarnings";
import { tokenLifetimeProblems, verifyClientLimit } from "./limits";
import {
    comparable,
    consequences,
    fromBody,
    inputs,
    isFixed,
    type OAuthClientInputs,
    type OAuthClientOutputs,
    readBody,
    toBody,
} from "./oauthClientBody";
import { redirectUriProblems } from "./redirectUri";
import { verifyDivisions, verifyRoles } from "./references";
import { writeVersioned } from "./version";

export type { OAuthClientInputs, OAuthClientOutputs } from "./oauthClientBody";

// --- check ---

function rules(
    { grantType, scopes, roles, redirectUris, tokenLifetimeSeconds: seconds }: Partial<OAuthClientInputs>,
    unknown: (property: keyof OAuthClientInputs) => boolean,
): Problem[] {
    const problems = [...redirectUriProblems(redirectUris), ...tokenLifetimeProblems(seconds)];
    if (grantType === undefined) return problems;
    if (grantType === "client-credentials") {
        if ((roles ?? []).length === 0 && !unknown("roles"))
            problems.push({
                code: "CC2022",
                path: "roles",
                reason: "a client-credentials client needs at least one role. Genesys Cloud rejects one without roles",
            });
        if ((scopes ?? []).length > 0)
            problems.push({
                code: "CC2023",
                path: "scopes",
                reason: "a client-credentials client cannot have scopes, because its roles define what it may do. Remove them",
            });
        return problems;
    }
    if ((roles ?? []).length > 0)
        problems.push({
            code: "CC2024",
            path: "roles",
            reason: `only a client-credentials client can have roles. A ${grantType} client acts as the user who logs in`,
        });
    if (grantType === "token")
        problems.push({
            code: "CC2025",
            path: "grantType",
            reason: "Genesys no longer offers the implicit grant for new clients (2026), and it stops working in 2027. Use code",
            inferred: true,
        });
    const redirects = grantType === "code" || grantType === "token";
    if (redirects && (redirectUris ?? []).length === 0 && !unknown("redirectUris"))
        problems.push({
            code: "CC2026",
            path: "redirectUris",
            reason: `a ${grantType} client needs a redirect URI before users can log in with it`,
            inferred: true,
        });
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
            .map((scope): Problem => ({
                code: "CC2027",
                path: `scopes["${scope}"]`,
                reason: `scope "${scope}" does not exist${didYouMean(scope, known)}`,
            })),
        ...roleProblems,
        ...(roleProblems.length > 0 ? [] : await verifyHeld(api, added, path)),
        ...(await verifyDivisions(api, divisions, (division) => `roles["${holder(division)}"].divisions`)),
        ...(present === undefined ? [] : verifyClientLimit(api, present.filter(isThere).length)),
    ];
}

// --- create, read, update, delete ---

async function create(api: GenesysApi, declared: OAuthClientInputs) {
    const made = await api.vendor.oauth.postOauthClients(toBody(declared, {}));
    api.made(made.id);
    // Genesys shows it only once. Not confirmed (G-83): that only an implicit grant has none.
    if (declared.grantType !== "token") required(made.secret, `secret of the OAuth client "${declared.name}"`);
    const secret = made.secret ? { secret: made.secret } : {};
    const outputs = (client: ListedClient) =>
        fromBody({ ...client, ...secret }, declared as Partial<OAuthClientOutputs>);
    let client = await inFull(api, made, declared);
    // Not confirmed (G-63): whether a new client can be inactive at once.
    if (declared.state === "inactive" && client.state === "active")
        client = await put(api, client, (from) => toBody(declared, from), declared).catch((error: unknown) => {
            throw new PartialFailure(made.id, outputs(client), error);
        });
    warnOf(client, declared);
    noteApproval(declared);
    return { id: made.id, outputs: outputs(client) };
}

const get = async (api: GenesysApi, id: string): Promise<ListedClient> => ({
    ...(await api.vendor.oauth.getOauthClient(id)),
    id,
});

/** The answer to a write, or a read of the client if that answer does not show all declared values. */
const inFull = (api: GenesysApi, written: ListedClient, declared: Partial<OAuthClientInputs>): Promise<ListedClient> =>
    confirmed(
        written,
        (answer) => isDeclared(inputs, declared, fromBody(answer, declared as Partial<OAuthClientOutputs>)),
        () => get(api, written.id),
    );

async function read(api: GenesysApi, clientId: string, last: Partial<OAuthClientOutputs>, fresh?: boolean) {
    const { oauthClients } = api.objects;
    const client = await (fresh ? oauthClients.one(clientId) : oauthClients.get(clientId));
    if (client === undefined) return undefined;
    const found = fromBody(client, last);
    // A declared value that a list does not show may still exist.
    const isEmpty = (value: unknown) => Object.keys(value ?? {}).length === 0;
    const unseen = seldomListed.some((property) => !isEmpty(last[property]) && isEmpty(found[property]));
    const alone = unseen && !fresh ? await oauthClients.one(clientId) : undefined;
    return readBody(alone ?? client, last);
}

/** Not confirmed (G-84): whether lists show these. */
const seldomListed = ["allowedIpAddresses", "dateToDelete"] as const;

async function update(api: GenesysApi, clientId: string, last: OAuthClientOutputs, next: OAuthClientInputs) {
    const client = await write(api, clientId, next);
    noteApproval(next, last);
    const { rotation, ...declared } = next;
    const outputs = (known: ListedClient, value: string | undefined) =>
        fromBody(known, {
            ...declared,
            ...(last.clientSecret === undefined ? {} : { clientSecret: last.clientSecret }),
            ...(value === undefined ? {} : { rotation: value }),
        } as Partial<OAuthClientOutputs>);
    if (rotation === undefined || rotation === last.rotation) return outputs(client, rotation);
    try {
        return outputs(await renewSecret(api, client), rotation);
    } catch (error) {
        // The old value stays in the state, so that the next `pulumi up` rotates again.
        throw new PartialFailure(clientId, outputs(client, last.rotation), error);
    }
}

async function write(api: GenesysApi, clientId: string, next: OAuthClientInputs): Promise<ListedClient> {
    const client = await get(api, clientId);
    const isSame = sameJson(comparable(toBody(next, client)), comparable(toBody({}, client)));
    const written = isSame ? client : await put(api, client, (from) => toBody(next, from), next);
    warnOf(written, next);
    return written;
}

/** @param wanted - the declared values: a concurrent change of them by someone else is an error */
function put(
    api: GenesysApi,
    first: ListedClient,
    bodyOf: (current: ListedClient) => Models.OAuthClientRequest,
    wanted: Partial<OAuthClientInputs> = {},
): Promise<ListedClient> {
    return writeVersioned({
        what: `the OAuth client "${first.name}"`,
        first,
        read: () => get(api, first.id),
        managed: (current) => ({ ...fromBody(current, {}) }),
        wanted: { ...wanted },
        write: async (current) => {
            const written = await api.vendor.oauth.putOauthClient(first.id, bodyOf(current));
            return inFull(api, { ...written, id: first.id }, wanted);
        },
    });
}

/** Genesys shows a secret only once: if it was missed, a new one is needed. */
async function recover(api: GenesysApi, { id: clientId }: Found<OAuthClientOutputs>, next: OAuthClientInputs) {
    const client = await renewSecret(api, await write(api, clientId, next));
    noteApproval(next);
    return fromBody(client, next);
}

async function remove(api: GenesysApi, clientId: string): Promise<void> {
    let wasDue = false;
    const prepare = async () => {
        const client = await api.objects.oauthClients.get(clientId);
        wasDue = client !== undefined && isDueForDeletion(client);
        // An active client cannot be deleted.
        if (client !== undefined && client.state !== "inactive")
            await unlessGone(put(api, client, (current) => ({ ...toBody({}, current), state: "inactive" })));
    };
    const send = () =>
        unlessGone(api.vendor.oauth.deleteOauthClient(clientId)).catch((error: unknown) => {
            // Not confirmed (G-68): whether Genesys accepts the deletion of a client that it will delete anyway.
            if (!wasDue || !(error instanceof ApiError) || ![400, 409].includes(error.status ?? 0)) throw error;
        });
    let left: ListedClient | undefined;
    const isEnough = (client: ListedClient) => {
        left = isDueForDeletion(client) ? client : undefined;
        return left !== undefined;
    };
    const deletion = { id: clientId, what: "the OAuth client is gone", seconds: 30, prepare, send, isEnough };
    await api.deletions.untilGone(api.objects.oauthClients, deletion);
    if (left !== undefined)
        say(
            `note: OAuth client "${left.name}" is inactive. Genesys Cloud shows it until it deletes it on ${left.dateToDelete}.`,
        );
}

/** By the vendor's help, a deleted client that is older than 30 days is inactive for seven days before it is gone. */
const isDueForDeletion = ({ state, dateToDelete }: ListedClient): boolean =>
    state === "inactive" && Boolean(dateToDelete);

function needs(change: Change | "read", { roles = [] }: Partial<OAuthClientInputs>): string[] {
    const actions = { create: ["add"], update: ["edit"], delete: ["edit", "delete"], read: [] }[change];
    return [
        ...["view", ...actions].map((action) => `oauth:client:${action}`),
        ...(roles.length > 0 && change !== "delete" ? ["authorization:role:view"] : []),
    ];
}

const toFound = (client: ListedClient): Found<OAuthClientOutputs> => ({
    id: client.id,
    name: client.name ?? "",
    outputs: fromBody(client, {}),
});
const isThere = ({ state }: ListedClient) => state !== "deleted";

async function* list(api: GenesysApi): AsyncGenerator<Found<OAuthClientOutputs>> {
    for await (const client of api.objects.oauthClients.streamInFull())
        if (isThere(client) && !isDueForDeletion(client)) yield orUnreadable(client, () => toFound(client));
}

export const oauthClient: ResourceType<GenesysApi, OAuthClientInputs, OAuthClientOutputs> = {
    title: "OAuth client",
    inputs,
    replaceOn: [],
    secrets: ["clientSecret"],
    consequences,
    references: { roles: "grants" },
    connect: (connections) => connections.to(genesys),
    label: ({ name }) => name ?? "",
    rules,
    verify,
    create,
    read,
    update,
    isFixed,
    delete: remove,
    needs,
    recover,
    secretWorks,
    renewSecret: async (api, clientId, last) => fromBody(await renewSecret(api, await get(api, clientId)), last),
    // A client that is about to be deleted must not be adopted.
    find: async (api, { name, dateToDelete }, fresh) =>
        (await api.objects.oauthClients.named(name, fresh))
            .filter((client) => isThere(client) && (dateToDelete !== undefined || !isDueForDeletion(client)))
            .map(toFound),
    list,
};
