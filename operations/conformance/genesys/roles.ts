import { sameJson } from "../../../provider/core/json";
import { fieldsOf, isGood, itemsOf, needed, statusOf, textOf } from "../answer";
import { type Check, confirmed, refuted, verdict } from "../check";
import type { Probe } from "../probe";
import { catalogue, check, count, kitRole, lacks, removal, seesRoles } from "./tenant";

const adds = ["authorization:role:add", ...seesRoles];
const path = (id: string) => `/authorization/roles/${id}?userCount=false`;
const roleWith = (id: Check["id"], run: Check["run"], needs = adds) => check(id, needs, run, ["role"]);

const policies = (body: unknown) => itemsOf(fieldsOf(body)["permissionPolicies"]);
const permissionsOf = (body: unknown): string[] =>
    policies(body)
        .flatMap(({ domain, entityName, actionSet }) =>
            (Array.isArray(actionSet) ? actionSet : []).map((action) => [domain, entityName, action].join(":")),
        )
        .sort();

/** Creates a role with some policies and reads it back. */
async function roundTrip(probe: Probe, permissionPolicies: object[]) {
    const made = await probe.create("role", { permissionPolicies });
    needed(made.answer, adds);
    return needed(await probe.ask("GET", path(made.id)), seesRoles);
}

/** Checks with test roles, which nobody has. */
export const roles: readonly Check[] = [
    roleWith("G-36", async (probe) => {
        const first = await kitRole(probe);
        const { answer } = await probe.create("role", { permissionPolicies: [] }, first.name);
        return verdict(!isGood(answer), `a second one: ${statusOf(answer)}`);
    }),
    roleWith("G-37", async (probe) => {
        const known = [...(await catalogue(probe))].filter((one) => one.startsWith("routing:wrapupCode:")).sort();
        const { body } = await roundTrip(probe, [{ domain: "routing", entityName: "wrapupCode", actionSet: ["*"] }]);
        const back = permissionsOf(body);
        if (back.some((one) => one.includes("*"))) return refuted("the wildcard comes back as it was sent");
        return verdict(sameJson(back, known), `${count(back.length, "permission")}, ${known.length} in the catalogue`);
    }),
    roleWith("G-38", async (probe) => {
        const { body } = needed(await probe.ask("GET", path((await kitRole(probe)).id)), seesRoles);
        const same = sameJson(permissionsOf(body), ["routing:wrapupCode:add", "routing:wrapupCode:view"]);
        const number = count(policies(body).length, "policy", "policies");
        return verdict(same, `2 policies of one entity come back as ${number}`);
    }),
    roleWith("G-39", async (probe) => {
        const made = await probe.create("role", {
            permissionPolicies: [{ domain: "routing", entityName: "conformanceKit", actionSet: ["view"] }],
        });
        return verdict(isGood(made.answer), `a permission that does not exist: ${statusOf(made.answer)}`);
    }),
    roleWith("G-40", async (probe) => {
        const resourceConditionNode = {
            conjunction: "AND",
            terms: ["Conversation.queues", "Conversation.divisions"].map(term),
        };
        const { body } = await roundTrip(probe, [
            {
                domain: "quality",
                entityName: "evaluation",
                actionSet: ["view"],
                allowConditions: true,
                resourceConditionNode,
            },
        ]);
        const node = fieldsOf(policies(body)[0]?.["resourceConditionNode"]);
        const names = (one: Record<string, unknown>) => itemsOf(one["terms"]).map(({ variableName }) => variableName);
        if (sameJson(names(node), names(resourceConditionNode))) return confirmed("terms in the order sent");
        return refuted(
            names(node).length === 2 ? "terms in another order" : `${count(names(node).length, "term")} of 2`,
        );
    }),
    roleWith(
        "G-41",
        async (probe) => {
            const made = await probe.create("role", {
                permissionPolicies: [{ domain: "routing", entityName: "wrapupCode", actionSet: ["view"] }],
            });
            needed(made.answer, adds);
            needed(await probe.ask("PUT", path(made.id).replace(/\?.*/, ""), { name: made.name }), [
                "authorization:role:edit",
            ]);
            const { body } = needed(await probe.ask("GET", path(made.id)), seesRoles);
            const left = [...permissionsOf(body), ...(textOf(fieldsOf(body)["description"]) ? ["description"] : [])];
            return verdict(
                left.length === 0,
                left.length === 0 ? "what was left out is gone" : `kept: ${left.join(", ")}`,
            );
        },
        [...adds, "authorization:role:edit"],
    ),
    roleWith("G-43", async (probe) => {
        const { answer } = await kitRole(probe);
        const missing = lacks(fieldsOf(answer.body), ["id", "name", "description", "permissionPolicies"]);
        return verdict(missing.length === 0, missing.length === 0 ? "whole" : `without ${missing.join(", ")}`);
    }),
];

/** Last of all: removes the role that the others use. */
export const removedRole: readonly Check[] = [
    removal("G-42", [...adds, "authorization:role:delete"], "role", kitRole, "/authorization/roles"),
];

const term = (variableName: string) => ({
    variableName,
    operator: "EQ",
    operands: [{ type: "SCALAR", value: "conformance" }],
});
