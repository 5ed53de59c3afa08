import { writeMarker } from "../core/marker";
import { type Problem, didYouMean } from "../core/problem";
import { isRecord, own, sameJson } from "../core/json";
import { type JsonValue } from "../core/schema";
import type { EleveoApi } from "./api";
import { withoutEmpty } from "./empty";
import { isOfServer, type Profile, sortedLists, type WholeClient } from "./profile";
import { typesIn, verifyTypes } from "./serverTypes";
import type {
    ClientRepresentation,
    ProtocolMapper,
    RoleMappings,
    RoleRepresentation,
    UserRepresentation,
} from "./types";

type Roles = NonNullable<Profile["scope"]>;

/** The id of a client by its client id; read once per process, for clients that are not ours. */
async function uuidOf(api: EleveoApi, clientId: string): Promise<string | undefined> {
    return api.shared(`client ${clientId}`, async () => {
        const [found] = await api.get<ClientRepresentation[]>("/clients", { clientId });
        return found?.id;
    });
}

const rolesOf = (api: EleveoApi, path: string) =>
    api.shared(`roles of ${path}`, async () => {
        const roles: RoleRepresentation[] = [];
        for await (const role of api.pages<RoleRepresentation>(`${path}/roles`)) roles.push(role);
        return roles;
    });

const scopeKinds = {
    defaultClientScopes: "default-client-scopes",
    optionalClientScopes: "optional-client-scopes",
} as const;

// --- verify ---

/** A problem for each role, client scope and type that the realm or the server does not have. */
export async function verifyProfile(api: EleveoApi, profile: Profile, clientId: string): Promise<Problem[]> {
    const wanted = [
        ["profile.serviceAccount.roles", profile.serviceAccount?.roles],
        ["profile.scope", profile.scope],
    ] as const;
    const problems = wanted.map(async ([path, roles]) => (roles ? verifyRoles(api, roles, path, clientId) : []));
    const types = verifyTypes(api, typesIn(profile));
    return (await Promise.all([...problems, verifyClientScopes(api, profile), types])).flat();
}

const clientScopes = (api: EleveoApi) =>
    api.shared("client scopes", () => api.get<RoleRepresentation[]>("/client-scopes"));

/** Keycloak silently omits client scopes that the realm does not have. */
async function verifyClientScopes(api: EleveoApi, { client }: Profile): Promise<Problem[]> {
    const wanted = (Object.keys(scopeKinds) as (keyof typeof scopeKinds)[]).flatMap((kind) =>
        listOf(client[kind]).map((name) => ({ kind, name })),
    );
    const known = wanted.length === 0 ? [] : (await clientScopes(api)).map(({ name }) => name);
    return wanted
        .filter(({ name }) => !known.includes(name))
        .map(({ kind, name }) => ({
            code: "CC3036",
            path: `profile.client.${kind}["${name}"]`,
            reason: `the realm has no client scope "${name}"${didYouMean(name, known)}`,
        }));
}

async function verifyRoles(api: EleveoApi, { realm = [], client = {} }: Roles, path: string, ownId: string) {
    const missing = async (names: readonly string[], where: string, what: string, at: string): Promise<Problem[]> => {
        if (names.length === 0) return [];
        const known = (await rolesOf(api, where)).map(({ name }) => name);
        return names
            .filter((name) => !known.includes(name))
            .map((name) => ({
                code: "CC3037",
                path: `${at}["${name}"]`,
                reason: `${what} has no role "${name}"${didYouMean(name, known)}`,
            }));
    };
    const ofClients = Object.entries(client).map(async ([clientId, names]): Promise<Problem[]> => {
        const at = `${path}.client["${clientId}"]`;
        if (clientId === ownId)
            return [
                { code: "CC3038", path: at, reason: "a profile cannot contain roles that the client itself defines" },
            ];
        const uuid = await uuidOf(api, clientId);
        if (uuid === undefined) return [{ code: "CC3039", path: at, reason: `the realm has no client "${clientId}"` }];
        return missing(names, `/clients/${uuid}`, `the client "${clientId}"`, at);
    });
    return (await Promise.all([missing(realm, "", "the realm", `${path}.realm`), ...ofClients])).flat();
}

// --- read ---

/** A client with the parts that a profile declares. */
export async function readWhole(
    api: EleveoApi,
    client: ClientRepresentation,
    declared: Profile | "all",
): Promise<WholeClient> {
    const wanted = declared === "all" ? { scope: !client["fullScopeAllowed"], serviceAccount: true } : declared;
    const [serviceAccount, scope] = await Promise.all([
        wanted.serviceAccount && client.serviceAccountsEnabled ? readServiceAccount(api, client.id) : undefined,
        wanted.scope ? api.get<RoleMappings>(`/clients/${client.id}/scope-mappings`) : undefined,
    ]);
    return { client, ...(serviceAccount ? { serviceAccount } : {}), ...(scope ? { scope } : {}) };
}

async function readServiceAccount(api: EleveoApi, clientUuid: string) {
    const user = await api.get<UserRepresentation>(`/clients/${clientUuid}/service-account-user`);
    const roles = await api.get<RoleMappings>(`/users/${user.id}/role-mappings`);
    return { user, roles };
}

// --- write ---

/** The client's own fields: declared values merged into the existing ones. */
export function clientBody(
    profile: Profile,
    clientId: string,
    current: Partial<ClientRepresentation>,
    marker?: string,
) {
    const { client, protocolMappers } = profile;
    const { attributes, ...fields } = client;
    const text = fields["description"] as string | undefined;
    const description = writeMarker({ text, marker }, current["description"] as string | undefined);
    const mappers = protocolMappers
        ? { protocolMappers: mapperBodies(protocolMappers, current.protocolMappers ?? []) }
        : {};
    return {
        ...current,
        ...fields,
        ...(description === "" && current["description"] === undefined ? {} : { description }),
        clientId,
        // If it is omitted, Keycloak removes authorization.
        authorizationServicesEnabled:
            client["authorizationServicesEnabled"] ?? current.authorizationServicesEnabled ?? false,
        // An empty text removes an attribute; an omitted one stays.
        attributes: withoutEmpty(
            { ...current.attributes, ...(isRecord(attributes) ? attributes : {}) },
            current.attributes,
        ),
        ...mappers,
    };
}

function mapperBodies(declared: NonNullable<Profile["protocolMappers"]>, current: readonly ProtocolMapper[]) {
    const ofServer = current.filter((one) => isOfServer(one) && !Object.hasOwn(declared, one.name));
    const ours = Object.entries(declared).map(([name, mapper]) => {
        const same = current.find((one) => one.name === name);
        return { ...same, name, ...mapper, config: withoutEmpty({ ...same?.config, ...mapper.config }) };
    });
    return [...ours, ...ofServer];
}

/** Whether a PUT of the body would change nothing. Keycloak's lists are sets. */
export function sameClient(a: object, b: object): boolean {
    const comparable = (body: { protocolMappers?: ProtocolMapper[] }) => ({
        ...sortedLists(body as Record<string, JsonValue>),
        protocolMappers: Object.fromEntries((body.protocolMappers ?? []).map((one) => [one.name, one])),
    });
    return sameJson(comparable(a), comparable(b));
}

/** Applies the declared client scopes, service account and scope; writes only differences. */
export async function applyProfile(api: EleveoApi, profile: Profile, whole: WholeClient): Promise<void> {
    const { client, serviceAccount } = whole;
    await applyClientScopes(api, profile, client);
    if (serviceAccount && profile.serviceAccount) {
        const { user, roles } = serviceAccount;
        const attributes = withoutEmpty({ ...user.attributes, ...profile.serviceAccount.attributes });
        if (profile.serviceAccount.attributes && !sameJson(attributes, user.attributes ?? {}))
            await api.put(`/users/${user.id}`, { ...user, attributes });
        if (profile.serviceAccount.roles)
            await applyRoles(api, `/users/${user.id}/role-mappings`, profile.serviceAccount.roles, roles);
    }
    if (profile.scope) await applyRoles(api, `/clients/${client.id}/scope-mappings`, profile.scope, whole.scope ?? {});
}

async function applyRoles(api: EleveoApi, path: string, declared: Roles, current: RoleMappings): Promise<void> {
    const { realmMappings = [], clientMappings = {} } = current;
    if (declared.realm) await applySet(api, `${path}/realm`, "", declared.realm, realmMappings.filter(isChosen));
    if (!declared.client) return;
    const clients = new Set([...Object.keys(declared.client), ...Object.keys(clientMappings)]);
    for (const clientId of clients) {
        const uuid = own(clientMappings, clientId)?.id ?? (await uuidOf(api, clientId));
        const held = own(clientMappings, clientId)?.mappings ?? [];
        if (uuid !== undefined)
            await applySet(
                api,
                `${path}/clients/${uuid}`,
                `/clients/${uuid}`,
                own(declared.client, clientId) ?? [],
                held,
            );
    }
}

/** Every user has the default roles of the realm. */
const isChosen = ({ name }: RoleRepresentation) => !name.startsWith("default-roles-");

async function applySet(
    api: EleveoApi,
    path: string,
    owner: string,
    wanted: readonly string[],
    held: readonly RoleRepresentation[],
): Promise<void> {
    const added = wanted.filter((name) => !held.some((role) => role.name === name));
    const removed = held.filter(({ name }) => !wanted.includes(name));
    if (added.length > 0) {
        const known = await rolesOf(api, owner);
        await api.post(
            path,
            known.filter(({ name }) => added.includes(name)).map(({ id, name }) => ({ id, name })),
        );
    }
    if (removed.length > 0) await api.delete(path, removed);
}

/**
 * A client's scopes are changed one by one; a PUT of the client does not change them. Keycloak silently ignores a scope
 * that is added to one list while it is still in the other.
 */
async function applyClientScopes(api: EleveoApi, { client: declared }: Profile, current: ClientRepresentation) {
    const kinds = Object.keys(scopeKinds) as (keyof typeof scopeKinds)[];
    const added = kinds.flatMap((kind) =>
        listOf(declared[kind])
            .filter((name) => !current[kind]?.includes(name))
            .map((name) => ({ kind, name })),
    );
    const removed = kinds.flatMap((kind) =>
        (current[kind] ?? [])
            .filter(
                (name) =>
                    (Array.isArray(declared[kind]) && !listOf(declared[kind]).includes(name)) ||
                    added.some((one) => one.name === name),
            )
            .map((name) => ({ kind, name })),
    );
    if (added.length + removed.length === 0) return;
    const ids = new Map((await clientScopes(api)).map(({ id, name }) => [name, id]));
    const paths = (changes: typeof added) =>
        changes.flatMap(({ kind, name }) =>
            ids.has(name) ? [`/clients/${current.id}/${scopeKinds[kind]}/${ids.get(name)}`] : [],
        );
    for (const path of paths(removed)) await api.delete(path);
    for (const path of paths(added)) await api.put(path);
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
