import { z } from "zod";
import { found, list, nothing, page, paged, text } from "../paging";
import { badRequest, notFound } from "../refusal";
import { route } from "../route";
import type { Tenant, User } from "../tenant";
import { fits, searchBody } from "./search";

const permissions = ["directory:user:view"];

export function userBody(tenant: Tenant, user: User) {
    const { id, name, email, state, divisionId } = user;
    const { shortName } = tenant.organization;
    return {
        id,
        name,
        // Of the recorded users most have a division without a name.
        division: { id: divisionId, name: "", selfUri: `/api/v2/authorization/divisions/${divisionId}` },
        chat: { jabberId: `${id.replaceAll("-", "").slice(0, 24)}@${shortName}.orgspan.com` },
        email,
        primaryContactInfo: [{ address: email, mediaType: "EMAIL", type: "PRIMARY" }],
        addresses: [],
        state,
        username: email,
        version: 1,
        acdAutoAnswer: false,
        selfUri: `/api/v2/users/${id}`,
    };
}

const search = searchBody(["email", "name", "state", "id", "username", "divisionId"]);

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
            if (query.id !== undefined && query.id.length > 100)
                throw badRequest("Only 100 users can be requested at a time.", "max.user.ids");
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
        throw badRequest(
            "This request requires a user context. Client credentials cannot be used for requests to this resource.",
            "not.a.user",
        );
    }),
    route("GET", "/api/v2/users/{userId}", { permissions, query: z.strictObject({ expand: text }) }, (context) => {
        const user = context.tenant.users.get(context.params["userId"] ?? "");
        if (!user) throw notFound("user", context.params["userId"] ?? "");
        return userBody(context.tenant, user);
    }),
    route("POST", "/api/v2/users/search", { permissions, query: nothing, body: search }, ({ tenant, body }) => {
        // Deleted users are found by those who ask for them: CX as Code searches the state `deleted`.
        const asked = body.query.some(({ fields }) => fields.includes("state"));
        const all = [...tenant.users.values()].filter(
            (user) => (asked || user.state !== "deleted") && fits({ ...user, username: user.email }, body.query),
        );
        const order = body.sortOrder === "DESC" ? -1 : 1;
        const key = body.sortBy === "name" ? "name" : "email";
        all.sort((a, b) => order * a[key].localeCompare(b[key]));
        return found(
            "users",
            all.map((user) => userBody(tenant, user)),
            body,
        );
    }),
];
