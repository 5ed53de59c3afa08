import { z } from "zod";
import { described } from "../described";
import { nothing, page, paged, text, unused } from "../paging";
import { badRequest, notFound, Refusal } from "../refusal";
import { type Context, route } from "../route";
import { type Grant, grantKey, putGrant, type SubjectType, type Tenant } from "../tenant";
import { divisionBody } from "./division";
import { present } from "./group";
import { policiesShown } from "./policies";

const view = ["authorization:grant:view"];
const add = ["authorization:grant:add"];
const remove = ["authorization:grant:delete"];
const subjectType = z.enum(["PC_USER", "PC_GROUP", "PC_OAUTH_CLIENT"]).default("PC_USER");
const pairs = z.array(described({ roleId: z.string(), divisionId: z.string() }));
const grants = described({ grants: pairs.min(1) });

export const grantsOf = (tenant: Tenant, subjectId: string): Grant[] =>
    [...tenant.grants.values()].filter((grant) => grant.subjectId === subjectId);

export function roleDivisionsOf(tenant: Tenant, subjectId: string): { roleId: string; divisionId: string }[] {
    return grantsOf(tenant, subjectId).map(({ roleId, divisionId }) => ({ roleId, divisionId }));
}

/** Old-style permissions that allow the same, by the vendor's API description of 2018. */
const oldStyle: Readonly<Record<string, readonly string[]>> = {
    "directory:group:add": ["group_administration", "group_creation"],
    "directory:group:edit": ["group_administration"],
    "directory:group:delete": ["group_administration"],
    "authorization:role:edit": ["admin", "role_manager"],
    "authorization:role:delete": ["admin", "role_manager"],
};

/** Whether a client may do something, by any of its roles, in any division. */
export function holds(tenant: Tenant, clientId: string, permission: string): boolean {
    const [domain, entity, action] = permission.split(":");
    const fits = (own: string, wanted: string | undefined) => own === "*" || own === wanted;
    return grantsOf(tenant, clientId)
        .flatMap(({ roleId }) => tenant.roles.get(roleId) ?? [])
        .some(
            ({ policies, permissions = [] }) =>
                permissions.some((one) => oldStyle[permission]?.includes(one)) ||
                policies.some(
                    (policy) =>
                        fits(policy.domain, domain) &&
                        fits(policy.entityName, entity) &&
                        policy.actionSet.some((one) => fits(one, action)),
                ),
        );
}

export function checkRoleAndDivision(tenant: Tenant, roleId: string, divisionId: string): void {
    if (!tenant.roles.has(roleId)) throw notFound("role", roleId);
    if (divisionId !== "*" && !tenant.divisions.has(divisionId)) throw notFound("division", divisionId);
}

function subjectsOf(tenant: Tenant, type: SubjectType) {
    if (type === "PC_USER") return tenant.users;
    if (type === "PC_GROUP") return tenant.groups;
    return type === "PC_OAUTH_CLIENT" ? tenant.oauthClients : undefined;
}

function checkSubject({ tenant, settings }: Context, id: string, type: SubjectType): void {
    const state = subjectsOf(tenant, type)?.get(id)?.state;
    if (state === undefined || state === "deleted") throw notFound("subject", id);
    // That a group must allow roles is inferred from the words of the field.
    if (type === "PC_GROUP" && !tenant.groups.get(id)?.rolesEnabled && !settings.lenient)
        throw badRequest(`Roles are not enabled for the group ${id}.`);
}

/** What the audit log calls a grant. */
const grantName = (...ids: string[]): string => ids.join("--");

function give(context: Context, ids: readonly string[], type: SubjectType, pairs: [string, string][]): void {
    const { tenant } = context;
    for (const [roleId, divisionId] of pairs) checkRoleAndDivision(tenant, roleId, divisionId);
    for (const id of ids) checkSubject(context, id, type);
    for (const subjectId of ids)
        for (const [roleId, divisionId] of pairs) {
            if (tenant.grants.has(grantKey(subjectId, roleId, divisionId))) continue;
            putGrant(tenant, { subjectId, subjectType: type, roleId, divisionId });
            context.changed("Grant", "Role", roleId, grantName(subjectId, roleId, divisionId));
        }
}

function take(context: Context, subjectId: string, roleId: string, divisionId: string): void {
    if (!context.tenant.grants.delete(grantKey(subjectId, roleId, divisionId))) throw notFound("grant", subjectId);
    context.changed("Revoke", "Role", roleId, grantName(subjectId, roleId, divisionId));
}

const pairsOf = (body: z.output<typeof grants>): [string, string][] =>
    body.grants.map(({ roleId, divisionId }) => [roleId, divisionId]);

function subjectName(tenant: Tenant, { subjectId, subjectType: type }: Grant): string {
    return subjectsOf(tenant, type)?.get(subjectId)?.name ?? "";
}

/** A grant as subjects have it, without a date; those of one role in all divisions name none. */
function grantBody(context: Pick<Context, "tenant" | "settings">, { subjectId, roleId, divisionId }: Grant) {
    const { tenant, settings } = context;
    const division = tenant.divisions.get(divisionId);
    const role = tenant.roles.get(roleId);
    const policies = role && !settings.emptyPolicies ? policiesShown(context, role) : [];
    return {
        subjectId,
        division: division
            ? divisionBody(division)
            : { id: divisionId, homeDivision: false, selfUri: `/api/v2/authorization/divisions/${divisionId}` },
        role: {
            id: roleId,
            name: role?.name ?? "",
            description: role?.description ?? "",
            policies: policies.map(({ domain, entityName, actionSet: actions }) => ({ actions, domain, entityName })),
            default: role?.default ?? false,
            selfUri: `/api/v2/authorization/roles/${roleId}`,
        },
    };
}

const subjectBody = (context: Pick<Context, "tenant" | "settings">, id: string, grants: readonly Grant[]) => ({
    id,
    grants: grants.map((grant) => grantBody(context, grant)),
    version: 1,
    selfUri: `/api/v2/authorization/subjects/${id}`,
});

const subjectQuery = z.strictObject({ subjectType });
/** The second is newer than the description. Its effect is not known. */
const subjectRead = z.strictObject({ includeDuplicates: text, includeFullRoles: text });
const idOf = ({ params }: Pick<Context, "params">) => params["subjectId"] ?? "";

export const grantRoutes = [
    route("GET", "/api/v2/authorization/subjects/me", { query: subjectRead }, (context) =>
        subjectBody(context, context.caller.id, grantsOf(context.tenant, context.caller.id)),
    ),
    route("GET", "/api/v2/authorization/subjects/{subjectId}", { permissions: view, query: subjectRead }, (context) => {
        const { tenant, now } = context;
        const id = idOf(context);
        const groups = [...tenant.groups.values()].filter((group) => present(group, now).includes(id));
        // Grants through a group carry the group's id.
        const all = [id, ...groups.map((group) => group.id)].flatMap((one) => grantsOf(tenant, one));
        if (all.length === 0 && !tenant.users.has(id) && !tenant.oauthClients.has(id) && !tenant.groups.has(id))
            throw notFound("subject", id);
        return subjectBody(context, id, all);
    }),
    route(
        "POST",
        "/api/v2/authorization/subjects/{subjectId}/bulkadd",
        { permissions: add, query: subjectQuery, body: grants, status: 204 },
        (context) => give(context as Context, [idOf(context)], context.query.subjectType, pairsOf(context.body)),
    ),
    route(
        "POST",
        "/api/v2/authorization/subjects/{subjectId}/bulkremove",
        { permissions: remove, query: nothing, body: grants, status: 204 },
        (context) => {
            // It fails as a whole if a role or division was deleted.
            const id = idOf(context);
            const unwanted = new Map(
                pairsOf(context.body).map(([role, division]) => [
                    grantKey(id, role, division),
                    [role, division] as const,
                ]),
            );
            for (const [key, [role, division]] of unwanted) {
                checkRoleAndDivision(context.tenant, role, division);
                if (!context.tenant.grants.has(key)) throw notFound("grant", id);
            }
            for (const [role, division] of unwanted.values()) take(context as Context, id, role, division);
        },
    ),
    route(
        "POST",
        "/api/v2/authorization/subjects/{subjectId}/bulkreplace",
        { permissions: [...add, ...remove], query: subjectQuery, body: described({ grants: pairs }), status: 204 },
        (context) => {
            const wanted = pairsOf(context.body);
            const kept = new Set(wanted.map(([role, division]) => grantKey(idOf(context), role, division)));
            const before = grantsOf(context.tenant, idOf(context));
            give(context as Context, [idOf(context)], context.query.subjectType, wanted);
            for (const { roleId, divisionId } of before)
                if (!kept.has(grantKey(idOf(context), roleId, divisionId)))
                    take(context as Context, idOf(context), roleId, divisionId);
        },
    ),
    route(
        "POST",
        "/api/v2/authorization/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}",
        { permissions: add, query: subjectQuery, status: 204 },
        (context) => {
            const { divisionId = "", roleId = "" } = context.params;
            give(context as Context, [idOf(context)], context.query.subjectType, [[roleId, divisionId]]);
        },
    ),
    route(
        "DELETE",
        "/api/v2/authorization/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}",
        { permissions: remove, query: nothing, status: 204 },
        (context) => {
            const { divisionId = "", roleId = "" } = context.params;
            take(context as Context, idOf(context), roleId, divisionId);
        },
    ),
    route(
        "POST",
        "/api/v2/authorization/roles/{roleId}",
        {
            permissions: add,
            query: subjectQuery,
            status: 204,
            body: described({
                subjectIds: z.array(z.string()).min(1),
                divisionIds: z.array(z.string()).min(1),
            }),
        },
        (context) => {
            const { subjectIds, divisionIds } = context.body;
            const roleId = context.params["roleId"] ?? "";
            if (subjectIds.length > 100) throw new Refusal(400, "bad.request", "At most 100 subjects may be given.");
            const pairs = divisionIds.map((divisionId): [string, string] => [roleId, divisionId]);
            give(context as Context, subjectIds, context.query.subjectType, pairs);
        },
    ),
    route(
        "PUT",
        "/api/v2/authorization/roles/{roleId}/users/add",
        { permissions: add, query: nothing, body: z.array(z.string()).min(1) },
        (context) => {
            const { tenant, body, params } = context;
            const home = [...tenant.divisions.values()].find((division) => division.home)?.id ?? "";
            give(context as Context, body, "PC_USER", [[params["roleId"] ?? "", home]]);
            return body;
        },
    ),
    route(
        "PUT",
        "/api/v2/authorization/roles/{roleId}/users/remove",
        { permissions: remove, query: nothing, body: z.array(z.string()).min(1) },
        (context) => {
            const { tenant, body, params } = context;
            const roleId = params["roleId"] ?? "";
            if (!tenant.roles.has(roleId)) throw notFound("role", roleId);
            if (body.length > 100) throw new Refusal(400, "bad.request", "At most 100 users may be given.");
            for (const id of body) if (!tenant.users.has(id)) throw notFound("user", id);
            for (const { subjectId, divisionId } of [...tenant.grants.values()])
                if (body.includes(subjectId) && tenant.grants.has(grantKey(subjectId, roleId, divisionId)))
                    take(context as Context, subjectId, roleId, divisionId);
            return body;
        },
    ),
    route(
        "GET",
        "/api/v2/authorization/roles/{roleId}/subjectgrants",
        { permissions: view, query: paged(500, 25, unused) },
        ({ tenant, params, query, settings }) => {
            const role = params["roleId"] ?? "";
            if (!tenant.roles.has(role)) throw notFound("role", role);
            const bySubject = new Map<string, Grant[]>();
            for (const grant of tenant.grants.values())
                if (grant.roleId === role)
                    bySubject.set(grant.subjectId, [...(bySubject.get(grant.subjectId) ?? []), grant]);
            const all = [...bySubject].map(([id, held]) => ({
                id,
                name: held[0] ? subjectName(tenant, held[0]) : "",
                ...(settings.untypedSubjects ? {} : { type: held[0]?.subjectType }),
                divisions: held.map(({ divisionId }) => ({ id: divisionId })),
                selfUri: `/api/v2/authorization/subjects/${id}`,
            }));
            return page(all, query);
        },
    ),
];
