import scopes from "../data/scopes.json";
import { nothing } from "../paging";
import { notFound } from "../refusal";
import { type Route, route } from "../route";
import type { OAuthClient } from "../tenant";

export const isScope = (scope: string): boolean => scopes.includes(scope);

/** Calls whose scope does not follow from their address, by the API description. */
const named = new Map([
    ["tokens", "user-basic-info"],
    ["organizations", "organization"],
]);

/** Scopes of which a call needs one: one only reads, the other may also change something. */
export function scopesFor({ method, path }: Pick<Route, "method" | "path">): string[] {
    const [, , , area = "", object] = path.split("/");
    const special = path.endsWith("/users/{subjectId}/roles") ? "authorization" : undefined;
    const scope = object === "me" && area === "users" ? "user-basic-info" : (special ?? named.get(area) ?? area);
    if (scope === "user-basic-info") return [scope];
    if (area === "audits") return ["audits:readonly"];
    const reads = method === "GET" || path === "/api/v2/users/search";
    return reads ? [scope, `${scope}:readonly`] : [scope];
}

/** Whether an administrator has approved what a call needs. */
export const allows = ({ scope, approvedScopes = [] }: OAuthClient, call: Pick<Route, "method" | "path">): boolean =>
    scopesFor(call).some((one) => scope.includes(one) && approvedScopes.includes(one));

const scopeBody = (id: string) => ({ id, description: id, selfUri: `/api/v2/oauth/scopes/${id}` });

export const scopeRoutes = [
    route("GET", "/api/v2/oauth/scopes", { query: nothing }, () => {
        const entities = scopes.map(scopeBody);
        return { total: entities.length, entities, selfUri: "/api/v2/oauth/scopes" };
    }),
    route("GET", "/api/v2/oauth/scopes/{scopeId}", { query: nothing }, ({ params }) => {
        const id = params["scopeId"] ?? "";
        if (!isScope(id)) throw notFound("scope", id);
        return scopeBody(id);
    }),
];
