import { z } from "zod";
import { list, page, paged, text } from "../paging";
import { nothing } from "../paging";
import { badRequest, notFound, Refusal } from "../refusal";
import { route } from "../route";
import type { Tenant, User } from "../tenant";

const permissions = ["directory:user:view"];

export function userBody(tenant: Tenant, user: User) {
    const { id, name, email, state, divisionId } = user;
    return {
        id,
        name,
        email,
        username: email,
        state,
        version: 1,
        division: { id: divisionId, name: tenant.divisions.get(divisionId)?.name ?? "" },
    };
}

const criterion = z.strictObject({
    type: z.enum(["EXACT", "STARTS_WITH", "CONTAINS", "TERM", "TERMS"]),
    fields: z.array(z.enum(["email", "name", "state", "id", "username", "divisionId"])).min(1),
    value: text,
    values: z.array(z.string()).optional(),
});

const search = z.strictObject({
    pageSize: z.number().int().min(1).max(100).default(25),
    pageNumber: z.number().int().min(1).default(1),
    sortBy: text,
    sortOrder: z.enum(["ASC", "DESC", "SCORE"]).optional(),
    query: z.array(criterion).min(1),
});

function matches(user: User, { type, fields, value, values }: z.output<typeof criterion>): boolean {
    if (type !== "EXACT") throw badRequest(`This simulator searches EXACT only, not ${type}.`);
    const wanted = [...(values ?? []), ...(value === undefined ? [] : [value])].map((one) => one.toLowerCase());
    return fields.some((field) => {
        const own = field === "username" ? user.email : user[field];
        return wanted.includes(own.toLowerCase());
    });
}

export const userRoutes = [
    route(
        "GET",
        "/api/v2/users",
        {
            permissions,
            query: paged(500, 25, {
                id: list,
                state: z.enum(["active", "inactive", "deleted", "any"]).default("active"),
                sortOrder: text,
                expand: text,
                jabberId: text,
                integrationPresenceSource: text,
            }),
        },
        ({ tenant, query }) => {
            if (query.id !== undefined && query.id.length > 100) throw badRequest("At most 100 ids may be given.");
            const all = [...tenant.users.values()].filter(
                ({ id, state }) =>
                    (query.state === "any" || state === query.state) &&
                    (query.id === undefined || query.id.includes(id)),
            );
            return page(
                all.map((user) => userBody(tenant, user)),
                query,
            );
        },
    ),
    route("GET", "/api/v2/users/me", { query: z.strictObject({ expand: text }) }, () => {
        throw new Refusal(
            400,
            "bad.request",
            "This request requires a user context. Client credentials cannot be used.",
        );
    }),
    route("GET", "/api/v2/users/{userId}", { permissions, query: z.strictObject({ expand: text }) }, (context) => {
        const user = context.tenant.users.get(context.params["userId"] ?? "");
        if (!user) throw notFound("user", context.params["userId"] ?? "");
        return userBody(context.tenant, user);
    }),
    route("POST", "/api/v2/users/search", { permissions, query: nothing, body: search }, ({ tenant, body }) => {
        const found = [...tenant.users.values()].filter(
            (user) => user.state !== "deleted" && body.query.every((one) => matches(user, one)),
        );
        found.sort((a, b) => a.email.localeCompare(b.email));
        const { entities, ...rest } = page(
            found.map((user) => userBody(tenant, user)),
            body,
        );
        return { ...rest, types: ["users"], ...(entities.length > 0 ? { results: entities } : {}) };
    }),
];
