import type { Context } from "../route";
import { policiesFor, type Policy, type Role, type Tenant } from "../tenant";

type Given = Omit<Policy, "allowConditions">;

/**
 * What the organization keeps of policies that were sent. Wildcards become today's permissions, and policies of one
 * entity without conditions become one, in the organization's own order. The vendor announced the former for June 2026.
 */
export function toPolicies(
    { tenant, settings }: Pick<Context, "tenant" | "settings">,
    given: readonly Given[],
): Policy[] {
    if (settings.keepWildcards)
        return given.map((policy) => ({ ...policy, allowConditions: policy.resourceConditionNode !== undefined }));
    const plain = given
        .filter(({ resourceConditionNode }) => resourceConditionNode === undefined)
        .flatMap(({ domain, entityName, actionSet }) =>
            actionSet.flatMap((action) => expand(tenant, domain, entityName, action)),
        );
    const conditional = given
        .filter(({ resourceConditionNode }) => resourceConditionNode !== undefined)
        .map(({ domain, entityName, actionSet, resourceConditionNode }) => ({
            domain,
            entityName,
            actionSet,
            allowConditions: true,
            resourceConditionNode,
        }));
    return [...policiesFor([...new Set(plain)].sort().reverse()), ...conditional];
}

function expand(tenant: Tenant, domain: string, entity: string, action: string): string[] {
    const asked = `${domain}:${entity}:${action}`;
    if (!asked.includes("*")) return [asked]; // accepted silently, whether it exists or not
    const pattern = new RegExp(`^${asked.replaceAll("*", "[^:]+")}$`);
    return [...tenant.permissions].filter((permission) => pattern.test(permission));
}

const isGroups = ({ domain, entityName }: Policy): boolean => domain === "directory" && entityName === "group";

/** Old-style permissions of a role as it is answered. */
export function permissionsShown(
    { settings }: Pick<Context, "settings">,
    { permissions = [], policies }: Role,
): string[] {
    const old = settings.oldStylePermissions && policies.some(isGroups) ? ["group_administration"] : [];
    return [...new Set([...permissions, ...old])];
}

/** Policies of a role as they are answered. */
export function policiesShown({ tenant, settings }: Pick<Context, "tenant" | "settings">, role: Role): Policy[] {
    const shown = role.policies.filter((policy) => !settings.oldStylePermissions || !isGroups(policy));
    const written = settings.keepWildcards && role.default ? withWildcards(tenant, shown) : shown;
    if (!settings.namedConditions) return written;
    return written.map((policy) =>
        policy.resourceConditionNode === undefined
            ? policy
            : { ...policy, resourceConditionNode: named(tenant, policy.resourceConditionNode) },
    );
}

/** A wildcard for each domain and each entity that is allowed as a whole. */
function withWildcards(tenant: Tenant, policies: readonly Policy[]): Policy[] {
    const held = new Set(
        policies.flatMap(({ domain, entityName, actionSet }) =>
            actionSet.map((one) => `${domain}:${entityName}:${one}`),
        ),
    );
    const whole = (prefix: string) => [...tenant.permissions].every((one) => !one.startsWith(prefix) || held.has(one));
    const rewritten = policies.map((policy) => {
        const { domain, entityName } = policy;
        if (policy.resourceConditionNode !== undefined) return policy;
        if (whole(`${domain}:`)) return { ...policy, entityName: "*", actionSet: ["*"] };
        return whole(`${domain}:${entityName}:`) ? { ...policy, actionSet: ["*"] } : policy;
    });
    return [...new Map(rewritten.map((one) => [JSON.stringify(one), one])).values()];
}

/**
 * Conditions with the name and the address of each object that they refer to, and with their terms in another order.
 */
function named(tenant: Tenant, node: unknown): unknown {
    if (Array.isArray(node)) return node.map((one) => named(tenant, one));
    if (typeof node !== "object" || node === null) return node;
    return Object.fromEntries(
        Object.entries(node).map(([key, value]) => {
            if (key === "terms" && Array.isArray(value)) return [key, value.map((one) => named(tenant, one)).reverse()];
            const { id } = (value ?? {}) as { id?: unknown };
            const kind = { user: "users", queue: "routing/queues", team: "teams" }[key];
            if (kind === undefined || typeof id !== "string") return [key, named(tenant, value)];
            const name = tenant.users.get(id)?.name ?? `The ${key} ${id.slice(0, 4)}`;
            return [key, { ...(value as object), name, selfUri: `/api/v2/${kind}/${id}` }];
        }),
    );
}
