import { isWithin } from "../provider/core/ipRange";
import { members, record, text } from "../provider/core/values";
import { guardRailsOf } from "../provider/metadata";
import { coded } from "../provider/transport/message";
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
        const found = host === undefined ? "does not have a recognizable host" : `leads to the host "${host}"`;
        return [
            coded("CC1406", `${path}: ${found}. It must lead to a host in redirectHosts: ${quoted(redirectHosts)}`),
        ];
    });

export const tokenLifetime: Rule = ({ token, props }, { tokenLifetimeSeconds }) => {
    if (token !== "genesys:OAuthClient") return [];
    // The default that Genesys sets for a new client.
    const seconds = Number(props["tokenLifetimeSeconds"] ?? 86_400);
    if (seconds <= tokenLifetimeSeconds) return [];
    return [coded("CC1407", `tokenLifetimeSeconds: is ${seconds}; must be ${tokenLifetimeSeconds} seconds or less`)];
};

export const clientAddresses: Rule = ({ token, props }, { clientAddresses }) => {
    const isRestricted = clientAddresses.length > 0 && token === "genesys:OAuthClient";
    if (!isRestricted || (props["grantType"] ?? "client-credentials") !== "client-credentials") return [];
    const declared = members(props["allowedIpAddresses"]);
    const rule = `Addresses must be within clientAddresses: ${quoted(clientAddresses)}`;
    if (declared.length === 0)
        return [coded("CC1408", `allowedIpAddresses: not declared, so every address is allowed. ${rule}`)];
    return declared
        .filter((address) => !clientAddresses.some((range) => isWithin(address, range)))
        .map((address) => coded("CC1409", `allowedIpAddresses: "${address}" is not allowed. ${rule}`));
};

export const allDivisions: Rule = ({ token, name, props }, { allDivisions }) => {
    if (matchesAny(allDivisions, name)) return [];
    const found = (path: string) =>
        coded(
            "CC1410",
            `${path}: is "*", which also includes divisions that are created later. List ids of divisions, or add "${name}" to allDivisions`,
        );
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
              coded(
                  "CC1411",
                  "deletionProtection: is false; must be true or left out. Deleting a provider client is permanent: " +
                      "all users that it imported become local and stay local",
              ),
          ]
        : [];

export const owner: Rule = ({ token, props }, { owner }) => {
    const path = guardRailsOf(token)?.description ?? "none";
    if (path === "none") return [];
    const value = path.reduce<unknown>((part, key) => record(part)[key], props);
    if (text(value).search(owner) >= 0) return [];
    const found = value === undefined ? "is missing" : `is ${JSON.stringify(value)}`;
    const example = "owner: team A".search(owner) >= 0 ? `, such as "owner: team A"` : "";
    return [coded("CC1412", `${path.join(".")}: ${found}; must name an owner by the pattern ${owner}${example}`)];
};
