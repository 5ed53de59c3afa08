import { z } from "zod";
import { nothing, page, text } from "../paging";
import { route } from "../route";

const query = z.strictObject({
    interval: z.string(),
    serviceName: text,
    filters: z.array(z.strictObject({ property: z.string(), value: z.string() })).optional(),
    sort: z.array(z.strictObject({ name: text, sortOrder: text })).optional(),
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
            const [from = "", to = ""] = body.interval.split("/");
            const all = tenant.changes
                .filter(({ at }) => at >= Date.parse(from) && at <= Date.parse(to))
                .map(({ at, by, action, kind, id, name }, index) => ({
                    id: String(index),
                    eventDate: new Date(at).toISOString(),
                    action,
                    client: { id: by },
                    entityType: kind,
                    entity: { id, name },
                    level: "USER",
                    status: "SUCCESS",
                }));
            return page(all.reverse(), body);
        },
    ),
];
