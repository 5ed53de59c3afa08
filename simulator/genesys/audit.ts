import { z } from "zod";
import { nothing, page, text } from "../paging";
import { badRequest } from "../refusal";
import { route } from "../route";
import type { Change } from "../tenant";

const properties = ["UserId", "ClientId", "Action", "EntityType", "EntityId"] as const;

/** What a filter compares. Only clients make changes here, so that no user matches. */
const valueOf = { UserId: () => "", ClientId: "by", Action: "action", EntityType: "kind", EntityId: "id" } as const;

function fitsFilter(change: Change, property: (typeof properties)[number], value: string): boolean {
    const own = valueOf[property];
    return (typeof own === "string" ? change[own] : own()) === value;
}

function intervalOf(text: string): [number, number] {
    const [from = "", to = "", more] = text.split("/");
    const interval: [number, number] = [Date.parse(from), Date.parse(to)];
    if (more !== undefined || interval.some(Number.isNaN) || interval[0] > interval[1])
        throw badRequest("The interval must be two times in ISO 8601, with / between.", "invalid.date");
    return interval;
}

const query = z.strictObject({
    interval: z.string(),
    serviceName: text,
    filters: z.array(z.strictObject({ property: z.enum(properties), value: z.string() })).optional(),
    sort: z
        .array(
            z.strictObject({ name: z.literal("Timestamp").optional(), sortOrder: z.enum(["ascending", "descending"]) }),
        )
        .max(1)
        .optional(),
    pageNumber: z.number().int().default(1),
    pageSize: z.number().int().max(500).default(25),
});

/** The audit log, in its realtime form. */
export const auditRoutes = [
    route(
        "POST",
        "/api/v2/audits/query/realtime",
        { permissions: ["audits:audit:view"], query: z.strictObject({ expand: text }).or(nothing), body: query },
        ({ tenant, body }) => {
            const [from, to] = intervalOf(body.interval);
            const fitting = tenant.changes
                .map((change, index) => ({ ...change, index }))
                .filter(({ at }) => at >= from && at <= to)
                .filter((one) => (body.filters ?? []).every(({ property, value }) => fitsFilter(one, property, value)));
            const all = (body.sort?.[0]?.sortOrder === "ascending" ? fitting : fitting.reverse()).map(
                ({ at, by, action, kind, id, name, index }) => ({
                    id: String(index),
                    eventDate: new Date(at).toISOString(),
                    action,
                    client: { id: by },
                    entityType: kind,
                    entity: { id, name },
                    level: "USER",
                    status: "SUCCESS",
                }),
            );
            return page(all, body);
        },
    ),
];
