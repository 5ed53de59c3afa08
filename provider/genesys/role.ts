import type { Models } from "purecloud-platform-client-v2";
import { z } from "zod";
import { readMarker, writeMarker } from "../core/marker";
import { didYouMean, type Problem } from "../core/problem";
import type { Change, Found, ResourceType } from "../core/resourceType";
import { canonical, sameJson, sortedSet } from "../core/json";
import { jsonObject, marker, name, setOf } from "../core/schema";
import { unlessGone } from "../transport/errors";
import { required } from "./answers";
import { genesys, type GenesysApi } from "./api";

// --- facts ---

const triple = z
    .string()
    .overwrite((value) => value.trim())
    .refine((value) => /^[^:*\s]+:[^:*\s]+:[^:*\s]+$/.test(value), { error: ({ input }) => notATriple(String(input)) });

const policy = z.strictObject({
    domain: name,
    entity: name,
    actions: z.array(name).min(1, "needs one action or more").overwrite(sortedSet),
    conditions: jsonObject,
});

const inputs = z.strictObject({
    name,
    description: z.string().optional(),
    permissions: setOf(triple).optional(),
    policies: z.array(policy).overwrite(byPolicy).optional(),
    extraPermissions: z.enum(["keep", "remove"]).default("remove"),
    marker,
});

export type RoleInputs = z.output<typeof inputs>;
export type RoleOutputs = RoleInputs;
type Policy = z.output<typeof policy>;

function notATriple(value: string): string {
    // Genesys expands wildcards into the actions of that day and may drop conditions, so they never stay equal.
    return value.includes("*")
        ? `"${value}" is a wildcard, which Genesys Cloud no longer keeps; name each permission`
        : `must have the form domain:entity:action; it is "${value}"`;
}

// --- check ---

function rules({ permissions, policies }: Partial<RoleInputs>): Problem[] {
    const plain = new Set((permissions ?? []).map((permission) => permission.toLowerCase()));
    return (policies ?? []).flatMap(({ domain, entity, actions }, index) =>
        actions
            .map((action) => `${domain}:${entity}:${action}`)
            .filter((permission) => plain.has(permission.toLowerCase()))
            .map((permission) => ({
                path: `policies[${index}].actions`,
                reason: `"${permission}" is granted without conditions in permissions too; leave it out in one of the two`,
            })),
    );
}

/** Genesys accepts permissions that do not exist, in silence. */
async function verify(
    api: GenesysApi,
    { permissions = [], policies = [] }: Partial<RoleInputs>,
    olds: Partial<RoleInputs> = {},
): Promise<Problem[]> {
    const same = sameJson([permissions, policies], [olds.permissions ?? [], olds.policies ?? []]);
    if (same || permissions.length + policies.length === 0) return [];
    const catalogue = await api.permissions();
    const problem = (path: string, permission: string): Problem[] =>
        catalogue.has(permission.toLowerCase())
            ? []
            : [
                  {
                      path,
                      reason: `"${permission}" does not exist in this organisation${didYouMean(permission, catalogue.values())}`,
                  },
              ];
    return [
        ...permissions.flatMap((permission) => problem(`permissions["${permission}"]`, permission)),
        ...policies.flatMap(({ domain, entity, actions }, index) =>
            actions.flatMap((action) => problem(`policies[${index}]`, `${domain}:${entity}:${action}`)),
        ),
    ];
}

// --- wire ---

/** What a role allows, apart from how Genesys cuts it into policies. */
interface Allowed {
    permissions: string[];
    policies: Policy[];
}

function allowed(role: Models.DomainOrganizationRole): Allowed {
    const permissions: string[] = [];
    const policies: Policy[] = [];
    for (const { domain = "", entityName = "", actionSet = [], resourceConditionNode } of role.permissionPolicies ?? [])
        if (resourceConditionNode === undefined || resourceConditionNode === null)
            permissions.push(...actionSet.map((action) => `${domain}:${entityName}:${action}`));
        else
            policies.push({
                domain,
                entity: entityName,
                actions: sortedSet(actionSet),
                conditions: resourceConditionNode as Policy["conditions"],
            });
    return { permissions: sortedSet(permissions), policies: byPolicy(policies) };
}

/** Policies of one entity under the same conditions are one: Genesys merges and splits them. */
function byPolicy(policies: readonly Policy[]): Policy[] {
    const merged = new Map<string, Policy>();
    for (const { domain, entity, actions, conditions } of policies) {
        const key = canonical([domain, entity, conditions]);
        const actionsSoFar = merged.get(key)?.actions ?? [];
        merged.set(key, { domain, entity, actions: sortedSet([...actionsSoFar, ...actions]), conditions });
    }
    return [...merged.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function toPolicies({ permissions, policies }: Allowed): Models.DomainPermissionPolicy[] {
    const byEntity = new Map<string, { domain: string; entityName: string; actionSet: string[] }>();
    for (const permission of permissions) {
        const [domain = "", entityName = "", action = ""] = permission.split(":");
        const key = `${domain}:${entityName}`;
        const entity = byEntity.get(key) ?? { domain, entityName, actionSet: [] };
        entity.actionSet.push(action);
        byEntity.set(key, entity);
    }
    return [
        ...[...byEntity.values()].map((entity) => ({ ...entity, allowConditions: false })),
        ...policies.map(({ domain, entity, actions, conditions }) => ({
            domain,
            entityName: entity,
            actionSet: actions,
            allowConditions: true,
            resourceConditionNode: conditions as Models.DomainResourceConditionNode,
        })),
    ];
}

const describing = ({ description: text, marker: own }: Partial<RoleInputs>, current?: string) =>
    writeMarker({ text, marker: own }, current);

/** What the role should allow: what is declared, what is not managed, and what is to be kept. */
function wanted(declared: Partial<RoleInputs>, current: Allowed, catalogue: ReadonlyMap<string, string>): Allowed {
    const spelled = (permission: string) => catalogue.get(permission.toLowerCase()) ?? permission;
    const permissions = declared.permissions?.map(spelled) ?? current.permissions;
    const policies = declared.policies ?? current.policies;
    if (declared.extraPermissions !== "keep")
        return { permissions: sortedSet(permissions), policies: byPolicy(policies) };
    return {
        permissions: sortedSet([...permissions, ...current.permissions]),
        policies: byPolicy([...policies, ...current.policies]),
    };
}

function fromBody(role: Models.DomainOrganizationRole, last: Partial<RoleInputs>): RoleOutputs {
    const { permissions, policies } = allowed(role);
    const extraPermissions = last.extraPermissions ?? "remove";
    const spelling = new Map(last.permissions?.map((permission) => [permission.toLowerCase(), permission]));
    const own = permissions.map((permission) => spelling.get(permission.toLowerCase()) ?? permission);
    const keep = extraPermissions === "keep";
    const { text, marker: found } = readMarker(role.description);
    const isDeclared = (one: Policy) => last.policies?.some((other) => sameJson(one, other)) ?? true;
    return {
        name: required(role.name, "role name"),
        description: text,
        ...(found === undefined ? {} : { marker: found }),
        permissions: sortedSet(
            keep && last.permissions ? own.filter((permission) => spelling.has(permission.toLowerCase())) : own,
        ),
        policies: keep ? policies.filter(isDeclared) : policies,
        extraPermissions,
    };
}

// --- create, read, update, delete ---

async function create(api: GenesysApi, declared: RoleInputs) {
    const none = { permissions: [], policies: [] };
    const role = await api.vendor.authorization.postAuthorizationRoles({
        name: declared.name,
        description: describing(declared),
        permissionPolicies: toPolicies(wanted(declared, none, await spellings(api, declared))),
    });
    return { id: api.made(required(role.id, "role id")), outputs: fromBody(role, declared) };
}

async function read(api: GenesysApi, id: string, last: Partial<RoleOutputs>, fresh?: boolean) {
    const role = await (fresh ? api.objects.roles.one(id) : api.objects.roles.get(id));
    return role && fromBody(role, last);
}

async function update(api: GenesysApi, id: string, _last: RoleOutputs, next: RoleInputs): Promise<RoleOutputs> {
    const role = await api.vendor.authorization.getAuthorizationRole(id, { userCount: false });
    const current = allowed(role);
    const target = wanted(next, current, await spellings(api, next, current.permissions));
    const description = describing(next, role.description);
    const same = role.name === next.name && (role.description ?? "") === description && sameJson(current, target);
    if (same) return fromBody(role, next);
    const written = await api.vendor.authorization.putAuthorizationRole(id, {
        name: next.name,
        description,
        // Old-style permissions are not ours: what is there goes back.
        ...(role.permissions === undefined ? {} : { permissions: role.permissions }),
        permissionPolicies: toPolicies(target),
    });
    return fromBody(written, next);
}

async function remove(api: GenesysApi, id: string): Promise<void> {
    const send = () => unlessGone(api.vendor.authorization.deleteAuthorizationRole(id));
    await api.deletions.untilGone(api.objects.roles, { id, what: "the role is gone", seconds: 60, send });
}

/** Genesys' spelling of the declared permissions, by their lower-case form: the role's own, or else the catalogue's. */
async function spellings(
    api: GenesysApi,
    { permissions = [] }: Partial<RoleInputs>,
    present: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
    const own = new Map(present.map((permission) => [permission.toLowerCase(), permission]));
    return permissions.every((permission) => own.has(permission.toLowerCase())) ? own : api.permissions();
}

const toFound = (role: Models.DomainOrganizationRole): Found<RoleOutputs> => ({
    id: required(role.id, "role id"),
    name: role.name ?? "",
    outputs: fromBody(role, {}),
    ...(role.default || role.base ? { madeBy: "Genesys Cloud" } : {}),
});

async function* list(api: GenesysApi): AsyncGenerator<Found<RoleOutputs>> {
    for await (const role of api.objects.roles.streamInFull()) yield toFound(role);
}

function needs(change: Change | "read"): string[] {
    const action = { create: "add", update: "edit", delete: "delete", read: "view" }[change];
    return sortedSet(["authorization:role:view", `authorization:role:${action}`]);
}

export const role: ResourceType<GenesysApi, RoleInputs, RoleOutputs> = {
    title: "role",
    inputs,
    replaceOn: [],
    secrets: [],
    connect: (connections) => connections.to(genesys),
    label: ({ name }) => name ?? "",
    rules,
    verify,
    create,
    read,
    update,
    delete: remove,
    needs,
    nameIsUnique: true,
    find: async (api, { name: wanted }, fresh) => (await api.objects.roles.named(wanted, fresh)).map(toFound),
    list,
};
