import { RunError } from "@pulumi/pulumi";

/** What a platform team allows its tenants; names, hosts and permissions may hold `*`, which stands for any text. */
export interface GuardRails {
    /** Hosts that addresses may lead to, with their ports left out: `eu-cloud.emite.com`, `*.emite.com`. */
    redirectHosts: readonly string[];
    /**
     * Permissions that OAuth clients may have, each `domain:entity:action`, by the Pulumi names of the resources that
     * give them: an `OAuthClient` with roles, a `RoleAssignment` to a client. What no name matches may give none.
     */
    clientPermissions: Readonly<Record<string, readonly string[]>>;
    /** Ids of roles that are not of the stack and that OAuth clients may hold all the same. @default none */
    otherRoles?: readonly string[];
    /** Pulumi names of the resources that may give a role in all divisions. @default none */
    allDivisions?: readonly string[];
    /** The longest that a token of an OAuth client may live, 300 to 172,800 seconds. @default 86400 */
    tokenLifetimeSeconds?: number;
    /** How a description names its owner. @default /\bowner: *\S/i */
    owner?: RegExp;
}

const day = 86_400;

/** With the defaults; what is written wrong is refused, all of it at once. */
export function completed(rails: GuardRails): Required<GuardRails> {
    const problems = problemsOf(rails);
    if (problems.length > 0) {
        const message = ["the guard rails of this policy pack are not right:", ...problems].join("\n  ");
        throw Object.assign(new RunError(message), { stack: message });
    }
    return { otherRoles: [], allDivisions: [], tokenLifetimeSeconds: day, owner: /\bowner: *\S/i, ...rails };
}

function problemsOf({ redirectHosts, clientPermissions, tokenLifetimeSeconds = day }: GuardRails): string[] {
    const hosts = redirectHosts.flatMap((host, index) =>
        /^(\*\.)?[\w-]+(\.[\w-]+)*$/.test(host)
            ? []
            : [
                  `redirectHosts[${index}] must be a host, such as "eu-cloud.emite.com" or "*.emite.com"; it is "${host}"`,
              ],
    );
    const permissions = Object.entries(clientPermissions).flatMap(([name, listed]) =>
        listed
            .filter((permission) => !/^[^:\s]+:[^:\s]+:[^:\s]+$/.test(permission))
            .map(
                (permission) => `clientPermissions["${name}"] must hold domain:entity:action; it holds "${permission}"`,
            ),
    );
    const lifetime =
        tokenLifetimeSeconds >= 300 && tokenLifetimeSeconds <= 2 * day
            ? []
            : [`tokenLifetimeSeconds must be 300 to ${2 * day}; it is ${tokenLifetimeSeconds}`];
    return [...hosts, ...permissions, ...lifetime];
}

/** Whether one of the patterns matches; case does not matter. */
export function matchesAny(patterns: readonly string[], text: string): boolean {
    return patterns.some((pattern) => {
        const parts = pattern.split("*").map((part) => part.replace(/[.\\+?^${}()|[\]]/g, "\\$&"));
        return new RegExp(`^${parts.join(".*")}$`, "i").test(text);
    });
}
