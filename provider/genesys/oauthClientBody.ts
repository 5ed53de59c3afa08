import { type Consequences, secretRenewed } from "../core/consequences";
import type { Models } from "purecloud-platform-client-v2";
import { z } from "zod";
import { isRecord, sortedSet } from "../core/json";
import { readMarker, writeMarker } from "../core/marker";
import { canonicalDateTime, dateTime, id, ipRange, keyedSet, marker, name, setOf } from "../core/schema";
import { allowedAddresses, allowedAddressesField } from "./allowedAddresses";
import { required, told } from "./answers/needed";
import type { ListedClient, OAuthClient as Answer } from "./answers/oauthClient";
import { tokenLifetime } from "./limits";
import { redirectUri } from "./redirectUri";
import { divisionNeeded } from "./references";
import { writable } from "./writable";

// --- facts ---

/** Our terms for the grant types, and the API's. The SDK's list spells some with `_`; the API uses `-`. */
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
    divisions: z.array(id).min(1, divisionNeeded).overwrite(sortedSet),
});
type RoleGrant = z.output<typeof roleGrant>;

export const inputs = z.strictObject({
    name,
    description: z.string().optional(),
    grantType: z.enum(Object.keys(wireGrantTypes) as [GrantType]).default("client-credentials"),
    scopes: setOf(z.string().overwrite((value) => value.trim())).optional(),
    redirectUris: setOf(redirectUri).optional(),
    allowedIpAddresses: setOf(ipRange).optional(),
    roles: keyedSet(
        roleGrant,
        ({ role, divisions }) => [role, Object.fromEntries(divisions.map((division) => [division, true]))],
        (role, divisions) => ({ role, divisions: isRecord(divisions) ? Object.keys(divisions) : [] }),
        mergeGrants,
    ).optional(),
    tokenLifetimeSeconds: tokenLifetime.optional(),
    state: z.enum(["active", "inactive"]).default("active"),
    dateToDelete: dateTime.optional(),
    rotation: z.string().optional(),
    marker,
});

export type OAuthClientInputs = z.output<typeof inputs>;
export interface OAuthClientOutputs extends OAuthClientInputs {
    clientId: string;
    /** Absent after an import, because Genesys shows it only once. */
    clientSecret?: string;
}

function mergeGrants(grants: RoleGrant[]): RoleGrant[] {
    const byRole = new Map<string, string[]>();
    for (const { role, divisions } of grants) byRole.set(role, sortedSet([...(byRole.get(role) ?? []), ...divisions]));
    return [...byRole].map(([role, divisions]) => ({ role, divisions }));
}

// --- wire ---

/** What users and systems lose by a change of an OAuth client. */
export const consequences: Consequences<keyof OAuthClientInputs & string> = {
    changed: { rotation: secretRenewed },
    removed: {
        roles: ["role is taken from it", "roles are taken from it"],
        scopes: ["scope is taken from it", "scopes are taken from it"],
        redirectUris: ["address to which it no longer sends logins", "addresses to which it no longer sends logins"],
    },
    deleted: "everything that logs in with it stops working",
    adopted: secretRenewed,
};

/** An unknown grant type is shown unchanged. */
function grantTypeFromWire(wire: string): GrantType {
    const plain = (text: string) => text.replace(/[-_]/g, "").toUpperCase();
    const found = Object.entries(wireGrantTypes).find(([, value]) => plain(value) === plain(wire));
    return (found?.[0] ?? wire) as GrantType;
}

/** The whole body for a PUT: declared values merged into the existing ones. */
export function toBody(declared: Partial<OAuthClientInputs>, current: Answer): Models.OAuthClientRequest {
    const { roleIds, scope, ...rest } = writable("oauthClient", current);
    const authorizedGrantType = grantTypeToWire(declared.grantType, current.authorizedGrantType);
    const grantType = grantTypeFromWire(authorizedGrantType);
    const hasRoles = grantType === "client-credentials" || !Object.hasOwn(wireGrantTypes, grantType);
    const roleDivisions = declared.roles?.flatMap((grant) => toWire(grant, current)) ?? current.roleDivisions;
    const body = {
        ...rest,
        name: declared.name ?? current.name,
        authorizedGrantType,
        description: writeMarker({ text: declared.description, marker: declared.marker }, current.description),
        accessTokenValiditySeconds: declared.tokenLifetimeSeconds ?? current.accessTokenValiditySeconds,
        registeredRedirectUri: declared.redirectUris ?? current.registeredRedirectUri,
        // Genesys rejects each of the two with the other's grant type. For an unknown grant type, both are sent back.
        scope: grantType === "client-credentials" ? undefined : (declared.scopes ?? scope),
        roleDivisions: hasRoles ? roleDivisions : undefined,
        // They follow from the roles with their divisions, if the answer contains those.
        roleIds: hasRoles && roleDivisions === undefined ? roleIds : undefined,
        state: stateToWrite(declared.state, current.state),
        dateToDelete: declared.dateToDelete ?? current["dateToDelete"],
        ...allowedAddressesField(declared.allowedIpAddresses, current),
    };
    return Object.fromEntries(
        Object.entries(body).filter(([, value]) => value !== undefined && value !== null),
    ) as unknown as Models.OAuthClientRequest;
}

/** A role with its divisions. An existing one is sent back unchanged. */
const toWire = ({ role, divisions }: RoleGrant, { roleDivisions = [] }: Answer) =>
    divisions.map(
        (division) =>
            roleDivisions.find(({ roleId, divisionId }) => roleId === role && divisionId === division) ?? {
                roleId: role,
                divisionId: division,
            },
    );

/** In the organization's own spelling if it stays the same. */
function grantTypeToWire(declared: GrantType | undefined, present: string | undefined): string {
    if (present !== undefined && (declared ?? grantTypeFromWire(present)) === grantTypeFromWire(present))
        return present;
    return wireGrantTypes[declared ?? "client-credentials"];
}

const instantOf = (date: string): string => canonicalDateTime(date) ?? date;

/** A client that Genesys' support has disabled is never written as active, whatever a program declares. */
const stateToWrite = (declared: string | undefined, current: string | undefined): string | undefined =>
    declared === "active" && !canBeActivated(current) ? current : (declared ?? current);

/** Only Genesys' support can undo "disabled". Not confirmed (G-61): the name of the field of addresses. */
export const isFixed = (property: string, found: unknown): boolean =>
    property === "state"
        ? !canBeActivated(found as string | undefined)
        : property.startsWith("allowedIpAddresses") && found === undefined;

const canBeActivated = (state: string | undefined): boolean =>
    state === undefined || state === "active" || state === "inactive";

export function fromBody(client: ListedClient, last: Partial<OAuthClientOutputs>): OAuthClientOutputs {
    const clientSecret = client.secret ?? last.clientSecret;
    const { text, marker: found } = readMarker(client.description);
    const field = (what: string) => `${what} of the OAuth client "${client.name ?? client.id}"`;
    const grantType = grantTypeFromWire(required(client.authorizedGrantType, field("authorizedGrantType")));
    const allowedIpAddresses = allowedAddresses(client);
    const dateToDelete = client.dateToDelete && instantOf(client.dateToDelete);
    const { accessTokenValiditySeconds: seconds } = client;
    const tokenLifetimeSeconds = told(
        seconds,
        last.tokenLifetimeSeconds,
        undefined,
        field("accessTokenValiditySeconds"),
    );
    return {
        name: required(client.name, field("name")),
        description: text,
        ...(found === undefined ? {} : { marker: found }),
        grantType,
        scopes: sortedSet(client.scope ?? []),
        redirectUris: sortedSet(client.registeredRedirectUri ?? []),
        ...(allowedIpAddresses === undefined ? {} : { allowedIpAddresses }),
        roles: rolesOf(client, grantType === "client-credentials" ? last.roles : undefined, field("roleDivisions")),
        ...(tokenLifetimeSeconds === undefined ? {} : { tokenLifetimeSeconds }),
        // Shown unchanged, including "disabled" and unknown values: a program can only declare the first two.
        state: told(client.state, last.state, "active", field("state")) as OAuthClientOutputs["state"],
        ...(dateToDelete ? { dateToDelete } : {}),
        ...(last.rotation === undefined ? {} : { rotation: last.rotation }),
        clientId: client.id,
        ...(clientSecret === undefined ? {} : { clientSecret }),
    };
}

/** A client that declares roles has some, so missing roles in an answer do not mean that it has none. */
function rolesOf(
    { roleDivisions }: ListedClient,
    declared: readonly RoleGrant[] | undefined,
    what: string,
): RoleGrant[] {
    const told = declared?.length ? required(roleDivisions, what) : (roleDivisions ?? []);
    return mergeGrants(told.map(({ roleId, divisionId }) => ({ role: roleId, divisions: [divisionId] }))).sort(
        (a, b) => (a.role < b.role ? -1 : 1),
    );
}

/** A body without the order of its sets and the spelling of its values, to compare two bodies. */
export function comparable(body: Models.OAuthClientRequest) {
    const pairs = (body.roleDivisions ?? []).map(({ roleId, divisionId }) => `${roleId} ${divisionId}`);
    return {
        ...body,
        scope: sortedSet(body.scope ?? []),
        registeredRedirectUri: sortedSet(body.registeredRedirectUri ?? []),
        roleDivisions: sortedSet(pairs),
        dateToDelete: body.dateToDelete && instantOf(body.dateToDelete),
        ...allowedAddressesField(allowedAddresses(body), body),
    };
}

/** The same for a read, which must contain the addresses if the program declares some. */
export function readBody(client: ListedClient, last: Partial<OAuthClientOutputs>): OAuthClientOutputs {
    const found = fromBody(client, last);
    if (last.allowedIpAddresses?.length)
        required(found.allowedIpAddresses, `allowedIPAddresses of the OAuth client "${found.name}"`);
    return found;
}
