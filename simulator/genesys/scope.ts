import scopes from "../data/scopes.json";
import { nothing } from "../paging";
import { route } from "../route";

export const isScope = (scope: string): boolean => scopes.includes(scope);

export const scopeRoutes = [
    route("GET", "/api/v2/oauth/scopes", { query: nothing }, () => {
        const entities = scopes.map((id) => ({ id, description: id }));
        return { entities, pageSize: entities.length, pageNumber: 1, total: entities.length, pageCount: 1 };
    }),
];
