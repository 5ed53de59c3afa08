import { z } from "zod";
import { propertyChanges } from "../change";
import { described, describedObject, foreignFields, keepForeign } from "../described";
import { flag, list, nothing, page, paged, text, unused } from "../paging";
import { badRequest, notFound, Refusal } from "../refusal";
import { type Context, inList, listed, route } from "../route";
import type { Role, Tenant } from "../tenant";
import { permissionsShown, policiesShown, toPolicies } from "./policies";

const policy = described({
    domain: z.string(),
    entityName: z.string(),
    policyName: text,
    policyDescription: text,
    actionSet: z.array(z.string()).min(1),
    namedResources: z.array(z.string()).optional(),
    allowConditions: z.boolean().optional(),
    resourceConditionNode: z.record(z.string(), z.json()).optional(),
});
const common = {
    description: text,
    /** On PUT it was described until 2022. */
    defaultRoleId: text,
    permissions: z.array(z.string()).optional(),
    permissionPolicies: z.array(policy).optional(),
};
/** What the vendor computes. */
const computed = [
    "unusedPermissions",
    "userCount",
    "roleNeedsUpdate",
    "baseLicense",
    "addonLicenses",
    "dateLicenseLastUpdated",
    "default",
    "base",
    "selfUri",
];
const name = z.string().min(1);
const create = describedObject({ name, ...common }, { ignored: ["id", ...computed] });
const update = describedObject({ id: text, name, ...common }, { ignored: computed });
const patch = describedObject({ id: text, name: name.optional(), ...common }, { ignored: computed });

/** Users who hold a role directly, but not through a group. */
function holders(tenant: Tenant, roleId: string) {
    const direct = [...tenant.grants.values()].filter(
        (grant) => grant.roleId === roleId && grant.subjectType === "PC_USER",
    );
    return [...new Set(direct.map(({ subjectId }) => subjectId))].flatMap((id) => tenant.users.get(id) ?? []);
}

/** The count of users, which is slow at the vendor, is returned unless it is declined. */
function roleBody(context: Pick<Context, "tenant" | "settings">, role: Role, userCount = true) {
    return {
        ...role.more,
        ...(userCount ? { userCount: holders(context.tenant, role.id).length } : {}),
        id: role.id,
        name: role.name,
        description: role.description,
        ...(role.defaultRoleId === undefined ? {} : { defaultRoleId: role.defaultRoleId }),
        permissions: permissionsShown(context, role),
        permissionPolicies: policiesShown(context, role),
        default: role.default,
        base: false,
        roleNeedsUpdate: false,
        selfUri: `/api/v2/authorization/roles/${role.id}`,
    };
}

/** What the audit log tells of a role; the names of its properties there are not confirmed (G-34). */
const audited = ({ name, description, policies, permissions = [] }: Role) => ({
    name,
    description,
    permissions,
    permissionPolicies: policies.flatMap(({ domain, entityName, actionSet }) =>
        actionSet.map((action) => `${domain}:${entityName}:${action}`),
    ),
});

function roleOf({ tenant, params }: Pick<Context, "tenant" | "params">): Role {
    const role = tenant.roles.get(params["roleId"] ?? "");
    if (!role) throw notFound("role", params["roleId"] ?? "");
    return role;
}

const allows = (role: Role, permission: string): boolean =>
    role.policies.some(({ domain, entityName, actionSet }) =>
        actionSet.some((action) => `${domain}:${entityName}:${action}` === permission),
    );

/** That names are unique is an assumption, and the stricter one. */
function checkName(tenant: Tenant, name: string, self?: string): void {
    if ([...tenant.roles.values()].some((role) => role.name === name && role.id !== self))
        throw new Refusal(409, "general.conflict", `A role with the name ${name} exists.`);
}

const path = "/api/v2/authorization/roles/{roleId}";

export const roleRoutes = [
    route(
        "GET",
        "/api/v2/authorization/roles",
        {
            permissions: ["authorization:role:view"],
            query: paged(100, 25, {
                name: text,
                id: list,
                permission: list,
                defaultRoleId: list,
                userCount: flag,
                ...unused,
            }),
        },
        (context) => {
            const { tenant, query } = context;
            if (query.id !== undefined && query.id.length > 100)
                throw badRequest("Only 100 roles can be requested at a time.", "max.role.ids");
            const prefix = query.name?.endsWith("*") ? query.name.slice(0, -1) : undefined;
            const all = listed(context, tenant.roles.values()).filter(
                (role) =>
                    (query.permission === undefined || query.permission.every((one) => allows(role, one))) &&
                    // The default roles of this tenant are recognized by their names.
                    (query.defaultRoleId === undefined ||
                        query.defaultRoleId.includes(role.defaultRoleId ?? (role.default ? role.name : ""))) &&
                    (query.id === undefined || query.id.includes(role.id)) &&
                    (query.name === undefined ||
                        (prefix === undefined ? role.name === query.name : role.name.startsWith(prefix))),
            );
            const bodies = all.map((role) => roleBody(context, role, query.userCount));
            return page(inList(context, bodies, ["permissionPolicies"]), query);
        },
    ),
    route(
        "POST",
        "/api/v2/authorization/roles",
        { permissions: ["authorization:role:add"], query: nothing, body: create },
        (context) => {
            const { tenant, body, changed } = context;
            checkName(tenant, body.name);
            foreignFields(body, create);
            const role: Role = {
                id: tenant.nextId(),
                name: body.name,
                description: body.description ?? "",
                default: false,
                policies: toPolicies(context, body.permissionPolicies ?? []),
                permissions: body.permissions ?? [],
                ...(body.defaultRoleId === undefined ? {} : { defaultRoleId: body.defaultRoleId }),
            };
            tenant.roles.set(role.id, role);
            changed("Create", "Role", role.id, role.name);
            return roleBody(context, role);
        },
    ),
    route(
        "GET",
        path,
        { permissions: ["authorization:role:view"], query: z.strictObject({ userCount: flag, expand: text }) },
        (context) => roleBody(context, roleOf(context), context.query.userCount),
    ),
    route(
        "GET",
        `${path}/users`,
        { query: paged(500, 25, {}), withoutAddresses: true }, // The vendor's documents name no permission for it.
        (context) => {
            const users = holders(context.tenant, roleOf(context).id);
            return page(
                users.map(({ id }) => ({ id, selfUri: `/api/v2/users/${id}` })),
                context.query,
            );
        },
    ),
    // It marks a role for an update, and changes nothing that is kept here.
    route("PATCH", path, { permissions: ["authorization:role:edit"], query: nothing, body: patch }, (context) => {
        const role = roleOf(context);
        foreignFields(context.body, patch, role.more);
        return roleBody(context, role);
    }),
    route("PUT", path, { permissions: ["authorization:role:edit"], query: nothing, body: update }, (context) => {
        const { tenant, body } = context;
        const role = roleOf(context);
        if (body.id !== undefined && body.id !== role.id) throw badRequest("The id in the body is another role's.");
        if (role.default && body.name !== role.name) throw badRequest("The name of a default role cannot change.");
        checkName(tenant, body.name, role.id);
        const more = foreignFields(body, update, role.more);
        const before = audited(role);
        role.name = body.name;
        role.description = body.description ?? "";
        role.policies = toPolicies(context, body.permissionPolicies ?? []);
        role.permissions = body.permissions ?? [];
        if (body.defaultRoleId !== undefined) role.defaultRoleId = body.defaultRoleId;
        keepForeign(role, more);
        context.changed("Update", "Role", role.id, role.name, propertyChanges(before, audited(role)));
        return roleBody(context, role);
    }),
    route("DELETE", path, { permissions: ["authorization:role:delete"], query: nothing, status: 204 }, (context) => {
        const role = roleOf(context);
        if (role.default) throw badRequest("A default role cannot be deleted.");
        context.tenant.roles.delete(role.id);
        for (const [key, { roleId }] of context.tenant.grants)
            if (roleId === role.id) context.tenant.grants.delete(key);
        context.changed("Delete", "Role", role.id, role.name);
    }),
];
