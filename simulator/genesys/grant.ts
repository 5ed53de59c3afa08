import { z } from "zod";
import { nothing, page, paged, text } from "../paging";
import { badRequest, notFound, Refusal } from "../refusal";
import { type Context, route } from "../route";
import { type Grant, grantKey, putGrant, type Role, type SubjectType, type Tenant } from "../tenant";
import { present } from "./group";

const view = ["authorization:grant:view"];
const add = ["authorization:grant:add"];
const remove = ["authorization:grant:delete"];
const subjectType = z.enum(["PC_USER", "PC_GROUP", "PC_OAUTH_CLIENT"]).default("PC_USER");
const pairs = z.array(z.strictObject({ roleId: z.string(), divisionId: z.string() }));
const grants = z.strictObject({ grants: pairs.min(1) });

export const grantsOf = (tenant: Tenant, subjectId: string): Grant[] =>
    [...tenant.grants.values()].filter((grant) => grant.subjectId === subjectId);

export function roleDivisionsOf(tenant: Tenant, subjectId: string): { roleId: string; divisionId: string }[] {
    return grantsOf(tenant, subjectId).map(({ roleId, divisionId }) => ({ roleId, divisionId }));
}

/** Permissions that a client holds through its roles, in any division. */
export function permissionsOf(tenant: Tenant, clientId: string): Set<string> {
    const roles = grantsOf(tenant, clientId).flatMap(({ roleId }) => tenant.roles.get(roleId) ?? []);
    return new Set(
        roles.flatMap(({ policies }: Role) =>
            policies.flatMap(({ domain, entityName, actionSet }) =>
                actionSet.map((action) => `${domain}:${entityName}:${action}`),
            ),
        ),
    );
}

export function checkRoleAndDivision(tenant: Tenant, roleId: string, divisionId: string): void {
    if (!tenant.roles.has(roleId)) throw notFound("role", roleId);
    if (divisionId !== "*" && !tenant.divisions.has(divisionId)) throw notFound("division", divisionId);
}

function checkSubject(tenant: Tenant, id: string, type: SubjectType): void {
    const known = { PC_USER: tenant.users, PC_GROUP: tenant.groups, PC_OAUTH_CLIENT: tenant.oauthClients }[type];
    const state = known.get(id)?.state;
    if (state === undefined || state === "deleted") throw notFound("subject", id);
    // That a group must allow roles is inferred from the words of the field.
    if (type === "PC_GROUP" && !tenant.groups.get(id)?.rolesEnabled)
        throw badRequest(`Roles are not enabled for the group ${id}.`);
}

function give(context: Context, ids: readonly string[], type: SubjectType, pairs: [string, string][]): void {
    const { tenant, now } = context;
    for (const [roleId, divisionId] of pairs) checkRoleAndDivision(tenant, roleId, divisionId);
    for (const id of ids) checkSubject(tenant, id, type);
    for (const subjectId of ids)
        for (const [roleId, divisionId] of pairs) {
            if (tenant.grants.has(grantKey(subjectId, roleId, divisionId))) continue;
            putGrant(tenant, { subjectId, subjectType: type, roleId, divisionId }, now);
            context.changed("Grant", "Role", roleId, `${tenant.roles.get(roleId)?.name} to ${subjectId}`);
        }
}

function take(context: Context, subjectId: string, roleId: string, divisionId: string): void {
    if (!context.tenant.grants.delete(grantKey(subjectId, roleId, divisionId))) throw notFound("grant", subjectId);
    context.changed("Revoke", "Role", roleId, `${context.tenant.roles.get(roleId)?.name} from ${subjectId}`);
}

const pairsOf = (body: z.output<typeof grants>): [string, string][] =>
    body.grants.map(({ roleId, divisionId }) => [roleId, divisionId]);

function subjectName(tenant: Tenant, { subjectId, subjectType: type }: Grant): string {
    const known = { PC_USER: tenant.users, PC_GROUP: tenant.groups, PC_OAUTH_CLIENT: tenant.oauthClients }[type];
    return known.get(subjectId)?.name ?? "";
}

const subjectQuery = z.strictObject({ subjectType });
const idOf = ({ params }: Pick<Context, "params">) => params["subjectId"] ?? "";

export const grantRoutes = [
    route(
        "GET",
        "/api/v2/authorization/subjects/me",
        { query: z.strictObject({ includeDuplicates: text }) },
        ({ tenant, caller }) => ({
            id: caller.id,
            name: caller.name,
            version: 1,
            grants: grantsOf(tenant, caller.id).map(({ roleId, divisionId, at }) => {
                const role = tenant.roles.get(roleId);
                return {
                    subjectId: caller.id,
                    division: { id: divisionId, name: tenant.divisions.get(divisionId)?.name ?? divisionId },
                    role: {
                        id: roleId,
                        name: role?.name ?? "",
                        policies: (role?.policies ?? []).map(({ domain, entityName, actionSet }) => ({
                            domain,
                            entityName,
                            actions: actionSet,
                        })),
                    },
                    grantMadeAt: new Date(at).toISOString(),
                };
            }),
        }),
    ),
    route(
        "GET",
        "/api/v2/authorization/subjects/{subjectId}",
        { permissions: view, query: z.strictObject({ includeDuplicates: text }) },
        (context) => {
            const { tenant, now } = context;
            const id = idOf(context);
            const groups = [...tenant.groups.values()].filter((group) => present(group, now).includes(id));
            // Grants through a group carry the group's id.
            const all = [id, ...groups.map((group) => group.id)].flatMap((one) => grantsOf(tenant, one));
            if (all.length === 0 && !tenant.users.has(id) && !tenant.oauthClients.has(id) && !tenant.groups.has(id))
                throw notFound("subject", id);
            return {
                id,
                version: 1,
                grants: all.map(({ subjectId, roleId, divisionId, at }) => ({
                    subjectId,
                    division: { id: divisionId, name: tenant.divisions.get(divisionId)?.name ?? divisionId },
                    role: { id: roleId, name: tenant.roles.get(roleId)?.name ?? "" },
                    grantMadeAt: new Date(at).toISOString(),
                })),
            };
        },
    ),
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
            // It fails as a whole if one role or division is gone.
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
        { permissions: [...add, ...remove], query: subjectQuery, body: z.strictObject({ grants: pairs }), status: 204 },
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
            body: z.strictObject({
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
        { permissions: view, query: paged(500, 25, { sortBy: text, expand: text }) },
        ({ tenant, params, query }) => {
            const role = params["roleId"] ?? "";
            if (!tenant.roles.has(role)) throw notFound("role", role);
            const bySubject = new Map<string, Grant[]>();
            for (const grant of tenant.grants.values())
                if (grant.roleId === role)
                    bySubject.set(grant.subjectId, [...(bySubject.get(grant.subjectId) ?? []), grant]);
            const all = [...bySubject].map(([id, held]) => ({
                id,
                name: held[0] ? subjectName(tenant, held[0]) : "",
                type: held[0]?.subjectType,
                divisions: held.map(({ divisionId }) => ({ id: divisionId })),
            }));
            return page(all, query);
        },
    ),
];
