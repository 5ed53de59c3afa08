import { entitiesOf, fieldsOf, itemsOf, needed, textOf } from "../answer";
import { type Check, verdict } from "../check";
import { NotChecked } from "../notChecked";
import type { Probe } from "../probe";
import { callersGrants, check, count, eachHas, seesGrants, seesRoles } from "./tenant";

/** Checks of role grants, using those of the calling client. */
export const grants: readonly Check[] = [
    check("G-22", [], async (probe) => {
        const roles = (await callersRoles(probe)).map(({ policies }) => itemsOf(policies).length);
        const empty = roles.filter((length) => length === 0).length;
        return verdict(empty === 0, `${empty} of ${count(roles.length, "role")} without policies`);
    }),
    check("G-23", seesRoles, async (probe) => {
        const found: Record<string, unknown>[] = [];
        for (const id of await callersRoleIds(probe))
            found.push(
                fieldsOf(needed(await probe.ask("GET", `/authorization/roles/${id}?userCount=false`), seesRoles).body),
            );
        const old = found.filter(({ permissions }) => Array.isArray(permissions) && permissions.length > 0).length;
        return verdict(old === 0, `${old} of ${count(found.length, "role")} with old-style permissions`);
    }),
    check("G-24", seesGrants, async (probe) => {
        const [id] = await callersRoleIds(probe);
        const path = `/authorization/roles/${id}/subjectgrants?pageSize=100`;
        return eachHas(entitiesOf(needed(await probe.ask("GET", path), seesGrants)), ["type"], "subject");
    }),
    check("G-25", [], async (probe) => {
        const divisions = (await callersGrants(probe)).map(({ division }) => fieldsOf(division)["id"]);
        if (!divisions.includes("*")) throw new NotChecked("the calling client has no role in all divisions");
        return verdict(true, `"*" in ${count(divisions.length, "grant")}`);
    }),
];

async function callersRoles(probe: Probe): Promise<Record<string, unknown>[]> {
    const held = await callersGrants(probe);
    if (held.length === 0) throw new NotChecked("the calling client has no role");
    return held.map(({ role }) => fieldsOf(role));
}

/** At most ten, because each costs a request. */
async function callersRoleIds(probe: Probe): Promise<string[]> {
    const ids = (await callersRoles(probe)).map(({ id }) => textOf(id)).filter(Boolean);
    return [...new Set(ids)].slice(0, 10);
}
