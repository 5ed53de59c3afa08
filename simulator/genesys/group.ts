import { z } from "zod";
import { propertyChanges } from "../change";
import { found, list, nothing, page, paged, text } from "../paging";
import { badRequest, notFound, Refusal } from "../refusal";
import { type Context, inList, listed, route } from "../route";
import { type Group, newGroup, type Tenant } from "../tenant";
import { dates } from "./dates";
import { fits, searchBody } from "./search";
import { userBody } from "./user";

const address = z.strictObject({
    address: text,
    extension: text,
    display: text,
    type: z.enum(["GROUPRING", "GROUPPHONE"]),
    mediaType: z.enum(["PHONE"]),
});
const common = {
    description: text,
    addresses: z.array(address).optional(),
    ownerIds: z.array(z.string()).optional(),
    rolesEnabled: z.boolean().optional(),
    includeOwners: z.boolean().optional(),
    callsEnabled: z.boolean().optional(),
    email: text,
};
const visibility = z.enum(["public", "owners", "members"]);
const create = z.strictObject({
    name: z.string().min(1),
    type: z.enum(["official", "social"]),
    rulesVisible: z.boolean(),
    visibility,
    ...common,
});
const update = z.strictObject({
    name: z.string().min(1).optional(),
    version: z.number().int(),
    rulesVisible: z.boolean().optional(),
    visibility: visibility.optional(),
    ...common,
});

export function groupBody(tenant: Tenant, group: Group, now: number) {
    const { members: _members, ownerIds, addresses, ...rest } = group;
    return {
        ...rest,
        // A number comes back in `display` only.
        addresses: addresses.map(({ address: display, ...one }) => ({ ...one, ...(display ? { display } : {}) })),
        dateModified: dates(tenant, group.id).dateModified,
        memberCount: present(group, now).length,
        owners: ownerIds.map((id) => ({ id, name: tenant.users.get(id)?.name ?? "" })),
        selfUri: `/api/v2/groups/${group.id}`,
    };
}

/** Members who show now. */
export function present({ members }: Group, now: number): string[] {
    return [...members].filter(([, { from, until }]) => from <= now && now < until).map(([id]) => id);
}

export function groupOf({ tenant, params }: Pick<Context, "tenant" | "params">): Group {
    const group = tenant.groups.get(params["groupId"] ?? "");
    if (!group || group.state === "deleted") throw notFound("group", params["groupId"] ?? "");
    return group;
}

/** Genesys answers 409, and has been seen to answer 400, when a version is not the current one. */
export function checkVersion({ settings }: Pick<Context, "settings">, current: number, sent: number | undefined): void {
    if (sent === undefined || sent === current) return;
    const message = `The version ${sent} does not match the current version ${current}.`;
    throw settings.versionConflictStatus === 409 ? new Refusal(409, "general.conflict", message) : badRequest(message);
}

function setOwners(tenant: Tenant, group: Group, ownerIds: string[] | undefined): void {
    // An empty list is taken for "nothing given"; one blank clears.
    if (ownerIds === undefined || ownerIds.length === 0) return;
    const owners = ownerIds.filter((id) => id.trim() !== "");
    for (const id of owners)
        if ((tenant.users.get(id)?.state ?? "deleted") === "deleted")
            throw badRequest(`The owner ${id} is not a user.`, "invalid.value");
    group.ownerIds = owners;
}

function assign(group: Group, body: Partial<z.output<typeof update>>): void {
    const { name, visibility: seen, rulesVisible, rolesEnabled, includeOwners, callsEnabled, email, addresses } = body;
    const values = { name, visibility: seen, rulesVisible, rolesEnabled, includeOwners, callsEnabled, email };
    Object.assign(group, Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)));
    if (addresses !== undefined)
        group.addresses = addresses.map(({ address: number, extension, type, mediaType }) => ({
            ...(number === undefined ? {} : { address: number }),
            ...(extension === undefined ? {} : { extension }),
            type,
            mediaType,
        }));
}

export const groupRoutes = [
    route(
        "GET",
        "/api/v2/groups",
        { query: paged(500, 25, { id: list, sortOrder: text, jabberId: text }) },
        (context) => {
            const { tenant, query, now } = context;
            const all = listed(context, tenant.groups.values()).filter(
                ({ id, state }) => state !== "deleted" && (query.id === undefined || query.id.includes(id)),
            );
            const bodies = all.map((group) => groupBody(tenant, group, now));
            return page(inList(context, bodies, ["owners", "visibility"]), query);
        },
    ),
    route(
        "POST",
        "/api/v2/groups",
        { permissions: ["directory:group:add"], query: nothing, body: create },
        ({ tenant, body, now, changed }) => {
            const group = newGroup(tenant, body.name);
            // The description of a new group is ignored: a fault of the API that lasts.
            assign(group, { ...body, description: undefined } as Partial<z.output<typeof update>>);
            group.type = body.type;
            setOwners(tenant, group, body.ownerIds);
            changed("Create", "Group", group.id, group.name);
            return groupBody(tenant, group, now);
        },
    ),
    route(
        "POST",
        "/api/v2/groups/search",
        { query: nothing, body: searchBody(["name", "id", "type", "visibility", "state"]) },
        (context) => {
            const { tenant, body, now } = context;
            const all = listed(context, tenant.groups.values()).filter(
                ({ state, id, name, type, visibility: seen }) =>
                    state !== "deleted" && fits({ state, id, name, type, visibility: seen }, body.query),
            );
            return found(
                "groups",
                all.map((group) => groupBody(tenant, group, now)),
                body,
            );
        },
    ),
    route("GET", "/api/v2/groups/{groupId}", { query: nothing }, (context) => {
        const deleted = context.tenant.groups.get(context.params["groupId"] ?? "");
        const shown = context.settings.showDeleted && deleted ? deleted : groupOf(context);
        return groupBody(context.tenant, shown, context.now);
    }),
    route(
        "PUT",
        "/api/v2/groups/{groupId}",
        { permissions: ["directory:group:edit"], query: nothing, body: update },
        (context) => {
            const { tenant, body, now } = context;
            const group = groupOf(context);
            checkVersion(context, group.version, body.version);
            const before = { ...group };
            assign(group, body);
            if (body.description !== undefined) group.description = body.description;
            setOwners(tenant, group, body.ownerIds);
            group.version++;
            context.changed("Update", "Group", group.id, group.name, propertyChanges(before, group, ["members"]));
            return groupBody(tenant, group, now);
        },
    ),
    route(
        "DELETE",
        "/api/v2/groups/{groupId}",
        { permissions: ["directory:group:delete"], query: nothing },
        (context) => {
            const group = groupOf(context);
            group.state = "deleted";
            group.version++;
            for (const [key, { subjectId }] of context.tenant.grants)
                if (subjectId === group.id) context.tenant.grants.delete(key);
            context.changed("Delete", "Group", group.id, group.name);
        },
    ),
    route("GET", "/api/v2/groups/{groupId}/individuals", { query: nothing }, (context) => {
        const { tenant, now } = context;
        const entities = present(groupOf(context), now).flatMap((id) => {
            const user = tenant.users.get(id);
            return user && user.state !== "deleted" ? [userBody(tenant, user)] : [];
        });
        return { entities, total: entities.length };
    }),
];
