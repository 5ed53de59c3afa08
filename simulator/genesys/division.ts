import { z } from "zod";
import { described } from "../described";
import { flag, list, nothing, page, paged, text, unused } from "../paging";
import { badRequest, notFound, Refusal } from "../refusal";
import { type Context, route } from "../route";
import type { Division, Tenant } from "../tenant";

export const divisionBody = ({ id, name, home, description }: Division) => ({
    id,
    name,
    description: description ?? (home ? "Default Division" : ""),
    homeDivision: home,
    selfUri: `/api/v2/authorization/divisions/${id}`,
});

const body = described(
    { name: z.string().min(1), description: text },
    { ignored: ["id", "homeDivision", "objectCounts", "selfUri"] },
);

/** The vendor's usual limit. */
const most = 50;

function divisionOf({ tenant, params }: Pick<Context, "tenant" | "params">): Division {
    const division = tenant.divisions.get(params["divisionId"] ?? "");
    if (!division) throw notFound("division", params["divisionId"] ?? "");
    return division;
}

/** Readers of the vendor's pages say that names are unique. Code and message are not known. */
function checkName(tenant: Tenant, name: string, self?: string): void {
    const taken = [...tenant.divisions.values()].some(
        (one) => one.id !== self && one.name.toLowerCase() === name.toLowerCase(),
    );
    if (taken) throw new Refusal(409, "general.conflict", `A division with the name ${name} exists.`);
}

const home = ({ divisions }: Tenant): Division | undefined => [...divisions.values()].find((one) => one.home);

const path = "/api/v2/authorization/divisions";
const single = `${path}/{divisionId}`;
const permission = (action: string) => [`authorization:division:${action}`];

const reads = [
    route(
        "GET",
        path,
        { query: paged(500, 25, { name: text, id: list, objectCount: text, ...unused }) },
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
    route("GET", `${path}/home`, { query: nothing }, ({ tenant }) => {
        const division = home(tenant);
        if (!division) throw notFound("division", "home");
        return divisionBody(division);
    }),
    route("GET", `${path}/limit`, { query: nothing }, () => most),
    route("GET", single, { query: z.strictObject({ objectCount: text }) }, (context) =>
        divisionBody(divisionOf(context)),
    ),
];

const writes = [
    route("POST", path, { permissions: permission("add"), query: nothing, body }, (context) => {
        const { tenant, body: given } = context;
        checkName(tenant, given.name);
        if (tenant.divisions.size >= most) throw badRequest(`There are ${most} divisions already.`);
        const division: Division = { id: tenant.nextId(), home: false, ...given };
        tenant.divisions.set(division.id, division);
        context.changed("Create", "Division", division.id, division.name);
        return divisionBody(division);
    }),
    route("PUT", single, { permissions: permission("edit"), query: nothing, body }, (context) => {
        const division = divisionOf(context);
        checkName(context.tenant, context.body.name, division.id);
        Object.assign(division, context.body);
        context.changed("Update", "Division", division.id, division.name);
        return divisionBody(division);
    }),
    route(
        "DELETE",
        single,
        { permissions: permission("delete"), query: z.strictObject({ force: flag }), status: 204 },
        (context) => {
            const { tenant, query } = context;
            const division = divisionOf(context);
            if (division.home) throw badRequest("The home division cannot be deleted.");
            const users = [...tenant.users.values()].filter(({ divisionId }) => divisionId === division.id);
            const grants = [...tenant.grants].filter(([, { divisionId }]) => divisionId === division.id);
            if (!query.force && users.length + grants.length > 0)
                throw new Refusal(409, "general.conflict", `The division ${division.name} is in use.`);
            for (const user of users) user.divisionId = home(tenant)?.id ?? "";
            for (const [key] of grants) tenant.grants.delete(key);
            tenant.divisions.delete(division.id);
            context.changed("Delete", "Division", division.id, division.name);
        },
    ),
];

export const divisionRoutes = [...reads, ...writes];
