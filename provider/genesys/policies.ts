import { canonical, isRecord, own, sameJson, sortedSet } from "../core/json";
import type { JsonValue } from "../core/schema";
import { required } from "./answers/needed";
import type { PolicyAnswer } from "./answers/role";
import { type Catalogue, inWordsOf } from "./permissions";

/** Permissions under conditions. */
export interface Policy {
    domain: string;
    entity: string;
    actions: string[];
    conditions: Record<string, JsonValue>;
}

/** What a role allows, no matter how Genesys divides it into policies. */
export interface Allowed {
    permissions: string[];
    policies: Policy[];
}

export function allowed(present: readonly PolicyAnswer[] = []): Allowed {
    const permissions: string[] = [];
    const policies: Policy[] = [];
    for (const { domain, entityName, actionSet, resourceConditionNode } of present.filter(allowsAny))
        if (hasConditions(resourceConditionNode))
            policies.push({
                domain,
                entity: entityName,
                actions: sortedSet(actionSet),
                conditions: withoutNames(resourceConditionNode) as Policy["conditions"],
            });
        else permissions.push(...actionSet.map((action) => `${domain}:${entityName}:${action}`));
    return { permissions: sortedSet(permissions), policies: byPolicy(policies) };
}

const allowsAny = ({ actionSet }: PolicyAnswer) => actionSet.length > 0;

/** The same, but conditions and actions that equal declared ones have their declared form. */
export function asDeclared(
    { permissions, policies }: Allowed,
    declared: readonly Policy[] = [],
    catalogue: Catalogue = new Map(),
): Allowed {
    const named = policies.map((policy) => {
        const same = declared.find((other) => sameEntity(policy, other) && isSame(policy.conditions, other.conditions));
        return same === undefined ? policy : { ...policy, conditions: same.conditions };
    });
    const worded = byPolicy(named).map((policy) => {
        const same = declared.find((other) => sameEntity(policy, other) && policy.conditions === other.conditions);
        if (same === undefined) return policy;
        const all = inWordsOf(permissionsOf(same), permissionsOf(policy), catalogue);
        return { ...policy, actions: sortedSet(all.map((one) => one.split(":")[2] ?? "")) };
    });
    return { permissions, policies: worded };
}

export const permissionsOf = ({ domain, entity, actions }: Omit<Policy, "conditions">): string[] =>
    actions.map((action) => `${domain}:${entity}:${action}`);

const sameEntity = (one: Policy, other: Policy) => one.domain === other.domain && one.entity === other.entity;
const hasConditions = (node: Record<string, unknown> | undefined): node is Record<string, unknown> =>
    node !== undefined && Object.keys(node).length > 0;

/** Policies of one entity under the same conditions are one, because Genesys merges and splits them. */
export function byPolicy(policies: readonly Policy[]): Policy[] {
    const merged = new Map<string, Policy>();
    for (const { domain, entity, actions, conditions } of policies) {
        const key = canonical([domain, entity, inOrder(conditions)]);
        const present = merged.get(key);
        const all = sortedSet([...(present?.actions ?? []), ...actions]);
        merged.set(key, { domain, entity, actions: all, conditions: present?.conditions ?? conditions });
    }
    return [...merged.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/**
 * The policies of a role that allow the wanted actions. Existing policies are kept with all their fields, as far as
 * their actions are wanted; missing actions are added.
 */
export function toPolicies(wanted: Allowed, present: readonly PolicyAnswer[]): object[] {
    const left: Wanted[] = [...withoutConditions(wanted.permissions), ...wanted.policies.map((one) => ({ ...one }))];
    const kept = present.flatMap((policy): PolicyAnswer[] => {
        const own = left.find((other) => allowsLike(policy, other));
        const actionSet = policy.actionSet.filter((action) => own?.actions.includes(action));
        if (own === undefined || actionSet.length === 0) return [];
        own.actions = own.actions.filter((action) => !actionSet.includes(action));
        const node = own.conditions && merged(policy.resourceConditionNode, own.conditions);
        return [{ ...policy, actionSet, ...(node === undefined ? {} : { resourceConditionNode: whole(node) }) }];
    });
    const added = left.filter(({ actions }) => actions.length > 0);
    const joined = kept.map((policy) => {
        const more = added.findIndex((other) => allowsLike(policy, other));
        if (more < 0) return policy;
        const [{ actions }] = added.splice(more, 1) as [Wanted];
        return { ...policy, actionSet: [...policy.actionSet, ...actions] };
    });
    return [...joined, ...added.map(toPolicy)];
}

type Wanted = Omit<Policy, "conditions"> & { conditions?: Policy["conditions"] };

const toPolicy = ({ domain, entity, actions, conditions }: Wanted) => ({
    domain,
    entityName: entity,
    actionSet: actions,
    ...(conditions === undefined ? {} : { allowConditions: true, resourceConditionNode: conditions }),
});

function allowsLike({ domain, entityName, resourceConditionNode: node }: PolicyAnswer, other: Wanted): boolean {
    if (domain !== other.domain || entityName !== other.entity) return false;
    if (other.conditions === undefined || !hasConditions(node))
        return (other.conditions === undefined) === !hasConditions(node);
    return isSame(node, other.conditions);
}

/** Permissions without conditions, by entity. */
function withoutConditions(permissions: readonly string[]): Wanted[] {
    const byEntity = new Map<string, Wanted>();
    for (const permission of permissions) {
        const [domain = "", entity = "", action = ""] = permission.split(":");
        const key = `${domain}:${entity}`;
        const { actions } = byEntity.get(key) ?? { actions: [] };
        byEntity.set(key, { domain, entity, actions: [...actions, action] });
    }
    return [...byEntity.values()];
}

// --- conditions ---

/** Fields of a condition with a known meaning. */
const known = new Set([
    "variableName",
    "operator",
    "operands",
    "conjunction",
    "terms",
    "type",
    "value",
    "user",
    "queue",
    "team",
]);
const isReference = (value: unknown): value is { id: string } => isRecord(value) && typeof value["id"] === "string";

/** Conditions as a program would declare them: references by id, without the names and addresses that the server adds. */
function withoutNames(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withoutNames);
    if (isReference(value)) return { id: value.id };
    if (!isRecord(value)) return value;
    const told = Object.entries(value).filter(([, one]) => isTold(one));
    return Object.fromEntries(told.map(([key, one]) => [key, withoutNames(one)]));
}

/** The same with terms and operands in a fixed order, because their order has no meaning. */
function inOrder(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => canonical(inOrder(one))).sort();
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inOrder(one)]));
}

const isTold = (part: unknown) =>
    part !== undefined && part !== null && part !== "" && !(Array.isArray(part) && part.length === 0);

/**
 * Whether conditions mean the same, as far as the answer shows. A condition without one of its parts does not, because
 * that part was omitted. Unknown fields do not matter.
 */
function isSame(present: unknown, declared: unknown): boolean {
    if (Array.isArray(present) && Array.isArray(declared))
        return (
            present.length === declared.length && declared.every((one) => present.some((other) => isSame(other, one)))
        );
    if (isReference(present) && isReference(declared)) return present.id === declared.id;
    if (!isRecord(present) || !isRecord(declared)) return sameJson(present, declared);
    return Object.entries(present)
        .filter(([, value]) => isTold(value))
        .every(([key, value]) => (Object.hasOwn(declared, key) ? isSame(value, declared[key]) : !known.has(key)));
}

/** Declared conditions, with the additional fields of the answer. */
function merged(present: unknown, declared: unknown): unknown {
    if (Array.isArray(present) && Array.isArray(declared))
        return declared.map((one) =>
            merged(
                present.find((other) => isSame(other, one)),
                one,
            ),
        );
    if (!isTold(present)) return declared;
    if (isReference(present) || !isRecord(present) || !isRecord(declared)) return present;
    const ours = Object.entries(declared).map(([key, value]) => [key, merged(own(present, key), value)]);
    const others = Object.entries(present).filter(([key]) => !Object.hasOwn(declared, key));
    return Object.fromEntries([...ours, ...others]);
}

/** Conditions for a body. Without one of their parts, they would have another meaning. */
function whole(node: unknown): Record<string, unknown> {
    const condition = node as Record<string, unknown>;
    const { terms } = condition;
    const parts = Array.isArray(terms) ? ["conjunction"] : ["variableName", "operator", "operands"];
    for (const part of parts) required(condition[part], `${part} of a condition of the role`);
    for (const term of Array.isArray(terms) ? terms : []) whole(term);
    return condition;
}
