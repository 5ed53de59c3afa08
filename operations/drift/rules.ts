import type { ResourceToken } from "../../provider/resources";
import { type Difference, propertyOf } from "./differences";
import type { Severity } from "./severity";

/** What a finding means. The first rule that fits decides. */
export interface Rule {
    id: string;
    severity: Severity;
    /** In words, for a reviewer. */
    why: string;
    /** @default every kind of object */
    kind?: ResourceToken;
    /** Beginnings of property paths; absent where the rule is about a whole object. */
    properties?: readonly string[];
    /** What follows the property in the path, `.client.enabled`. @default anything */
    below?: RegExp;
    change?: Difference["kind"];
    /** The value that is there. */
    found?: unknown;
    /** Whether nothing is left of a set. */
    emptied?: true;
}

/** Properties whose members each give something. */
const granted =
    "permissions policies scopes redirectUris roles members subjects divisions withoutRole sandbox profile".split(" ");
/** What a provider client's type declares. */
const profile = { kind: "eleveo:ProviderClient", properties: ["profile"] } as const;

/** High: access widens. Medium: the integration breaks. Low: everything else. */
const rules: readonly Rule[] = [
    { id: "marker", severity: "low", why: "the line that tells the stack's objects is gone", properties: ["marker"] },
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
        id: "client-unrestricted",
        severity: "high",
        why: "no scope is left; that its tokens may then do nothing is not confirmed",
        kind: "genesys:OAuthClient",
        properties: ["scopes"],
        emptied: true,
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
        ...profile,
        change: "added",
    },
    {
        id: "provider-client-login",
        severity: "high",
        why: "the client may do more, or log in in more ways",
        ...profile,
        below: /^\.client\.(publicClient|fullScopeAllowed|(standardFlow|implicitFlow|directAccessGrants|serviceAccounts|authorizationServices)Enabled)$/,
        found: true,
    },
    {
        id: "provider-client-address",
        severity: "high",
        why: "logins can be sent to other addresses",
        ...profile,
        below: /^\.client\.(redirectUris|webOrigins|rootUrl|baseUrl|adminUrl)$/,
    },
    {
        id: "provider-client-tokens",
        severity: "high",
        why: "tokens of the client say other things, or may say more",
        ...profile,
        below: /^\.(protocolMappers|client\.(default|optional)ClientScopes)/,
        change: "changed",
    },
    {
        id: "login-address",
        severity: "high",
        why: "logins are sent to another address",
        kind: "eleveo:IdentityProvider",
        properties: ["authorizationUrl", "tokenUrl", "userInfoUrl", "logoutUrl"],
    },
    {
        id: "login-hidden",
        severity: "medium",
        why: "people no longer find it, or can no longer log in with it",
        kind: "eleveo:IdentityProvider",
        properties: ["hideOnLogin", "linkOnly"],
        found: true,
    },
    {
        id: "login-check",
        severity: "high",
        why: "who gets in, and as whom, may be decided in another way",
        kind: "eleveo:IdentityProvider",
        properties: ["config", "providerId", "firstBrokerLoginFlow", "postBrokerLoginFlow", "linkOnly"],
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
        id: "login-client",
        severity: "medium",
        why: "the other product may refuse the login, or tell less of a person",
        kind: "eleveo:IdentityProvider",
        properties: ["clientId", "clientSecret", "clientAuthentication", "scopes"],
    },
    {
        id: "disabled",
        severity: "medium",
        why: "it is switched off",
        properties: ["enabled", "profile"],
        below: /^(\.client\.enabled)?$/,
        found: false,
    },
    { id: "inactive", severity: "medium", why: "it is switched off", properties: ["state"], found: "inactive" },
    {
        id: "provider-client-name",
        severity: "medium",
        why: "whoever logs in by the declared name no longer can",
        kind: "eleveo:ProviderClient",
        properties: ["name"],
    },
    {
        id: "provider-client-text",
        severity: "low",
        why: "words for people",
        ...profile,
        below: /^\.client\.(name|description)$/,
    },
    {
        id: "provider-client-changed",
        severity: "medium",
        why: "the client is no longer what its type declares",
        ...profile,
        change: "changed",
    },
    {
        id: "client-grant-type",
        severity: "medium",
        why: "the client logs in in another way",
        kind: "genesys:OAuthClient",
        properties: ["grantType"],
    },
    {
        id: "secret",
        severity: "medium",
        why: "whoever uses the declared secret can no longer log in",
        properties: ["secret", "clientSecret", "credentials"],
    },
    { id: "less-access", severity: "medium", why: "the integration may lack what was taken away", properties: granted },
];

/** What falls under no rule of properties. */
export const missing: Rule = { id: "missing", severity: "medium", why: "the integration lacks it" };
const other: Rule = {
    id: "other",
    severity: "low",
    why: "nothing says that access widens or that the integration breaks",
};

/** Of objects that nobody declared. */
const unmanagedRules: readonly Rule[] = [
    {
        id: "unmanaged-client-of-role",
        severity: "high",
        why: "nobody declared this client, and it has a role of this stack",
    },
    { id: "unmanaged-licence", severity: "medium", why: "nobody declared this role, and it gives eMite's licence" },
    { id: "unmanaged-same-address", severity: "medium", why: "nobody declared this app, and it opens the same page" },
    { id: "unmanaged-same-name", severity: "low", why: "nobody declared it, and it has a declared object's name" },
    { id: "unmanaged-provider-client", severity: "high", why: "nobody declared this client, and it logs in by itself" },
    { id: "unmanaged-identity-provider", severity: "high", why: "nobody declared this way to log in" },
    {
        id: "unmanaged-left-behind",
        severity: "medium",
        why: "it bears this stack's marker, and the stack does not know it",
    },
];

/** Every rule, with the severities that a review file sets in place of ours. */
export const allRules = (others: Readonly<Record<string, Severity>> = {}): readonly Rule[] =>
    [...rules, missing, other, ...unmanagedRules].map((rule) => ({
        ...rule,
        severity: others[rule.id] ?? rule.severity,
    }));

/** Those of some ids. */
export const rulesBy = (ids: readonly string[], among = allRules()): Rule[] =>
    among.filter(({ id }) => ids.includes(id));

/** The rule that a difference falls under. */
export function ruleFor(token: string, { path, kind, found, emptied }: Difference, among = allRules()): Rule {
    const property = propertyOf(path);
    const rest = path.slice(property.length);
    const fits = (rule: Rule): boolean =>
        rule.properties?.includes(property) === true &&
        (rule.below === undefined || rule.below.test(rest)) &&
        (rule.kind === undefined || rule.kind === token) &&
        (rule.change === undefined || rule.change === kind) &&
        (rule.found === undefined || rule.found === found) &&
        (rule.emptied === undefined || rule.emptied === emptied);
    return among.find(fits) ?? rulesBy([other.id], among)[0] ?? other;
}
