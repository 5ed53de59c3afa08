import { addressList, type TypeMetadata } from "../core/metadata";
import { ifKnown, members, type Props, record, text } from "../core/values";
import type { OAuthClientInputs } from "./oauthClient";
import { permissionsService } from "./role.metadata";

export const oauthClient = {
    drift: [
        {
            id: "client-scope-added",
            severity: "high",
            why: "tokens of the client may do more",
            properties: ["scopes"],
            change: "added",
        },
        {
            id: "client-unrestricted",
            severity: "high",
            why: "no scope is left; that its tokens may then do nothing is not confirmed (G-69)",
            properties: ["scopes"],
            emptied: true,
        },
        {
            id: "client-redirect-added",
            severity: "high",
            why: "logins can be sent to another address",
            properties: ["redirectUris"],
            change: "added",
        },
        {
            id: "client-restricted",
            severity: "medium",
            why: "any address is declared, but the client may be used only from some",
            properties: ["allowedIpAddresses"],
            filled: true,
        },
        {
            id: "client-address-added",
            severity: "high",
            why: "the client may be used from more addresses",
            properties: ["allowedIpAddresses"],
            change: "added",
        },
        {
            id: "client-any-address",
            severity: "high",
            why: "no allowed address is left, so the client may be used from any",
            properties: ["allowedIpAddresses"],
            emptied: true,
        },
        {
            id: "client-deletion-date",
            severity: "medium",
            why: "Genesys Cloud deletes the client on another day",
            properties: ["dateToDelete"],
        },
        {
            id: "client-disabled",
            severity: "medium",
            why: "Genesys Cloud has disabled it; only its support can undo that",
            properties: ["state"],
            found: "disabled",
        },
        {
            id: "client-role-added",
            severity: "high",
            why: "the client may do more, or in more divisions",
            properties: ["roles"],
            change: "added",
        },
        {
            id: "client-token-lifetime",
            severity: "medium",
            why: "tokens of the client live longer, which guard rails limit",
            properties: ["tokenLifetimeSeconds"],
            higher: true,
        },
        {
            id: "client-grant-type",
            severity: "medium",
            why: "the client uses another way to log in",
            properties: ["grantType"],
        },
    ],
    access: ["scopes", "redirectUris", "allowedIpAddresses", "roles"],
    unmanaged: {
        suspicions: [
            {
                id: "unmanaged-client-of-role",
                severity: "high",
                why: "this client is unmanaged, and it has a role of this stack",
                because: "genesys:Role",
                fits: ({ roles }, managed) => grants(roles).some(({ role }) => managed.some(({ id }) => id === role)),
            },
        ],
        sameName: true,
        listsCaller: false,
    },
    audit: { type: "OAuthClient", service: permissionsService },
    part: "none",
    alsoListedAs: "none",
    picture: { arrows: "to", boxes: [] },
    generated: {
        usual: {
            description: "",
            grantType: "client-credentials",
            scopes: [],
            redirectUris: [],
            allowedIpAddresses: [],
            roles: [],
            tokenLifetimeSeconds: 86_400,
            state: "active",
        },
        lookup: "none",
    },
    guardRails: {
        description: ["description"],
        addresses: ({ redirectUris }) => addressList("redirectUris", members(redirectUris)),
        roles: {
            property: "roles",
            ids: ({ roles }) => grants(roles).map(({ role }) => role),
            divisions: ({ roles }) =>
                grants(roles).map(({ role, divisions }) => ({
                    path: role === undefined ? "roles.divisions" : `roles["${role}"].divisions`,
                    ids: divisions,
                })),
            toClient: () => true,
        },
    },
} satisfies TypeMetadata<OAuthClientInputs>;

/** A role and its divisions. */
interface Grant {
    /** Absent if a preview does not know it yet. */
    role?: string;
    divisions: string[];
}

/** The grants in the property `roles`, either a record by role or a list. */
function grants(value: unknown): Grant[] {
    if (!Array.isArray(value))
        return Object.entries(record(value)).map(([role, divisions]) => ({ role, divisions: members(divisions) }));
    return (value as Props[]).map((grant) => {
        const role = ifKnown(() => text(grant["role"]));
        return { ...(role === undefined ? {} : { role }), divisions: members(grant["divisions"]) };
    });
}
