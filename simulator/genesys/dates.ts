import type { Tenant } from "../tenant";

/** Creation time of the objects that exist from the start. */
const start = "2024-02-01T09:00:00Z";

/** A time as recorded answers have it: without milliseconds. */
export const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** Creation time of an existing object. */
export const createdAt = (tenant: Tenant, id: string): number => {
    const at = tenant.history.get(id)?.createdAt ?? Number.NEGATIVE_INFINITY;
    return Number.isFinite(at) ? at : Date.parse(start);
};

/** When and by whom an object was created and last changed, in the vendor's form. */
export function dates(tenant: Tenant, id: string) {
    const history = tenant.history.get(id);
    if (!history) return { dateCreated: start, dateModified: start };
    const who = (client: string) => ({ id: client, selfUri: `/api/v2/oauth/clients/${client}` });
    return {
        ...(Number.isFinite(history.createdAt)
            ? { dateCreated: iso(history.createdAt), createdBy: who(history.createdBy) }
            : { dateCreated: start }),
        dateModified: iso(history.modifiedAt),
        modifiedBy: who(history.modifiedBy),
    };
}
