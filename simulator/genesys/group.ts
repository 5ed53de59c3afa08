import { z } from "zod";
import { propertyChanges } from "../change";
import { describedObject, foreignFields, keepForeign } from "../described";
import { found, list, nothing, page, paged, text } from "../paging";
import { badRequest, notFound, staleVersion } from "../refusal";
import { type Context, inList, listed, route } from "../route";
import { type Group, newGroup, type Tenant } from "../tenant";
import { dates } from "./dates";
import { groupSearch, searched } from "./search";
import { userBody } from "./user";

const address = describedObject({
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
const kept = ["images"];
const ignored = ["id", "state", "chat", "owners", "memberCount", "dateModified", "selfUri"];
const create = describedObject(
    {
        name: z.string().min(1),
        type: z.enum(["official", "social"]),
        rulesVisible: z.boolean(),
        visibility,
        ...common,
    },
    { kept, ignored: [...ignored, "version"] },
);
/** Whole groups are sent back: fields that cannot be written are ignored, as in one recorded request. */
const update = describedObject(
    {
        name: z.string().min(1).optional(),
        version: z.number().int(),
        rulesVisible: z.boolean().optional(),
        visibility: visibility.optional(),
        ...common,
    },
    { kept, ignored: [...ignored, "type"] },
);

type Answering = Pick<Context, "tenant" | "settings" | "now">;

export function groupBody({ tenant, settings, now }: Answering, group: Group) {
    const { members: _members, ownerIds, addresses, more, ...rest } = group;
    return {
        ...more,
        ...rest,
        addresses: addresses.map((one) => addressBody(one, settings.displayOnly)),
        dateModified: dates(tenant, group.id).dateModified,
        memberCount: present(group, now).length,
        chat: {
            jabberId: `${group.id.replaceAll("-", "").slice(0, 24)}@conference.${tenant.organization.shortName}.orgspan.com`,
        },
        owners: ownerIds.map((id) => ({ id, selfUri: `/api/v2/users/${id}` })),
        selfUri: `/api/v2/groups/${group.id}`,
    };
}

/** A number or an extension, and its display form. */
function addressBody({ address: number, extension, ...rest }: Group["addresses"][number], displayOnly: boolean) {
    const display = formatted(number) ?? extension;
    if (displayOnly) return { ...rest, ...(display === undefined ? {} : { display }) };
    return {
        ...rest,
        ...(number === undefined ? {} : { address: number, display }),
        ...(extension === undefined ? {} : { extension }),
    };
}

/** `+1 555-555-0101`, as recorded; numbers of other countries in groups of three. */
function formatted(number: string | undefined): string | undefined {
    const american = number?.match(/^\+1(\d{3})(\d{3})(\d{4})$/);
    if (american) return `+1 ${american.slice(1).join("-")}`;
    return number?.replace(/^(\+\d\d)(\d+)$/, (_all, country: string, rest: string) =>
        [country, ...(rest.match(/\d{1,3}/g) ?? [])].join(" "),
    );
}

/** What a list shows of a group: no addresses, not whether it takes calls, and no owners if it has none. */
function listItem(context: Answering, group: Group) {
    const { addresses: _addresses, callsEnabled: _callsEnabled, owners, email, ...item } = groupBody(context, group);
    return { ...item, ...(owners.length > 0 ? { owners } : {}), ...(email === "" ? {} : { email }) };
}

/** What a search sees of a group. */
const searchable = ({ id, name, description, type, visibility: seen, state, email }: Group) => ({
    id,
    name,
    description,
    type,
    visibility: seen,
    state,
    email,
});

/** Members who are visible now. */
export function present({ members }: Group, now: number): string[] {
    return [...members].filter(([, { from, until }]) => from <= now && now < until).map(([id]) => id);
}

export function groupOf({ tenant, params }: Pick<Context, "tenant" | "params">): Group {
    const group = tenant.groups.get(params["groupId"] ?? "");
    if (!group || group.state === "deleted") throw notFound("group", params["groupId"] ?? "");
    return group;
}

/** Genesys answers 409, and in some cases 400, if a version is not the current one. */
export function checkVersion({ settings }: Pick<Context, "settings">, current: number, sent: number | undefined): void {
    if (sent === undefined || sent === current) return;
    if (settings.versionConflictStatus === 409) throw staleVersion();
    throw badRequest(`The version ${sent} does not match the current version ${current}.`);
}

function setOwners(tenant: Tenant, group: Group, ownerIds: string[] | undefined): void {
    // An empty list counts as "nothing given"; a single blank clears it.
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
        group.addresses = addresses.map(({ address: number, extension, display: _shown, ...rest }) => ({
            ...rest,
            ...(number === undefined ? {} : { address: number }),
            ...(extension === undefined ? {} : { extension }),
        }));
}

export const groupRoutes = [
    route(
        "GET",
        "/api/v2/groups",
        { query: paged(500, 25, { id: list, sortOrder: text, jabberId: text }) },
        (context) => {
            const { tenant, query } = context;
            const all = listed(context, tenant.groups.values()).filter(
                ({ id, state }) => state !== "deleted" && (query.id === undefined || query.id.includes(id)),
            );
            const bodies = all.map((group) => listItem(context, group));
            return page(inList(context, bodies, ["owners", "visibility"]), query);
        },
    ),
    route(
        "POST",
        "/api/v2/groups",
        { permissions: ["directory:group:add"], query: nothing, body: create },
        (context) => {
            const { tenant, body, changed } = context;
            const more = foreignFields(body, create);
            for (const one of body.addresses ?? []) foreignFields(one, address);
            const group = newGroup(tenant, body.name);
            keepForeign(group, more);
            // The description of a new group is ignored: a permanent fault of the API.
            assign(group, { ...body, description: undefined } as Partial<z.output<typeof update>>);
            group.type = body.type;
            setOwners(tenant, group, body.ownerIds);
            changed("Create", "Group", group.id, group.name);
            return groupBody(context, group);
        },
    ),
    route("POST", "/api/v2/groups/search", { query: nothing, body: groupSearch }, (context) => {
        const { tenant, body } = context;
        const shown = listed(context, tenant.groups.values()).filter(({ state }) => state !== "deleted");
        const all = searched(shown, searchable, body, "name");
        return found(
            "groups",
            all.map((group) => groupBody(context, group)),
            body,
        );
    }),
    route("GET", "/api/v2/groups/{groupId}", { query: nothing }, (context) => {
        const deleted = context.tenant.groups.get(context.params["groupId"] ?? "");
        const shown = context.settings.showDeleted && deleted ? deleted : groupOf(context);
        return groupBody(context, shown);
    }),
    route(
        "PUT",
        "/api/v2/groups/{groupId}",
        { permissions: ["directory:group:edit"], query: nothing, body: update },
        (context) => {
            const { tenant, body } = context;
            const group = groupOf(context);
            checkVersion(context, group.version, body.version);
            const more = foreignFields(body, update, group.more);
            const before = { ...group };
            assign(group, body);
            if (body.description !== undefined) group.description = body.description;
            setOwners(tenant, group, body.ownerIds);
            // Omitted fields are kept: a PUT of groups merges.
            keepForeign(group, { ...group.more, ...more });
            group.version++;
            context.changed("Update", "Group", group.id, group.name, propertyChanges(before, group, ["members"]));
            return groupBody(context, group);
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
            return user && user.state !== "deleted" ? [userBody(context, user)] : [];
        });
        return page(entities, { pageSize: Math.max(1, entities.length), pageNumber: 1 });
    }),
];
