import type { Context } from "../route";
import type { Tenant, User } from "../tenant";

/** Roles and permissions of a user, in any division. */
export function authorizationOf(tenant: Tenant, userId: string) {
    const held = [...tenant.grants.values()].filter(({ subjectId }) => subjectId === userId);
    const roles = [...new Set(held.map(({ roleId }) => roleId))].flatMap((id) => tenant.roles.get(id) ?? []);
    const policies = roles.flatMap((role) => role.policies);
    const permissions = policies.flatMap(({ domain, entityName, actionSet }) =>
        actionSet.map((action) => `${domain}:${entityName}:${action}`),
    );
    return {
        roles: roles.map(({ id, name }) => ({ id, name })),
        unusedRoles: [],
        permissions: [...new Set([...roles.flatMap((role) => role.permissions ?? []), ...permissions])],
        permissionPolicies: policies.map(({ domain, entityName, allowConditions, actionSet }) => ({
            domain,
            entityName,
            allowConditions,
            actionSet,
        })),
    };
}

const nothing = () => [];

/** What `expand` adds to a user. Other values are accepted, and add nothing. */
const expansions: Readonly<Record<string, (context: Pick<Context, "tenant" | "now">, user: User) => unknown>> = {
    authorization: ({ tenant }, { id }) => authorizationOf(tenant, id),
    groups: ({ tenant, now }, { id }) =>
        [...tenant.groups.values()]
            .filter(({ members }) => {
                const member = members.get(id);
                return member !== undefined && member.from <= now && now < member.until;
            })
            .map((group) => ({ id: group.id, selfUri: `/api/v2/groups/${group.id}` })),
    skills: nothing,
    languages: nothing,
    locations: nothing,
    profileSkills: nothing,
    certifications: nothing,
};

/** The fields that `expand` adds. */
export const expanded = (context: Pick<Context, "tenant" | "now">, user: User, expand: readonly string[] = []) =>
    Object.fromEntries(
        expand
            .filter((name) => Object.hasOwn(expansions, name))
            .map((name) => [name, expansions[name]?.(context, user)]),
    );
