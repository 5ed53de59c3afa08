import type { ResourceToken } from "../resources";
import type { Difference } from "./differences";

export type Severity = "high" | "medium" | "low";

/** What a difference means. The first rule that fits decides. */
export interface Rule {
    id: string;
    severity: Severity;
    /** In words, for a reviewer. */
    why: string;
    /** @default every kind of object */
    kind?: ResourceToken;
    /** Beginnings of property paths. @default every property */
    properties?: readonly string[];
    change?: Difference["kind"];
    /** The value that is there. */
    found?: unknown;
}

/** High: access widens. Medium: the integration breaks. Low: everything else. */
export const rules: readonly Rule[] = [
    {
        id: "marker",
        severity: "low",
        why: "the line that tells the stack's objects is gone",
        properties: ["marker"],
    },
    {
        id: "role-permission-added",
        severity: "high",
        why: "whoever holds the role may do more",
        kind: "genesys:Role",
        properties: ["permissions", "policies"],
        change: "added",
    },
    {
        id: "role-policy-changed",
        severity: "high",
        why: "the conditions of a permission are other ones",
        kind: "genesys:Role",
        properties: ["policies"],
        change: "changed",
    },
    {
        id: "client-scope-added",
        severity: "high",
        why: "tokens of the client may do more",
        kind: "genesys:OAuthClient",
        properties: ["scopes"],
        change: "added",
    },
    {
        id: "client-redirect-added",
        severity: "high",
        why: "logins can be sent to another address",
        kind: "genesys:OAuthClient",
        properties: ["redirectUris"],
        change: "added",
    },
    {
        id: "client-role-added",
        severity: "high",
        why: "the client may do more, or in more divisions",
        kind: "genesys:OAuthClient",
        properties: ["roles"],
        change: "added",
    },
    {
        id: "group-owner-added",
        severity: "high",
        why: "more people decide who is a member",
        kind: "genesys:Group",
        properties: ["owners"],
        change: "added",
    },
    {
        id: "member-added",
        severity: "high",
        why: "more people have what the group gives",
        kind: "genesys:GroupMembership",
        properties: ["members"],
        change: "added",
    },
    {
        id: "role-holder-left",
        severity: "high",
        why: "has left and still holds the role",
        kind: "genesys:RoleAssignment",
        properties: ["noLongerActive"],
        change: "added",
    },
    {
        id: "role-assignment-added",
        severity: "high",
        why: "more people hold the role, or in more divisions",
        kind: "genesys:RoleAssignment",
        properties: ["subjects", "divisions"],
        change: "added",
    },
    {
        id: "app-unrestricted",
        severity: "high",
        why: "the groups and queues whose members see the application are other ones",
        kind: "genesys:ClientApp",
        properties: ["groups", "queues"],
    },
    {
        id: "app-option-added",
        severity: "high",
        why: "the page may do more in the browser",
        kind: "genesys:ClientApp",
        properties: ["sandbox", "permissions"],
        change: "added",
    },
    {
        id: "app-address",
        severity: "high",
        why: "agents get another page",
        kind: "genesys:ClientApp",
        properties: ["url"],
    },
    {
        id: "provider-client-access",
        severity: "high",
        why: "the client may do more, or log in in more ways",
        kind: "eleveo:ProviderClient",
        properties: ["profile"],
        change: "added",
    },
    {
        id: "login-address",
        severity: "high",
        why: "logins are sent to another address",
        kind: "eleveo:IdentityProvider",
        properties: ["authorizationUrl", "tokenUrl", "userInfoUrl", "config"],
    },
    {
        id: "login-trust",
        severity: "high",
        why: "addresses that nobody verified count as verified",
        kind: "eleveo:IdentityProvider",
        properties: ["trustEmail"],
        found: true,
    },
    {
        id: "disabled",
        severity: "medium",
        why: "it is switched off",
        properties: ["enabled"],
        found: false,
    },
    {
        id: "inactive",
        severity: "medium",
        why: "it is switched off",
        properties: ["state"],
        found: "inactive",
    },
    {
        id: "secret",
        severity: "medium",
        why: "whoever uses the declared secret can no longer log in",
        properties: ["secret", "clientSecret", "credentials", "clientId"],
    },
    {
        id: "less-access",
        severity: "medium",
        why: "the integration may lack what was taken away",
        properties: [
            "permissions",
            "policies",
            "scopes",
            "redirectUris",
            "roles",
            "members",
            "subjects",
            "divisions",
            "withoutRole",
            "sandbox",
            "profile",
        ],
    },
];

export const missing: Rule = { id: "missing", severity: "medium", why: "the integration lacks it" };
export const other: Rule = {
    id: "other",
    severity: "low",
    why: "nothing says that access widens or that the integration breaks",
};

/** The rule that a difference falls under. */
export function ruleFor(token: string, { path, kind, found }: Difference): Rule {
    const property = /^\w+/.exec(path)?.[0] ?? path;
    const fits = (rule: Rule): boolean =>
        (rule.kind === undefined || rule.kind === token) &&
        (rule.properties === undefined || rule.properties.includes(property)) &&
        (rule.change === undefined || rule.change === kind) &&
        (rule.found === undefined || rule.found === found);
    return rules.find(fits) ?? other;
}
