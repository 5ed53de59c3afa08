import { z } from "zod";
import { secretRenewed } from "../core/consequences";
import { markerLength } from "../core/marker";
import type { Problem } from "../core/problem";
import { type Change, type Found, PartialFailure, type ResourceType } from "../core/resourceType";
import { isRecord } from "../core/json";
import { marker, name } from "../core/schema";
import { unlessGone, UserError } from "../transport/errors";
import { eleveo, type EleveoApi, present, stillThere } from "./api";
import { verifyGivingAway } from "./caller";
import { fieldProblems, longest, needsServiceAccount, noServiceAccount, tooLong, unknownFields } from "./clientFields";
import { clientTypeKey, clientTypeProblem, madeByEtlManager } from "./clientTypes";
import { administrationRoles, handedOut, needsOfClient } from "./needs";
import { asDeclared, declaredPart, forAny, forOne, markerOf, type Profile, profileSchema, toProfile } from "./profile";
import { applyProfile, clientBody, readWhole, sameClient, verifyProfile } from "./profileCalls";
import { withProfile } from "./profileFiles";
import { canHaveSecret, newSecret, readSecret, secretText, withoutSecret } from "./secret";
import type { ClientRepresentation } from "./types";

// --- facts ---

const inputs = z.strictObject({
    name: name.max(longest, tooLong),
    clientType: z
        .string()
        .refine((written) => clientTypeProblem(written) === undefined, {
            error: (issue) => clientTypeProblem(String(issue.input)),
        })
        .overwrite((written) => clientTypeKey(written) ?? written)
        .optional(),
    profile: profileSchema.optional(),
    secret: secretText.max(longest, tooLong).optional(),
    rotation: z.string().optional(),
    deletionProtection: z.boolean().default(true),
    marker,
});

export type ProviderClientInputs = z.output<typeof inputs>;
export interface ProviderClientOutputs extends ProviderClientInputs {
    clientId: string;
    /** Absent if the caller may not read it. */
    clientSecret?: string;
}

const whyNever =
    "deleting a provider client cannot be undone. All users that it imported become local and stay local, " +
    "even if a client with the same name is added again";

// --- check ---

const noType: Problem = { code: "CC3060", path: "clientType", reason: "is required, unless profile is declared" };
const noProfile: Problem = {
    code: "CC3040",
    path: "profile",
    reason: "is required, because the Keycloak settings of a client type are not public",
};

function rules(
    { clientType, profile, secret, rotation, marker: own }: Partial<ProviderClientInputs>,
    unknown: (property: keyof ProviderClientInputs) => boolean,
): Problem[] {
    const problems: Problem[] = [];
    if (profile === undefined && !unknown("profile") && !unknown("clientType"))
        problems.push(clientType === undefined ? noType : noProfile);
    if (profile?.clientType !== undefined && clientType !== undefined && profile.clientType !== clientType)
        problems.push({
            code: "CC3041",
            path: "profile.clientType",
            reason: `must be "${clientType}"; it is "${profile.clientType}"`,
        });
    const text = (field: string) => (isRecord(profile) ? String(profile.client[field] ?? "") : "");
    if (text("description").length + markerLength(own) > longest)
        problems.push({
            code: "CC3042",
            path: "profile.client.description",
            reason: `must be at most ${longest - markerLength(own)} characters long, because the marker takes ${markerLength(own)} of ${longest}; it has ${text("description").length}`,
        });
    if (text("name").length > longest) problems.push({ code: undefined, path: "profile.client.name", reason: tooLong });
    if (profile !== undefined)
        problems.push(...fieldProblems(profile, "profile.client"), ...unknownFields(profile.client, "profile.client"));
    if (secret !== undefined && rotation !== undefined)
        problems.push({
            code: "CC3043",
            path: "rotation",
            reason: "lets Keycloak generate a new secret, but secret is also declared. Change secret instead, or remove it",
        });
    return problems;
}

function refusals(olds: Partial<ProviderClientInputs>, news: Partial<ProviderClientInputs>): Problem[] {
    if (olds.name === undefined || olds.name === news.name || olds.deletionProtection === false) return [];
    return [
        {
            code: "CC3044",
            path: "name",
            reason:
                `a change from "${olds.name}" to "${news.name}" would delete the client and create another, and ${whyNever}. ` +
                `To continue, set deletionProtection to false, run \`pulumi up\`, then change the name. ` +
                `To keep the old client, declare the new one as another resource`,
        },
    ];
}

async function verify(
    api: EleveoApi,
    { name = "", profile }: Partial<ProviderClientInputs>,
    olds: Partial<ProviderClientInputs> = {},
): Promise<Problem[]> {
    if (profile === undefined) return [];
    const added = (roles: (of: Profile) => readonly string[]) =>
        roles(profile).filter((role) => olds.profile === undefined || !roles(olds.profile).includes(role));
    const all = [
        api.lacking(added(handedOut)),
        verifyGivingAway(api, added(administrationRoles)),
        verifyProfile(api, forOne(profile, name), name),
        verifyServiceAccount(api, profile, olds.name === name ? name : undefined),
    ];
    return (await Promise.all(all)).flat();
}

/** A client may have a service account even if it is not declared. @param there - its name, if it exists */
async function verifyServiceAccount(api: EleveoApi, profile: Profile, there: string | undefined): Promise<Problem[]> {
    if (profile.client["serviceAccountsEnabled"] !== undefined || !needsServiceAccount(profile)) return [];
    const [live] = there === undefined ? [] : await api.get<ClientRepresentation[]>("/clients", { clientId: there });
    return live?.serviceAccountsEnabled ? [] : [noServiceAccount("profile.client", "it is not declared")];
}

const needs = (change: Change | "read", { profile }: Partial<ProviderClientInputs>): string[] =>
    needsOfClient(change, profile);

// --- create, read, update, delete ---

async function create(api: EleveoApi, declared: ProviderClientInputs) {
    const profile = profileOf(declared);
    const { name, secret } = declared;
    const given = secret === undefined ? {} : { secret };
    const id = await api.create("/clients", { ...clientBody(profile, name, {}, declared.marker), ...given });
    try {
        const client = present(await readClient(api, id), "client that it has just created");
        await applyProfile(api, profile, await readWhole(api, client, profile));
        const outputs = await readBack(api, id, {
            ...declared,
            ...(secret === undefined ? {} : { clientSecret: secret }),
        });
        if (outputs.clientSecret !== undefined || !canHaveSecret(client)) return { id, outputs };
        return { id, outputs: { ...outputs, clientSecret: await newSecret(api, id) } };
    } catch (error) {
        throw await inPart(api, id, declared, error);
    }
}

/** Keycloak's answer to a write does not show what it has stored. */
const readBack = async (api: EleveoApi, id: string, last: Partial<ProviderClientOutputs>) =>
    present(await read(api, id, last, true), "client");

/**
 * A failure after which the client exists: with its actual values if they can be read, and never with the declared
 * ones.
 */
async function inPart(api: EleveoApi, id: string, last: Partial<ProviderClientOutputs>, failure: unknown) {
    const { profile: _declared, ...rest } = last;
    const found = await read(api, id, last, true).catch(() => undefined);
    return new PartialFailure(
        id,
        found ?? outputsOf(rest as ProviderClientInputs, undefined, last.clientSecret),
        failure,
    );
}

async function read(api: EleveoApi, id: string, last: Partial<ProviderClientOutputs>, fresh?: boolean) {
    const client = await readClient(api, id, !fresh);
    if (client === undefined) return undefined;
    const { profile: declared, secret: lastSecret, ...kept } = last;
    const whole = await readWhole(api, client, declared ?? "all");
    const clientSecret = (canHaveSecret(client) ? await readSecret(api, id) : undefined) ?? last.clientSecret;
    const profile = toProfile(whole, api.settings.realm);
    const shown = declared
        ? asDeclared(declaredPart(profile, forOne(declared, client.clientId)), declared, client.clientId)
        : forAny(profile, client.clientId);
    const secret = lastSecret === undefined ? undefined : (clientSecret ?? lastSecret);
    const { marker: found } = markerOf(client);
    const inputs = { ...kept, name: client.clientId, marker: found, ...(secret === undefined ? {} : { secret }) };
    return outputsOf(inputs as ProviderClientInputs, shown, clientSecret);
}

async function update(api: EleveoApi, id: string, last: ProviderClientOutputs, next: ProviderClientInputs) {
    const before = stillThere(await readClient(api, id));
    const profile = profileOf(next);
    const body = clientBody(profile, next.name, before, next.marker);
    const stored = canHaveSecret(before) ? await readSecret(api, id) : undefined;
    const given = next.secret !== undefined && next.secret !== (stored ?? last.secret) ? { secret: next.secret } : {};
    const isSame = sameClient(body, clientBody({ client: {} }, before.clientId, before));
    // If a PUT omits the secret, it does not change.
    if ("secret" in given || !isSame) await api.put(`/clients/${id}`, { ...body, ...given });
    // A PUT may create the client's service account.
    const client = isSame ? before : ((await readClient(api, id)) ?? before);
    await applyProfile(api, profile, await readWhole(api, client, profile));
    const known = next.secret ?? stored ?? last.clientSecret;
    const kept = { ...next, ...(known === undefined ? {} : { clientSecret: known }) };
    if (next.rotation === undefined || next.rotation === last.rotation) return readBack(api, id, kept);
    try {
        return await readBack(api, id, { ...kept, clientSecret: await newSecret(api, id) });
    } catch (error) {
        // The old value stays in the state, so that the next `pulumi up` rotates again.
        const { rotation: _next, ...rest } = next;
        const { rotation, clientSecret } = last;
        const before = { ...(rotation === undefined ? {} : { rotation }), ...(clientSecret ? { clientSecret } : {}) };
        throw await inPart(api, id, { ...rest, ...before }, error);
    }
}

async function remove(api: EleveoApi, id: string, last: ProviderClientOutputs): Promise<void> {
    if (last.deletionProtection !== false)
        throw new UserError(
            "CC3045",
            `it is protected, because ${whyNever}. To delete it anyway, set deletionProtection to false, run ` +
                `\`pulumi up\`, and destroy again. To keep the client and remove it only from the state, set the option ` +
                `retainOnDelete and run \`pulumi up\` first, or run \`pulumi state delete\` with its URN`,
        );
    await unlessGone(api.delete(`/clients/${id}`));
}

function profileOf({ name, profile }: ProviderClientInputs): Profile {
    if (profile === undefined) throw new UserError("CC3046", "the profile is missing");
    return forOne(profile, name);
}

function outputsOf(declared: ProviderClientInputs, profile: Profile | undefined, clientSecret: string | undefined) {
    const { clientSecret: _last, marker: own, ...rest } = declared as ProviderClientOutputs;
    return {
        ...rest,
        ...(own === undefined ? {} : { marker: own }),
        clientId: declared.name,
        ...(profile ? { profile } : {}),
        ...(clientSecret === undefined ? {} : { clientSecret }),
    };
}

/** @param listed - whether a list may be used instead of a read */
async function readClient(api: EleveoApi, id: string, listed = false): Promise<ClientRepresentation | undefined> {
    const { get, one } = api.objects.clients;
    const client = await (listed ? get(id) : one(id));
    return client && withoutSecret(client);
}

// --- find, list ---

/** Keycloak's own clients, which every realm has. */
const ofKeycloak = ["account", "account-console", "admin-cli", "broker", "realm-management", "security-admin-console"];

/** A provider client logs in as itself. Not confirmed (E-21): which of these Eleveo shows as provider clients. */
function mayBeProviderClient({ clientId, serviceAccountsEnabled, bearerOnly }: ClientRepresentation): boolean {
    return serviceAccountsEnabled === true && bearerOnly !== true && !ofKeycloak.includes(clientId);
}

async function* list(api: EleveoApi): AsyncGenerator<Found<ProviderClientOutputs>> {
    for await (const found of api.pages<ClientRepresentation>("/clients"))
        if (mayBeProviderClient(found)) yield asFound(api, withoutSecret(found));
}

async function find(api: EleveoApi, { name }: ProviderClientInputs): Promise<Found<ProviderClientOutputs>[]> {
    const clients = await api.get<ClientRepresentation[]>("/clients", { clientId: name });
    return clients.map((client) => asFound(api, withoutSecret(client)));
}

function asFound(api: EleveoApi, client: ClientRepresentation): Found<ProviderClientOutputs> {
    const profile = forAny(toProfile({ client }, api.settings.realm), client.clientId);
    const declared = { name: client.clientId, marker: markerOf(client).marker } as ProviderClientInputs;
    const outputs = outputsOf(declared, profile, undefined);
    const madeBy = madeByEtlManager(client) ? { madeBy: "ETL Manager" } : {};
    return { id: client.id, name: client.clientId, outputs, ...madeBy };
}

export const providerClient: ResourceType<EleveoApi, ProviderClientInputs, ProviderClientOutputs> = {
    title: "provider client",
    inputs,
    replaceOn: ["name"],
    secrets: ["secret", "clientSecret"],
    consequences: {
        changed: {
            rotation: secretRenewed,
            secret: "it gets another secret, and the old one stops working at once",
        },
        deleted: "everything that logs in with it stops working",
    },
    connect: (connections) => connections.to(eleveo),
    label: ({ name }) => name ?? "",
    prepare: withProfile,
    rules,
    refusals,
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
