import { z } from "zod";
import scopes from "../data/scopes.json";
import { nothing, page, paged, text } from "../paging";
import { Refusal } from "../refusal";
import { route } from "../route";
import { roleDivisionsOf } from "./grant";

/** Organisation, token, scopes, permission catalogue, divisions. */
export const organizationRoutes = [
    route("GET", "/api/v2/organizations/me", { query: nothing }, ({ tenant: { organization } }) => ({
        id: organization.id,
        name: organization.name,
        thirdPartyOrgName: organization.shortName,
        thirdPartyOrgId: "1001",
        domain: `${organization.shortName}.example`,
        defaultLanguage: "en-US",
        defaultCountryCode: "DE",
        state: "active",
        productPlatform: "PureCloud",
        features: {},
    })),
    route("GET", "/api/v2/tokens/me", { query: z.strictObject({ preserveIdleTTL: text }) }, (context) => {
        const { id, name } = context.tenant.organization;
        return {
            organization: { id, name },
            homeOrganization: { id, name },
            authorizedScope: [],
            OAuthClient: {
                id: context.caller.id,
                name: context.caller.name,
                authorizedGrantType: context.caller.authorizedGrantType,
                roleDivisions: roleDivisionsOf(context.tenant, context.caller.id),
                organization: { id, name },
            },
        };
    }),
    route("GET", "/api/v2/oauth/scopes", { query: nothing }, () => {
        const entities = scopes.map((id) => ({ id, description: id }));
        return { entities, pageSize: entities.length, pageNumber: 1, total: entities.length, pageCount: 1 };
    }),
    route(
        "GET",
        "/api/v2/authorization/permissions",
        { query: paged(1_000, 25, { queryType: text, query: text }) },
        ({ tenant, query }) => {
            const domains = new Map<string, Record<string, object[]>>();
            for (const permission of [...tenant.permissions].sort()) {
                const [domain = "", entityType = "", action = ""] = permission.split(":");
                const map = domains.get(domain) ?? {};
                const label = `${domain} ${entityType} ${action}`;
                const entry = { domain, entityType, action, label, allowsConditions: false, divisionAware: true };
                map[entityType] = [...(map[entityType] ?? []), entry];
                domains.set(domain, map);
            }
            const all = [...domains].map(([domain, permissionMap]) => ({ domain, permissionMap }));
            return page(query.query ? all.filter(({ domain }) => domain === query.query) : all, query);
        },
    ),
    route("GET", "/api/v2/authorization/products", { query: nothing }, () => ({
        entities: [{ id: "collaborateFree" }, { id: "purecloud3" }, { id: "emite" }],
    })),
    route(
        "GET",
        "/api/v2/authorization/divisions",
        { query: paged(500, 25, { name: text, id: text, objectCount: text, sortBy: text, expand: text }) },
        ({ tenant, query }) => {
            const wanted = query.name?.toLowerCase();
            const all = [...tenant.divisions.values()].filter(
                ({ id, name }) =>
                    (wanted === undefined || name.toLowerCase().includes(wanted.replaceAll("*", ""))) &&
                    (query.id === undefined || query.id.split(",").includes(id)),
            );
            return page(
                all.map(({ id, name, home }) => ({ id, name, description: "", homeDivision: home })),
                query,
            );
        },
    ),
    route("GET", "/api/v2/authorization/divisions/home", { query: nothing }, ({ tenant }) => {
        const home = [...tenant.divisions.values()].find((division) => division.home);
        if (!home) throw new Refusal(404, "not.found", "There is no home division.");
        return { id: home.id, name: home.name, description: "", homeDivision: true };
    }),
];
