import type { Models } from "purecloud-platform-client-v2";
import { z } from "zod";
import { isRecord, sortedSet } from "../core/json";
import { readMarker, writeMarker } from "../core/marker";
import {
    canonicalDateTime,
    dateTime,
    httpsUrl,
    id,
    ipRange,
    keyedSet,
    marker,
    name,
    setOf,
    wholeNumber,
} from "../core/schema";
import { allowedAddresses, allowedAddressesField } from "./allowedAddresses";
import { required } from "./answers";

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

export const inputs = z.strictObject({
    name,
    description: z.string().optional(),
    grantType: z.enum(Object.keys(wireGrantTypes) as [GrantType]).default("client-credentials"),
    scopes: setOf(z.string().overwrite((value) => value.trim())).optional(),
    redirectUris: setOf(httpsUrl).optional(),
    allowedIpAddresses: setOf(ipRange).optional(),
    roles: keyedSet(
        roleGrant,
        ({ role, divisions }) => [role, Object.fromEntries(divisions.map((division) => [division, true]))],
        (role, divisions) => ({ role, divisions: isRecord(divisions) ? Object.keys(divisions) : [] }),
        mergeGrants,
    ).optional(),
    // Genesys: 300 s to two days; only SCIM clients may have more, and those are not covered here.
    tokenLifetimeSeconds: wholeNumber(300, 172_800, "seconds").optional(),
    state: z.enum(["active", "inactive"]).default("active"),
    dateToDelete: dateTime.optional(),
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

// --- wire ---

function grantTypeFromWire(wire: string): GrantType {
    const plain = wire.replace(/[-_]/g, "").toUpperCase();
    const found = Object.entries(wireGrantTypes).find(([, value]) => value.replace("-", "") === plain);
    return (found?.[0] ?? wire.toLowerCase()) as GrantType;
}

/** The whole body, as PUT wants it: what is declared, over what is there. */
export function toBody(
    declared: Partial<OAuthClientInputs>,
    current: Partial<Models.OAuthClient>,
): Models.OAuthClientRequest {
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
        state: stateToWrite(declared.state, current.state),
        dateToDelete: declared.dateToDelete ?? current.dateToDelete,
        ...allowedAddressesField(declared.allowedIpAddresses, current),
    };
    return {
        name: declared.name ?? current.name ?? "",
        authorizedGrantType: wireGrantTypes[grantType],
        ...(Object.fromEntries(
            Object.entries(optional).filter(([, value]) => value !== undefined && value !== null),
        ) as Partial<Models.OAuthClientRequest>),
    };
}

const instantOf = (date: string): string => canonicalDateTime(date) ?? date;

/** A client that Genesys' support has disabled is never written as active, whatever a program declares. */
const stateToWrite = (declared: string | undefined, current: string | undefined): string | undefined =>
    declared === "active" && !canBeActivated(current) ? current : (declared ?? current);

const canBeActivated = (state: string | undefined): boolean =>
    state === undefined || state === "active" || state === "inactive";

export function fromBody(client: Models.OAuthClient, last: Partial<OAuthClientOutputs>): OAuthClientOutputs {
    const clientSecret = client.secret ?? last.clientSecret;
    const { text, marker: found } = readMarker(client.description);
    const allowedIpAddresses = allowedAddresses(client);
    const dateToDelete = client.dateToDelete && instantOf(client.dateToDelete);
    return {
        name: client.name,
        description: text,
        ...(found === undefined ? {} : { marker: found }),
        grantType: grantTypeFromWire(client.authorizedGrantType),
        scopes: sortedSet(client.scope ?? []),
        redirectUris: sortedSet(client.registeredRedirectUri ?? []),
        ...(allowedIpAddresses === undefined ? {} : { allowedIpAddresses }),
        roles: mergeGrants(
            (client.roleDivisions ?? []).map(({ roleId, divisionId }) => ({ role: roleId, divisions: [divisionId] })),
        ).sort((a, b) => (a.role < b.role ? -1 : 1)),
        ...(client.accessTokenValiditySeconds === undefined
            ? {}
            : { tokenLifetimeSeconds: client.accessTokenValiditySeconds }),
        // Shown as it is, also "disabled" and what is not known: a program can only declare the first two.
        state: (client.state ?? "active") as OAuthClientOutputs["state"],
        ...(dateToDelete ? { dateToDelete } : {}),
        ...(last.rotation === undefined ? {} : { rotation: last.rotation }),
        clientId: required(client.id, "OAuth client id"),
        ...(clientSecret === undefined ? {} : { clientSecret }),
    };
}

/** A body without the order of its sets and the spelling of its values, to see whether two are the same. */
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
