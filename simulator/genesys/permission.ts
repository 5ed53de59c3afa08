import { page, paged, text } from "../paging";
import { route } from "../route";
import type { Tenant } from "../tenant";

/** The catalog, one domain at a time. That every permission knows divisions is not confirmed (G-15). */
function domainsOf(tenant: Tenant) {
    const domains = new Map<string, Map<string, object[]>>();
    for (const permission of [...tenant.permissions].sort()) {
        const [domain = "", entityType = "", action = ""] = permission.split(":");
        const map = domains.get(domain) ?? new Map<string, object[]>();
        const label = `${domain} ${entityType} ${action}`;
        const entry = { domain, entityType, action, label, allowsConditions: false, divisionAware: true };
        map.set(entityType, [...(map.get(entityType) ?? []), entry]);
        domains.set(domain, map);
    }
    return [...domains].map(([domain, permissionMap]) => ({
        domain,
        permissionMap: Object.fromEntries(permissionMap),
    }));
}

export const permissionRoutes = [
    route(
        "GET",
        "/api/v2/authorization/permissions",
        { query: paged(1_000, 25, { queryType: text, query: text }) },
        ({ tenant, query }) => {
            const all = domainsOf(tenant);
            return page(query.query ? all.filter(({ domain }) => domain === query.query) : all, query);
        },
    ),
];
