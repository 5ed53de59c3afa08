import { RunError } from "@pulumi/pulumi";
import { canonicalRange } from "../provider/core/ipRange";
import { matchesWildcard } from "../provider/core/wildcard";
import { coded } from "../provider/transport/message";

/** What a platform team allows its tenants. Names, hosts and permissions may contain `*`, which stands for any text. */
export interface GuardRails {
    /** Hosts that addresses may point to, without their ports: `eu-cloud.emite.com`, `*.emite.com`. */
    redirectHosts: readonly string[];
    /**
     * Permissions that OAuth clients may have, each `domain:entity:action`, by the Pulumi names of the resources that
     * grant them: an `OAuthClient` with roles, a `RoleAssignment` to a client. A resource that no name matches may
     * grant none.
     */
    clientPermissions: Readonly<Record<string, readonly string[]>>;
    /** Ids of roles outside the stack that OAuth clients may also hold. @default none */
    otherRoles?: readonly string[];
    /** Pulumi names of the resources that may grant a role in all divisions. @default none */
    allDivisions?: readonly string[];
    /** The longest token life of an OAuth client, 300 to 172,800 seconds. @default 86400 */
    tokenLifetimeSeconds?: number;
    /**
     * Where client-credentials clients may be used from: IP addresses and CIDR ranges. Each such client must declare
     * allowed IP addresses within them. @default anywhere
     */
    clientAddresses?: readonly string[];
    /** How a description names its owner. @default /\bowner: *\S/i */
    owner?: RegExp;
}

const day = 86_400;

/** The guard rails with their defaults. Rejects invalid ones, all in one error. */
export function completed(rails: GuardRails): Required<GuardRails> {
    const problems = problemsOf(rails);
    if (problems.length > 0) {
        const message = coded(
            "CC1401",
            ["the guard rails of this policy pack are not valid:", ...problems].join("\n  "),
        );
        throw Object.assign(new RunError(message), { stack: message });
    }
    const none = { otherRoles: [], allDivisions: [], clientAddresses: [] };
    return { ...none, tokenLifetimeSeconds: day, owner: /\bowner: *\S/i, ...rails };
}

function problemsOf(rails: GuardRails): string[] {
    const { redirectHosts, clientPermissions, clientAddresses = [], tokenLifetimeSeconds = day } = rails;
    const hosts = redirectHosts.flatMap((host, index) =>
        /^(\*\.)?[\w-]+(\.[\w-]+)*$/.test(host)
            ? []
            : [
                  coded(
                      "CC1402",
                      `redirectHosts[${index}] must be a host, such as "eu-cloud.emite.com" or "*.emite.com"; it is "${host}"`,
                  ),
              ],
    );
    const permissions = Object.entries(clientPermissions).flatMap(([name, listed]) =>
        listed
            .filter((permission) => !/^[^:\s]+:[^:\s]+:[^:\s]+$/.test(permission))
            .map((permission) =>
                coded(
                    "CC1403",
                    `clientPermissions["${name}"] must list permissions as domain:entity:action; it lists "${permission}"`,
                ),
            ),
    );
    const addresses = clientAddresses.flatMap((address, index) =>
        canonicalRange(address) === undefined
            ? [coded("CC1404", `clientAddresses[${index}] must be an IP address or a CIDR range; it is "${address}"`)]
            : [],
    );
    const lifetime =
        tokenLifetimeSeconds >= 300 && tokenLifetimeSeconds <= 2 * day
            ? []
            : [coded("CC1405", `tokenLifetimeSeconds must be 300 to ${2 * day}; it is ${tokenLifetimeSeconds}`)];
    return [...hosts, ...permissions, ...addresses, ...lifetime];
}

/** Whether one of the patterns matches; case does not matter. */
export function matchesAny(patterns: readonly string[], text: string): boolean {
    return patterns.some((pattern) => matchesWildcard(pattern, text));
}
