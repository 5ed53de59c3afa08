import { z } from "zod";
import { described } from "../described";
import { list, nothing, page, paged, text } from "../paging";
import { badRequest } from "../refusal";
import { route } from "../route";
import type { Group } from "../tenant";
import { checkVersion, groupOf, present } from "./group";
import { userBody } from "./user";

/** Vendor's limit for one request. */
const most = 50;

/** As the audit log of an organisation was seen to have it: additions and removals look the same. */
const membership = (ids: readonly string[], before: number, after: number) => [
    { property: "memberCount", oldValues: [String(before)], newValues: [String(after)] },
    { property: "group-membership", oldValues: [], newValues: [`[${ids.join(", ")}]`] },
];

/** Members of the group, whether they are visible yet or not. */
const count = ({ members }: Group): number =>
    [...members.values()].filter(({ until }) => until === Number.POSITIVE_INFINITY).length;

export const groupMembershipRoutes = [
    route(
        "GET",
        "/api/v2/groups/{groupId}/members",
        { query: paged(500, 25, { sortOrder: text, expand: list }) },
        (context) => {
            const group = groupOf(context);
            const owners = group.includeOwners ? group.ownerIds : [];
            const ids = [...new Set([...present(group, context.now), ...owners])];
            const users = ids.flatMap((id) => context.tenant.users.get(id) ?? []);
            return page(
                users.map((user) => userBody(context, user, context.query.expand)),
                context.query,
            );
        },
    ),
    route(
        "POST",
        "/api/v2/groups/{groupId}/members",
        {
            query: nothing,
            status: 202,
            body: described({ memberIds: z.array(z.string()).min(1), version: z.number().int().optional() }),
        },
        (context) => {
            const { tenant, body, now, settings } = context;
            const group = groupOf(context);
            checkVersion(context, group.version, body.version);
            if (body.memberIds.length > most) throw badRequest(`At most ${most} members may be added in one request.`);
            for (const id of body.memberIds)
                if ((tenant.users.get(id)?.state ?? "deleted") === "deleted")
                    throw badRequest(`The member ${id} is not a user.`, "invalid.value");
            const before = count(group);
            for (const id of body.memberIds) {
                const from = present(group, now).includes(id) ? 0 : now + settings.membershipLag;
                group.members.set(id, { from, until: Number.POSITIVE_INFINITY });
            }
            group.version++;
            const changes = membership(body.memberIds, before, count(group));
            context.changed("MemberAdd", "Group", group.id, group.name, changes);
            return {};
        },
    ),
    route(
        "DELETE",
        "/api/v2/groups/{groupId}/members",
        { query: z.strictObject({ ids: z.string().min(1) }), status: 202 },
        (context) => {
            const { query, now, settings } = context;
            const group = groupOf(context);
            const ids = query.ids.split(",");
            if (ids.length > most) throw badRequest(`At most ${most} members may be removed in one request.`);
            const before = count(group);
            for (const id of ids) {
                const member = group.members.get(id);
                if (member) group.members.set(id, { ...member, until: now + settings.membershipLag });
            }
            group.version++;
            context.changed("MemberRemove", "Group", group.id, group.name, membership(ids, before, count(group)));
            return {};
        },
    ),
];
