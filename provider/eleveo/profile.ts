import { z } from "zod";
import { type Marked, readMarker } from "../core/marker";
import { isRecord, own, sortedSet } from "../core/json";
import { pathText } from "../core/problem";
import { type JsonValue, setOf } from "../core/schema";
import { coded } from "../transport/message";
import { checkFields, noEmptyString, storedText } from "./clientFields";
import { clientTypeKey, clientTypes } from "./clientTypes";
import { pick } from "./empty";
import type { ClientRepresentation, ProtocolMapper, RoleMappings, UserRepresentation } from "./types";

/** In a profile, stands for the id of the client that is created from it. */
export const clientIdPlaceholder = "{clientId}";

// --- schema ---

/**
 * Fields of a client that belong to one client, that the server fills in, or that contain a secret. No profile has
 * them.
 */
const ownFields = [
    "id",
    "clientId",
    "secret",
    "access",
    "registrationAccessToken",
    "notBefore",
    "nodeReRegistrationTimeout",
    "registeredNodes",
    "origin",
    "protocolMappers",
    "authenticationFlowBindingOverrides",
];
/** Attributes that the server fills in. */
const ownAttribute = /^(client\.secret\.|realm_client$)/;

const roles = z.strictObject({
    realm: setOf(z.string()).optional(),
    client: z.record(z.string(), setOf(z.string())).optional(),
});

const mapper = z.strictObject({
    protocol: z.string().default("openid-connect"),
    protocolMapper: z.string(),
    config: z.record(z.string(), storedText).default({}),
});

/** What a client type means in Keycloak, as captured from a client. */
export const profileSchema = z.strictObject({
    clientType: z
        .string()
        .refine((written) => clientTypeKey(written) !== undefined, {
            error: coded("CC3034", `must be one of ${Object.keys(clientTypes).join(", ")}`),
        })
        .overwrite((written) => clientTypeKey(written) ?? written)
        .optional(),
    client: z
        .record(z.string(), z.json())
        .refine((client) => !ownFields.some((field) => field in client), {
            error: (issue) =>
                coded(
                    "CC3035",
                    `must not contain ${foreignFields(issue.input)}, because a profile is for any client of its type`,
                ),
        })
        .check(checkFields)
        .overwrite(sortedLists),
    protocolMappers: z.record(z.string(), mapper).optional(),
    serviceAccount: z
        .strictObject({
            attributes: z.record(z.string(), setOf(storedText.min(1, noEmptyString))).optional(),
            roles: roles.optional(),
        })
        .optional(),
    /** Roles that its tokens may contain if it does not have full scope. */
    scope: roles.optional(),
});
export type Profile = z.output<typeof profileSchema>;
type Roles = z.output<typeof roles>;

function foreignFields(client: unknown): string {
    return ownFields.filter((field) => isRecord(client) && field in client).join(", ");
}

/** Keycloak's lists of texts are sets. */
export function sortedLists(client: Record<string, JsonValue>): Record<string, JsonValue> {
    return mapValues(client, (value) =>
        Array.isArray(value) && value.every((one) => typeof one === "string") ? sortedSet(value) : value,
    );
}

// --- whole: what a client is, as a profile ---

/** Older servers add these mappers to every client with a service account. Newer ones have a scope for it. */
export function isOfServer({ name, protocolMapper }: ProtocolMapper): boolean {
    const names = ["Client ID", "Client Host", "Client IP Address"];
    return names.includes(name) && protocolMapper === "oidc-usersessionmodel-note-mapper";
}

/** A client with its service account and scope. */
export interface WholeClient {
    client: ClientRepresentation;
    serviceAccount?: { user: UserRepresentation; roles: RoleMappings };
    scope?: RoleMappings;
}

/** Everything in a client that another one of its type would have too: no ids, no secret. */
export function toProfile({ client, serviceAccount, scope }: WholeClient, realm: string): Profile {
    const { attributes = {}, protocolMappers = [] } = client;
    const fields = Object.entries(unmarked(client)).filter(
        ([field]) => !ownFields.includes(field) && field !== "attributes",
    );
    const kept = Object.entries(attributes).filter(([attribute]) => !ownAttribute.test(attribute));
    return {
        client: sortedLists({ ...(Object.fromEntries(fields) as object), attributes: Object.fromEntries(kept) }),
        protocolMappers: Object.fromEntries(
            protocolMappers.filter((one) => !isOfServer(one)).map((one) => [one.name, ofMapper(one)]),
        ),
        ...(serviceAccount
            ? {
                  serviceAccount: {
                      attributes: mapValues(serviceAccount.user.attributes ?? {}, sortedSet),
                      roles: ofMappings(serviceAccount.roles, realm),
                  },
              }
            : {}),
        ...(scope ? { scope: ofMappings(scope, realm) } : {}),
    };
}

/** A marker belongs to one client. */
function unmarked(client: ClientRepresentation): ClientRepresentation {
    const { text, marker } = markerOf(client);
    if (marker === undefined) return client;
    const { description: _marked, ...rest } = client;
    return (text === "" ? rest : { ...rest, description: text }) as ClientRepresentation;
}

/** Keycloak's admin console shows the description. */
export function markerOf({ description }: ClientRepresentation): Marked {
    return readMarker(typeof description === "string" ? description : "");
}

function ofMapper({ protocol, protocolMapper, config }: ProtocolMapper) {
    return { protocol, protocolMapper, config };
}

function ofMappings({ realmMappings = [], clientMappings = {} }: RoleMappings, realm: string): Roles {
    const names = (mappings: { name: string }[]) => sortedSet(mappings.map(({ name }) => name));
    return {
        // All users have the default roles of the realm.
        realm: names(realmMappings).filter((name) => name !== `default-roles-${realm.toLowerCase()}`),
        client: mapValues(clientMappings, ({ mappings }) => names(mappings)),
    };
}

// --- projection: what of it is declared ---

/** The declared part of a client's profile. The rest is neither compared nor changed. */
export function declaredPart(whole: Profile, declared: Profile): Profile {
    const { clientType, client, protocolMappers, serviceAccount, scope } = declared;
    const mappers = whole.protocolMappers ?? {};
    return {
        ...(clientType === undefined ? {} : { clientType }),
        client: pick(whole.client, client),
        ...(protocolMappers ? { protocolMappers: declaredMappers(mappers, protocolMappers) } : {}),
        ...(serviceAccount
            ? {
                  serviceAccount: {
                      ...(serviceAccount.attributes
                          ? { attributes: pick(whole.serviceAccount?.attributes ?? {}, serviceAccount.attributes) }
                          : {}),
                      ...(serviceAccount.roles
                          ? { roles: declaredRoles(whole.serviceAccount?.roles ?? {}, serviceAccount.roles) }
                          : {}),
                  },
              }
            : {}),
        ...(scope ? { scope: declaredRoles(whole.scope ?? {}, scope) } : {}),
    };
}

/** All mappers; for the declared ones, the declared settings. */
function declaredMappers(whole: NonNullable<Profile["protocolMappers"]>, declared: typeof whole): typeof whole {
    return Object.fromEntries(
        Object.entries(whole).map(([name, one]) => {
            const config = own(declared, name)?.config;
            return [name, config ? { ...one, config: pick(one.config, config) } : one];
        }),
    );
}

/** Declared roles are the complete list. Clients that grant no roles count as absent. */
function declaredRoles(whole: Roles, declared: Roles): Roles {
    const held = Object.entries(whole.client ?? {}).filter(
        ([name, list]) => list.length > 0 || own(declared.client, name),
    );
    const emptied = Object.entries(declared.client ?? {}).filter(([, list]) => list.length === 0);
    return {
        ...(declared.realm ? { realm: whole.realm ?? [] } : {}),
        ...(declared.client ? { client: { ...Object.fromEntries(emptied), ...Object.fromEntries(held) } } : {}),
    };
}

// --- the client's own id ---

/** Settings of Keycloak's mappers that contain a client id. */
const clientIdSettings = ["included.client.audience", "usermodel.clientRoleMapping.clientId"];

type Path = readonly (string | number)[];

/** Places in which a text is a client id. Anywhere else it may be a word that only looks like one. */
function isClientId(path: Path): boolean {
    const [part, second, third, last = ""] = path;
    if (part === "client") return second === "name" && path.length === 2;
    if (part === "protocolMappers")
        return third === "config" && path.length === 4 && clientIdSettings.includes(String(last));
    const owners = part === "serviceAccount" ? path.slice(2) : path.slice(1);
    return (part === "scope" || second === "roles") && owners[0] === "client" && owners.length === 2;
}

/** Places with a text that equals a client's id and may be something else, for example the type. */
export function placesOf(profile: Profile, clientId: string): string[] {
    const found: string[] = [];
    const look = (value: unknown, path: Path): void => {
        if (value === clientId && !isClientId(path)) found.push(pathText(path));
        if (Array.isArray(value)) value.forEach((inner, index) => look(inner, [...path, index]));
        else if (isRecord(value)) for (const [key, inner] of Object.entries(value)) look(inner, [...path, key]);
    };
    look(profile, []);
    return found;
}

/**
 * A profile for any client, derived from that of one client.
 * @param confirmed - further places with the client's id, as {@link placesOf} names them
 */
export function forAny(profile: Profile, clientId: string, confirmed: readonly string[] = []): Profile {
    const isOwn = (path: Path) => isClientId(path) || confirmed.includes(pathText(path));
    return replaceText(profile, { from: clientId, to: clientIdPlaceholder, isOwn }) as Profile;
}

/** A profile for one client. */
export const forOne = (profile: Profile, clientId: string) =>
    replaceText(profile, { from: clientIdPlaceholder, to: clientId, isOwn: () => true }) as Profile;

/** The profile of one client, with the placeholder where the declared one has it. */
export function asDeclared(profile: Profile, declared: Profile, clientId: string): Profile {
    const restore = (value: unknown, like: unknown): unknown => {
        if (value === clientId && like === clientIdPlaceholder) return clientIdPlaceholder;
        if (Array.isArray(value))
            return Array.isArray(like) && like.includes(clientIdPlaceholder)
                ? value.map((one) => restore(one, clientIdPlaceholder))
                : value;
        if (!isRecord(value) || !isRecord(like)) return value;
        return Object.fromEntries(
            Object.entries(value).map(([key, inner]) => {
                const written =
                    key === clientId && !Object.hasOwn(like, key) && Object.hasOwn(like, clientIdPlaceholder);
                const name = written ? clientIdPlaceholder : key;
                return [name, restore(inner, own(like, name))];
            }),
        );
    };
    return restore(profile, declared) as Profile;
}

interface Replacement {
    from: string;
    to: string;
    isOwn(path: Path): boolean;
}

/** Replaces texts and keys that equal a value completely. A part of a longer text does not change. */
function replaceText(value: unknown, by: Replacement, path: Path = []): unknown {
    if (value === by.from) return by.isOwn(path) ? by.to : value;
    if (Array.isArray(value)) return value.map((one, index) => replaceText(one, by, [...path, index]));
    if (!isRecord(value)) return value;
    return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => {
            const at = [...path, key];
            return [key === by.from && by.isOwn(at) ? by.to : key, replaceText(inner, by, at)];
        }),
    );
}

function mapValues<T, R>(record: Record<string, T>, map: (value: T) => R): Record<string, R> {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
