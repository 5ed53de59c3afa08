import { z } from "zod";
import { found, list, nothing, page, paged, text } from "../paging";
import { badRequest, notFound } from "../refusal";
import { type Context, route } from "../route";
import { putGrant, type User } from "../tenant";
import { searched, userSearch } from "./search";
import { authorizationOf, expanded } from "./userExpansion";

const permissions = ["directory:user:view"];

export function userBody(context: Pick<Context, "tenant" | "now">, user: User, expand?: readonly string[]) {
    const { id, name, email, state, divisionId } = user;
    const { shortName } = context.tenant.organization;
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
        ...expanded(context, user, expand),
        selfUri: `/api/v2/users/${id}`,
    };
}

const asked = { expand: list, integrationPresenceSource: text, userCustomAttributeSchemaIds: list };

/** What a search sees of a user. */
const searchable = ({ id, name, email, state, divisionId }: User) => ({
    id,
    name,
    email,
    state,
    divisionId,
    username: email,
});

function userOf({ tenant, params }: Pick<Context, "tenant" | "params">): User {
    const id = params["userId"] ?? params["subjectId"] ?? "";
    const user = tenant.users.get(id);
    if (!user) throw notFound("user", id);
    return user;
}

/** Grants roles in the home division and revokes all others, as the older calls do. */
function setRoles(context: Context, user: User, wanted: readonly string[]): void {
    const { tenant } = context;
    const home = [...tenant.divisions.values()].find((division) => division.home)?.id ?? "";
    for (const roleId of wanted) if (!tenant.roles.has(roleId)) throw notFound("role", roleId);
    const held = [...tenant.grants].filter(([, { subjectId }]) => subjectId === user.id);
    for (const [key, { roleId, divisionId }] of held) {
        if (wanted.includes(roleId)) continue;
        tenant.grants.delete(key);
        context.changed("Revoke", "Role", roleId, `${user.id}--${roleId}--${divisionId}`);
    }
    for (const roleId of wanted) {
        if (held.some(([, grant]) => grant.roleId === roleId)) continue;
        putGrant(tenant, { subjectId: user.id, subjectType: "PC_USER", roleId, divisionId: home });
        context.changed("Grant", "Role", roleId, `${user.id}--${roleId}--${home}`);
    }
}

const rolesPath = "/api/v2/users/{subjectId}/roles";
const objects = [
    route(
        "GET",
        "/api/v2/users",
        {
            permissions,
            query: paged(500, 25, {
                ...asked,
                id: list,
                state: z.enum(["active", "inactive", "deleted", "any"]).default("active"),
                sortOrder: text,
                jabberId: text,
            }),
        },
        (context) => {
            const { tenant, query } = context;
            if (query.id !== undefined && query.id.length > 100)
                throw badRequest("Only 100 users can be requested at a time.", "max.user.ids");
            const all = [...tenant.users.values()].filter(
                ({ id, state }) =>
                    (query.state === "any" || state === query.state) &&
                    (query.id === undefined || query.id.includes(id)),
            );
            return page(
                all.map((user) => userBody(context, user, query.expand)),
                query,
            );
        },
    ),
    route("GET", "/api/v2/users/me", { query: z.strictObject(asked) }, () => {
        throw badRequest(
            "This request requires a user context. Client credentials cannot be used for requests to this resource.",
            "not.a.user",
        );
    }),
    route(
        "GET",
        "/api/v2/users/{userId}",
        { permissions, query: z.strictObject({ ...asked, state: z.enum(["active", "deleted"]).optional() }) },
        (context) => {
            const user = userOf(context);
            const { state, expand } = context.query;
            // Inactive users count as active: there are only two values.
            if (state !== undefined && (state === "deleted") !== (user.state === "deleted"))
                throw notFound("user", user.id);
            return userBody(context, user, expand);
        },
    ),
    route("POST", "/api/v2/users/search", { permissions, query: nothing, body: userSearch }, (context) => {
        const { tenant, body } = context;
        // Deleted users are found by those who ask for them: CX as Code searches the state `deleted`.
        const deleted = body.query?.some(({ fields }) => fields?.includes("state"));
        const shown = [...tenant.users.values()].filter(({ state }) => deleted || state !== "deleted");
        const all = searched(shown, searchable, body, "email");
        return found(
            "users",
            all.map((user) => userBody(context, user, body.expand)),
            body,
        );
    }),
];

const roles = [
    route("GET", rolesPath, { permissions: ["authorization:grant:view"], query: nothing }, (context) =>
        authorizationOf(context.tenant, userOf(context).id),
    ),
    route(
        "PUT",
        rolesPath,
        { permissions: ["authorization:grant:add"], query: nothing, body: z.array(z.string()) },
        (context) => {
            const user = userOf(context);
            setRoles(context as Context, user, context.body);
            return authorizationOf(context.tenant, user.id);
        },
    ),
];

export const userRoutes = [...objects, ...roles];
