import { z } from "zod";
import { list, nothing, page, paged, text } from "../paging";
import { notFound } from "../refusal";
import { route } from "../route";
import type { Division } from "../tenant";

export const divisionBody = ({ id, name, home }: Division) => ({
    id,
    name,
    description: home ? "Default Division" : "",
    homeDivision: home,
    selfUri: `/api/v2/authorization/divisions/${id}`,
});

export const divisionRoutes = [
    route(
        "GET",
        "/api/v2/authorization/divisions",
        { query: paged(500, 25, { name: text, id: list, objectCount: text, sortBy: text, expand: text }) },
        ({ tenant, query }) => {
            const wanted = query.name?.toLowerCase();
            const all = [...tenant.divisions.values()].filter(
                ({ id, name }) =>
                    (wanted === undefined || name.toLowerCase().includes(wanted.replaceAll("*", ""))) &&
                    (query.id === undefined || query.id.includes(id)),
            );
            return page(all.map(divisionBody), query);
        },
    ),
    route("GET", "/api/v2/authorization/divisions/home", { query: nothing }, ({ tenant }) => {
        const home = [...tenant.divisions.values()].find((division) => division.home);
        if (!home) throw notFound("division", "home");
        return divisionBody(home);
    }),
    route(
        "GET",
        "/api/v2/authorization/divisions/{divisionId}",
        { query: z.strictObject({ objectCount: text }) },
        ({ tenant, params }) => {
            const division = tenant.divisions.get(params["divisionId"] ?? "");
            if (!division) throw notFound("division", params["divisionId"] ?? "");
            return divisionBody(division);
        },
    ),
];
