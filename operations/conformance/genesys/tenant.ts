import { entitiesOf, fieldsOf, itemsOf, needed, type RawAnswer, statusOf, textOf } from "../answer";
import { type Check, confirmed, refuted, verdict, type Verdict } from "../check";
import { NotChecked } from "../notChecked";
import type { Made, Probe } from "../probe";
import { isGone } from "./target";

/** A check with its id, the permissions that it needs, the objects that it creates, and its code. */
export const check = (
    id: Check["id"],
    needs: readonly string[],
    run: Check["run"],
    creates?: readonly string[],
): Check => ({ id, needs, run, ...(creates && { creates }) });

export const seesRoles = ["authorization:role:view"];
export const seesGrants = ["authorization:grant:view"];
export const seesClients = ["oauth:client:view"];
export const seesIntegrations = ["integrations:integration:view"];
export const seesAudits = ["audits:audit:view"];

/** The calling client's grants, as the organization reports them. */
export async function callersGrants(probe: Probe): Promise<Record<string, unknown>[]> {
    const { body } = needed(await probe.read("/authorization/subjects/me"), []);
    return itemsOf(fieldsOf(body)["grants"]);
}

/** Every permission of the catalog, `domain:entity:action`. */
export async function catalogue(probe: Probe): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (const entry of await catalogueEntries(probe))
        found.add(["domain", "entityType", "action"].map((key) => textOf(entry[key])).join(":"));
    if (found.size === 0) throw new NotChecked("the catalogue of permissions is empty");
    return found;
}

export const catalogueEntries = (probe: Probe): Promise<Record<string, unknown>[]> =>
    probe.once("catalogue", async () => {
        const pages: RawAnswer[] = [];
        for (let number = 1; number <= 20; number++) {
            const page = needed(
                await probe.ask("GET", `/authorization/permissions?pageSize=500&pageNumber=${number}`),
                [],
            );
            pages.push(page);
            if (number >= Number(fieldsOf(page.body)["pageCount"] ?? 1)) break;
        }
        return pages
            .flatMap(entitiesOf)
            .flatMap(({ permissionMap }) => Object.values(fieldsOf(permissionMap)))
            .flatMap(itemsOf);
    });

/** A test role with harmless permissions. */
export const kitRole = (probe: Probe) => {
    const policy = (actionSet: string[]) => ({ domain: "routing", entityName: "wrapupCode", actionSet });
    const permissionPolicies = [policy(["view"]), policy(["add"])];
    return probe.shared("role", ["authorization:role:add"], { permissionPolicies });
};

export const kitGroup = (probe: Probe) => probe.shared("group", ["directory:group:add"]);

/** A client for user logins. It has no scope and an address that leads nowhere. */
export const codeClient = {
    authorizedGrantType: "CODE",
    registeredRedirectUri: ["https://conformance.invalid/callback"],
};

export const kitClient = (probe: Probe) => probe.shared("client", ["oauth:client:add"], codeClient);

export const kitApp = (probe: Probe) => probe.shared("integration", ["integrations:integration:add"]);

/** The given fields that an object does not have. */
export const lacks = (object: Record<string, unknown>, fields: readonly string[]): string[] =>
    fields.filter((field) => object[field] === undefined || object[field] === null);

export const count = (number: number, one: string, several = `${one}s`): string =>
    `${number} ${number === 1 ? one : several}`;

/** A verdict about each item of a list. An empty list proves nothing. */
export function eachHas(items: Record<string, unknown>[], fields: readonly string[], what: string): Verdict {
    if (items.length === 0) throw new NotChecked(`there is no ${what} to look at`);
    const missing = [...new Set(items.flatMap((one) => lacks(one, fields)))];
    return missing.length === 0
        ? confirmed(
              `${items.length === 1 ? `the ${what}` : `each of ${items.length} ${what}s`} has ${fields.join(", ")}`,
          )
        : refuted(`${what}s without ${missing.join(", ")}`);
}

/** Removes an object that earlier checks used. */
export const removal = (
    id: Check["id"],
    needs: readonly string[],
    kind: string,
    shared: (probe: Probe) => Promise<Made>,
    path: string,
): Check => ({
    id,
    needs,
    creates: [kind],
    run: async (probe) => {
        const { entry, id: object } = await shared(probe);
        await probe.removeAfter(entry);
        const deleted = needed(await probe.ask("DELETE", `${path}/${object}`), needs);
        const answer = await probe.until(isGone, 30, () => probe.ask("GET", `${path}/${object}`));
        if (isGone(answer)) await probe.target.created.remove(entry);
        const state = textOf(fieldsOf(answer.body)["state"]) === "deleted" ? ' with the state "deleted"' : "";
        return verdict(isGone(answer), `${deleted.status}, then ${statusOf(answer)}${state}`);
    },
});
