import { isWithin } from "../provider/core/ipRange";
import { members, record, text } from "../provider/core/values";
import { guardRailsOf } from "../provider/metadata";
import { hostOf } from "./addresses";
import { type GuardRails, matchesAny } from "./guardRails";

/** A resource as its program declares it. */
export interface Declared {
    token: string;
    /** Its Pulumi name. */
    name: string;
    props: Readonly<Record<string, unknown>>;
}

type Rails = Required<GuardRails>;

/** What a rule reports: the path, what is wrong, and what would be correct. */
export type Rule = (resource: Declared, rails: Rails) => string[];

const quoted = (items: readonly string[]): string => items.map((item) => `"${item}"`).join(", ") || "none";

export const redirectHosts: Rule = ({ token, props }, { redirectHosts }) =>
    (guardRailsOf(token)?.addresses(props) ?? []).flatMap(({ path, address }) => {
        const host = hostOf(address);
        if (host !== undefined && matchesAny(redirectHosts, host)) return [];
        const where = host === undefined ? "to no host that could be told" : `to the host "${host}"`;
        return [`${path}: leads ${where}; must lead to one that redirectHosts allows (${quoted(redirectHosts)})`];
    });

export const tokenLifetime: Rule = ({ token, props }, { tokenLifetimeSeconds }) => {
    if (token !== "genesys:OAuthClient") return [];
    // The default that Genesys sets for a new client.
    const seconds = Number(props["tokenLifetimeSeconds"] ?? 86_400);
    if (seconds <= tokenLifetimeSeconds) return [];
    return [`tokenLifetimeSeconds: is ${seconds}; must be ${tokenLifetimeSeconds} seconds or less`];
};

export const clientAddresses: Rule = ({ token, props }, { clientAddresses }) => {
    const isRestricted = clientAddresses.length > 0 && token === "genesys:OAuthClient";
    if (!isRestricted || (props["grantType"] ?? "client-credentials") !== "client-credentials") return [];
    const declared = members(props["allowedIpAddresses"]);
    const right = `must be within what clientAddresses allows (${quoted(clientAddresses)})`;
    if (declared.length === 0) return [`allowedIpAddresses: are not declared, so any address may do; ${right}`];
    return declared
        .filter((address) => !clientAddresses.some((range) => isWithin(address, range)))
        .map((address) => `allowedIpAddresses: has "${address}"; ${right}`);
};

export const allDivisions: Rule = ({ token, name, props }, { allDivisions }) => {
    if (matchesAny(allDivisions, name)) return [];
    const found = (path: string) =>
        `${path}: is "*", all divisions and those made later; must be ids of divisions, or allDivisions must name "${name}"`;
    const roles = guardRailsOf(token)?.roles ?? "none";
    if (roles === "none") return [];
    return roles
        .divisions(props)
        .filter(({ ids }) => ids.includes("*"))
        .map(({ path }) => found(path));
};

export const providerClients: Rule = ({ token, props }) =>
    token === "eleveo:ProviderClient" && props["deletionProtection"] === false
        ? [
              "deletionProtection: is false; must be true or left out, because deleting a provider client is for ever: " +
                  "all users that it imported become local and stay local",
          ]
        : [];

export const owner: Rule = ({ token, props }, { owner }) => {
    const path = guardRailsOf(token)?.description ?? "none";
    if (path === "none") return [];
    const value = path.reduce<unknown>((part, key) => record(part)[key], props);
    if (text(value).search(owner) >= 0) return [];
    const found = value === undefined ? "is missing" : `is ${JSON.stringify(value)}`;
    const example = "owner: team A".search(owner) >= 0 ? `, such as "owner: team A"` : "";
    return [`${path.join(".")}: ${found}; must name an owner by the pattern ${owner}${example}`];
};
