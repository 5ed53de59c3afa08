import { present } from "./genesys/group";
import type { Tenant } from "./tenant";

/** Everything in a tenant that somebody could have changed: sorted, without secrets, versions and dates. */
export function dump(tenant: Tenant, now: number): Record<string, unknown[]> {
    const byId = <T extends { id: string }>(items: Iterable<T>) =>
        [...items].sort((a, b) => (a.id < b.id ? -1 : 1)) as T[];
    return {
        roles: byId(tenant.roles.values()).map((role) => ({ ...role, policies: role.policies.map(policyText).sort() })),
        groups: byId(tenant.groups.values())
            .filter(({ state }) => state !== "deleted")
            .map((group) => {
                const { version: _version, ...rest } = group;
                return { ...rest, members: present(group, now).sort() };
            }),
        oauthClients: byId(tenant.oauthClients.values())
            .filter(({ state }) => state !== "deleted")
            .map(({ secret: _secret, ...rest }) => rest),
        integrations: byId(tenant.integrations.values()).map(({ settledAt: _at, config, ...rest }) => {
            const { version: _version, properties, ...settings } = config;
            // The server's own order is not a change.
            const sorted = Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)));
            return { ...rest, config: { ...settings, properties: sorted } };
        }),
        grants: [...tenant.grants.values()]
            .map(
                ({ subjectId, subjectType, roleId, divisionId }) =>
                    `${subjectType} ${subjectId} ${roleId} ${divisionId}`,
            )
            .sort(),
        users: byId(tenant.users.values()),
        divisions: byId(tenant.divisions.values()),
    };
}

const policyText = (policy: { actionSet: string[] }) =>
    JSON.stringify({ ...policy, actionSet: [...policy.actionSet].sort() });
