import { licencePermission, procedurePermissions } from "../../../sdk/emite/permissions";
import { ssoScopes } from "../../../sdk/emite/procedure";
import { codeOf, entitiesOf, fieldsOf, isGood, itemsOf, needed, textOf } from "../answer";
import { type Check, confirmed, refuted, verdict } from "../check";
import { NotChecked } from "../notChecked";
import type { Probe } from "../probe";
import {
    callersGrants,
    catalogue,
    catalogueEntries,
    check,
    count,
    eachHas,
    lacks,
    seesClients,
    seesIntegrations,
    seesRoles,
} from "./tenant";

const nowhere = "00000000-0000-4000-8000-000000000000";

/** Checks that only read objects that every organization has. */
export const reads: readonly Check[] = [
    check("G-2", [], async (probe) => {
        const { headers } = needed(await probe.read("/organizations/me"), []);
        const found = Object.keys(headers).filter((name) => /ratelimit/i.test(name));
        return verdict(
            found.length === 0,
            found.length === 0 ? "no header speaks of a limit" : found.sort().join(", "),
        );
    }),
    check("G-3", seesRoles, async (probe) => {
        const answer = await probe.ask("GET", `/authorization/roles/${nowhere}`);
        if (answer.status === 403) needed(answer, seesRoles);
        const missing = [
            ...lacks(fieldsOf(answer.body), ["message", "code", "status", "contextId"]),
            ...(answer.headers["inin-correlation-id"] === undefined ? ["the header inin-correlation-id"] : []),
        ];
        if (answer.status !== 404 || missing.length > 0)
            return refuted(`answered ${answer.status}${missing.length > 0 ? ` without ${missing.join(", ")}` : ""}`);
        return confirmed(`404 ${codeOf(answer)}`);
    }),
    check("G-4", [], async (probe) => {
        const { body } = needed(await probe.read("/organizations/me"), []);
        return eachHas([fieldsOf(body)], ["id", "name", "thirdPartyOrgName"], "organization");
    }),
    check("G-5", [], async (probe) => {
        const ids = (await callersGrants(probe)).map(({ role }) => textOf(fieldsOf(role)["id"]));
        const odd = ids.filter((id) => id !== id.toLowerCase()).length;
        return verdict(odd === 0, odd === 0 ? count(ids.length, "id") : `${count(odd, "id")} with capitals`);
    }),
    check("G-6", seesRoles, async (probe) =>
        eachHas(
            await listed(probe, "/authorization/roles?pageSize=25&userCount=false", seesRoles),
            ["permissionPolicies"],
            "role",
        ),
    ),
    check("G-7", seesClients, async (probe) => {
        const answer = needed(await probe.read("/oauth/clients"), seesClients);
        const { total, pageCount = 1 } = fieldsOf(answer.body);
        const clients = entitiesOf(answer);
        if (Number(pageCount) > 1 || (total !== undefined && total !== clients.length))
            return refuted(`the list has pages: ${clients.length} of ${Number(total)}`);
        return eachHas(clients, ["authorizedGrantType"], "client");
    }),
    check("G-8", seesIntegrations, async (probe) =>
        eachHas(await listed(probe, "/integrations?pageSize=25", seesIntegrations), ["reportedState"], "integration"),
    ),
    check("G-9", [], async (probe) =>
        eachHas(await listed(probe, "/groups?pageSize=25", []), ["visibility", "type", "version"], "group"),
    ),
    check("G-10", [], async (probe) => {
        const divisions = await listed(probe, "/authorization/divisions?pageSize=100", []);
        const homes = divisions.filter(({ homeDivision }) => homeDivision === true).length;
        if (homes > 1) return refuted(`${homes} home divisions`);
        return eachHas(divisions, ["id", "name", "homeDivision"], "division");
    }),
    check("G-11", [], async (probe) => {
        const known = await catalogue(probe);
        const wanted = procedurePermissions.filter(({ mayBeMissing }) => !mayBeMissing);
        const missing = wanted.filter(({ permission }) => !known.has(permission));
        return verdict(
            missing.length === 0,
            missing.length === 0
                ? `all ${wanted.length} are among ${known.size}`
                : `not there: ${missing.map(({ permission }) => permission).join(", ")}`,
        );
    }),
    inCatalogue("G-12", "wfm:adhocForecast:view"),
    inCatalogue("G-13", "wfm:agentScheduleNotification:view"),
    inCatalogue("G-14", licencePermission),
    check("G-15", [], async (probe) => {
        const entries = await catalogueEntries(probe);
        return eachHas(entries, ["divisionAware"], "permission");
    }),
    check("G-16", [], async (probe) => {
        const known = await scopes(probe);
        const missing = ssoScopes.filter((scope) => !known.includes(scope));
        return verdict(missing.length === 0, missing.length === 0 ? `among ${known.length}` : missing.join(", "));
    }),
    check("G-17", [], async (probe) => {
        const known = await scopes(probe);
        const has = known.includes("user:readonly");
        return verdict(!has, `${has ? "among" : "not among"} ${known.length} scopes`);
    }),
    check("G-18", ["directory:user:view"], severalAddresses),
    check("G-19", seesIntegrations, unlistedTypes),
    check("G-20", seesIntegrations, async (probe) => {
        const known = Object.keys(fieldsOf((await appSchema(probe))["properties"]));
        const missing = ["url", "sandbox", "permissions", "displayType", "groups"].filter(
            (one) => !known.includes(one),
        );
        return verdict(
            missing.length === 0,
            missing.length === 0 ? count(known.length, "property", "properties") : `without ${missing.join(", ")}`,
        );
    }),
    check("G-21", seesIntegrations, async (probe) => {
        const { additionalProperties } = await appSchema(probe);
        return verdict(additionalProperties === false, `additionalProperties is ${String(additionalProperties)}`);
    }),
];

/** The objects of the first page of a list. */
async function listed(probe: Probe, path: string, needs: readonly string[]): Promise<Record<string, unknown>[]> {
    return entitiesOf(needed(await probe.read(path), needs));
}

function inCatalogue(id: Check["id"], permission: string): Check {
    return check(id, [], async (probe) => {
        const known = await catalogue(probe);
        const other = [...known].some((one) => one.toLowerCase() === permission.toLowerCase());
        if (known.has(permission)) return confirmed(`among ${known.size}`);
        return refuted(other ? "there, in other letter case" : `not among ${known.size}`);
    });
}

async function scopes(probe: Probe): Promise<string[]> {
    const known = (await listed(probe, "/oauth/scopes", [])).map(({ id }) => textOf(id));
    if (known.length === 0) throw new NotChecked("the list of scopes is empty");
    return known;
}

async function severalAddresses(probe: Probe) {
    const needs = ["directory:user:view"];
    const users = await listed(probe, "/users?pageSize=5&state=active", needs);
    const addresses = users.map(({ email }) => textOf(email)).filter((email) => email !== "");
    const [one, another] = addresses;
    if (one === undefined || another === undefined) throw new NotChecked("there are no two active users");
    const query = [
        { type: "EXACT", fields: ["email"], values: [one, another] },
        { type: "EXACT", fields: ["state"], values: ["active", "inactive"] },
    ];
    const answer = needed(await probe.ask("POST", "/users/search", { pageSize: 25, query }), needs);
    const found = itemsOf(fieldsOf(answer.body)["results"]).map(({ email }) => textOf(email).toLowerCase());
    const hits = [one, another].filter((email) => found.includes(email.toLowerCase())).length;
    return verdict(hits === 2, `${hits} of 2 addresses found`);
}

/** Types that other clients in production use. An organization need not have them all. */
const types = [
    "embedded-client-app",
    "embedded-client-app-interaction-widget",
    "custom-rest-actions",
    "purecloud-data-actions",
];

async function unlistedTypes(probe: Probe) {
    const answer = needed(await probe.read("/integrations/types?pageSize=500"), seesIntegrations);
    const known = entitiesOf(answer).map(({ id }) => id);
    const hidden: string[] = [];
    for (const type of types.filter((one) => !known.includes(one)))
        if (isGood(await probe.ask("GET", `/integrations/types/${type}`))) hidden.push(type);
    return verdict(
        hidden.length === 0,
        hidden.length === 0 ? count(known.length, "type") : `there and not listed: ${hidden.join(", ")}`,
    );
}

async function appSchema(probe: Probe): Promise<Record<string, unknown>> {
    const path = "/integrations/types/embedded-client-app/configschemas/properties";
    return fieldsOf(needed(await probe.read(path), seesIntegrations).body);
}
