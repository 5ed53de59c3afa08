import type { Models } from "purecloud-platform-client-v2";
import { z } from "zod";
import { readMarker, writeMarker } from "../core/marker";
import { didYouMean, type Problem } from "../core/problem";
import type { Change, Found, ResourceType } from "../core/resourceType";
import { sameJson, sortedSet } from "../core/json";
import { jsonObject, marker, name, setOf } from "../core/schema";
import { unlessGone } from "../transport/errors";
import { required } from "./answers";
import type { ListedRole, Role as Answer } from "./answers/role";
import { genesys, type GenesysApi } from "./api";
import { type Allowed, allowed, asDeclared, byPolicy, type Policy, toPolicies } from "./policies";
import { writeVersioned } from "./version";
import { readBack, writable } from "./writable";

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

function fromBody(role: Answer, last: Partial<RoleInputs>): RoleOutputs {
    const { permissions, policies } = asDeclared(allowed(role.permissionPolicies), last.policies);
    const extraPermissions = last.extraPermissions ?? "remove";
    const spelling = new Map(last.permissions?.map((permission) => [permission.toLowerCase(), permission]));
    const own = permissions.map((permission) => spelling.get(permission.toLowerCase()) ?? permission);
    const keep = extraPermissions === "keep";
    const { text, marker: found } = readMarker(role.description);
    const isDeclared = (one: Policy) => last.policies?.some((other) => sameJson(one, other)) ?? true;
    return {
        name: required(role.name, `name of the role "${role.id}"`),
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
    const body = {
        name: declared.name,
        description: describing(declared),
        permissionPolicies: toPolicies(wanted(declared, none, await spellings(api, declared)), []),
    } as Models.DomainOrganizationRoleCreate;
    const made = await api.vendor.authorization.postAuthorizationRoles(body);
    const id = api.made(made.id);
    return { id, outputs: fromBody(await inFull(api, id, made), declared) };
}

/** The answer to a write, or the role as it reads back if that answer lacks something. */
const inFull = (api: GenesysApi, id: string, written: Answer): Promise<Answer> =>
    readBack(["name", "description", "permissionPolicies"], written, () => get(api, id));
const get = (api: GenesysApi, id: string): Promise<Answer> =>
    api.vendor.authorization.getAuthorizationRole(id, { userCount: false });

async function read(api: GenesysApi, id: string, last: Partial<RoleOutputs>, fresh?: boolean) {
    const role = await (fresh ? api.objects.roles.one(id) : api.objects.roles.get(id));
    return role && fromBody(role, last);
}

async function update(api: GenesysApi, id: string, _last: RoleOutputs, next: RoleInputs): Promise<RoleOutputs> {
    const role = await get(api, id);
    const current = allowed(role.permissionPolicies);
    const catalogue = await spellings(api, next, current.permissions);
    const target = (from: Answer) =>
        wanted(next, asDeclared(allowed(from.permissionPolicies), next.policies), catalogue);
    const description = describing(next, role.description);
    const same = sameJson(asDeclared(current, next.policies), target(role));
    if (same && role.name === next.name && (role.description ?? "") === description) return fromBody(role, next);
    const written = await writeVersioned({
        what: `the role "${next.name}"`,
        first: role,
        read: () => get(api, id),
        managed: (from) => ({ ...fromBody(from, next) }),
        wanted: next,
        write: async (from) => {
            const body = {
                ...writable("role", from),
                name: next.name,
                description: describing(next, from.description),
                permissionPolicies: toPolicies(
                    target(from),
                    required(from.permissionPolicies, `permissionPolicies of the role "${next.name}"`),
                ),
            } as Models.DomainOrganizationRoleUpdate;
            return inFull(api, id, await api.vendor.authorization.putAuthorizationRole(id, body));
        },
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

const toFound = (role: ListedRole): Found<RoleOutputs> => ({
    id: role.id,
    name: role.name ?? "",
    outputs: fromBody({ name: "", ...role }, {}),
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
