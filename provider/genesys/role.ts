import type { Models } from "purecloud-platform-client-v2";
import { z } from "zod";
import { confirmed, isDeclared } from "../core/confirm";
import { readMarker, writeMarker } from "../core/marker";
import { didYouMean, type Problem } from "../core/problem";
import type { Change, Found, ResourceType } from "../core/resourceType";
import { sameJson, sortedSet } from "../core/json";
import { jsonObject, marker, name, setOf } from "../core/schema";
import { unlessGone, unlessUntold } from "../transport/errors";
import { coded } from "../transport/message";
import { orUnreadable, required } from "./answers/needed";
import type { ListedRole, Role as Answer } from "./answers/role";
import { genesys, type GenesysApi } from "./api";
import { type Catalogue, covers, inWordsOf, isWildcard, needsCatalogue, notAmong, overlap } from "./permissions";
import { type Allowed, allowed, asDeclared, byPolicy, permissionsOf, type Policy, toPolicies } from "./policies";
import { writeVersioned } from "./version";
import { writable } from "./writable";

// --- facts ---

const triple = z
    .string()
    .overwrite((value) => value.trim())
    .refine((value) => /^(\*|[^:*\s]+)(:(\*|[^:*\s]+)){2}$/.test(value), {
        error: ({ input }) =>
            coded(
                "CC2036",
                `must have the form domain:entity:action, where each part is a name or *; it is ${JSON.stringify(input)}`,
            ),
    });

const policy = z.strictObject({
    domain: name,
    entity: name,
    actions: z.array(name).min(1, coded("CC2037", "must have at least one action")).overwrite(sortedSet),
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

// --- check ---

function rules({ permissions, policies }: Partial<RoleInputs>): Problem[] {
    return (policies ?? []).flatMap((policy, index) =>
        permissionsOf(policy)
            .filter((permission) => permissions?.some((plain) => covers(plain, permission)))
            .map((permission) => ({
                code: "CC2038",
                path: `policies[${index}].actions`,
                reason: `"${permission}" is also granted without conditions in permissions. Remove one of the two`,
            })),
    );
}

/**
 * Genesys accepts permissions that do not exist, without an error. Permissions that were declared before are not
 * checked again.
 */
async function verify(
    api: GenesysApi,
    { permissions = [], policies = [] }: Partial<RoleInputs>,
    olds: Partial<RoleInputs> = {},
): Promise<Problem[]> {
    const before = new Set(allPermissions(olds));
    const declared = [
        ...permissions.map((permission) => ({ path: `permissions["${permission}"]`, permission })),
        ...policies.flatMap((policy, index) =>
            permissionsOf(policy).map((permission) => ({ path: `policies[${index}]`, permission })),
        ),
    ].filter(({ permission }) => !before.has(permission));
    if (declared.length === 0) return [];
    const [catalogue, untold] = [await api.permissions(), await api.untoldPermissions()];
    return declared
        .filter(({ permission }) => !exists(permission, catalogue))
        .map(({ path, permission }) =>
            untold.some((wildcard) => overlap(wildcard, permission))
                ? { code: "CC2039", path, reason: notTold(permission), inferred: true }
                : { code: "CC2040", path, reason: noPermission(permission, catalogue) },
        );
}

const allPermissions = ({ permissions = [], policies = [] }: Partial<RoleInputs>): string[] => [
    ...permissions,
    ...policies.flatMap(permissionsOf),
];

const exists = (permission: string, catalogue: Catalogue): boolean =>
    isWildcard(permission)
        ? [...catalogue.keys()].some((one) => covers(permission, one))
        : catalogue.has(permission.toLowerCase());

const noPermission = (permission: string, catalogue: Catalogue): string =>
    isWildcard(permission)
        ? `"${permission}" matches no permission of this organization`
        : `"${permission}" does not exist in this organization${didYouMean(permission, catalogue.values())}`;

const notTold = (permission: string): string =>
    `"${permission}" was not checked, because the organization's catalog does not list the permissions of this domain or entity`;

// --- wire ---

const describing = ({ description: text, marker: own }: Partial<RoleInputs>, current?: string) =>
    writeMarker({ text, marker: own }, current);

/** What the role should allow: the declared, the unmanaged and the kept permissions. */
function wanted(declared: Partial<RoleInputs>, current: Allowed, catalogue: Catalogue): Allowed {
    const keep = declared.extraPermissions === "keep";
    const policies = declared.policies ?? current.policies;
    return {
        permissions: sortedSet(wantedPermissions(declared.permissions, current.permissions, { keep, catalogue })),
        policies: byPolicy(keep ? [...policies, ...current.policies] : policies),
    };
}

/** Existing permissions are not changed if they mean the same: a wildcard, or everything that it stands for. */
function wantedPermissions(
    declared: readonly string[] | undefined,
    current: readonly string[],
    { keep, catalogue }: { keep: boolean; catalogue: Catalogue },
): readonly string[] {
    if (declared === undefined) return current;
    const missing = notAmong(declared, current, catalogue);
    const surplus = keep ? [] : notAmong(current, declared, catalogue);
    const spelling = new Map([...catalogue, ...current.map((one) => [one.toLowerCase(), one] as const)]);
    const spelled = (permission: string) => spelling.get(permission.toLowerCase()) ?? permission;
    return surplus.length > 0 ? declared.map(spelled) : [...current, ...missing.map(spelled)];
}

function fromBody(role: Answer, last: Partial<RoleInputs>, catalogue: Catalogue = new Map()): RoleOutputs {
    const { permissions, policies } = asDeclared(allowed(role.permissionPolicies), last.policies, catalogue);
    const extraPermissions = last.extraPermissions ?? "remove";
    const keep = extraPermissions === "keep";
    const own = last.permissions === undefined ? permissions : inWordsOf(last.permissions, permissions, catalogue);
    const { text, marker: found } = readMarker(role.description);
    const isDeclared = (one: Policy) => last.policies?.some((other) => sameJson(one, other)) ?? true;
    return {
        name: required(role.name, `name of the role "${role.id}"`),
        description: text,
        ...(found === undefined ? {} : { marker: found }),
        permissions: sortedSet(keep ? own.filter((one) => last.permissions?.includes(one) ?? true) : own),
        policies: keep ? policies.filter(isDeclared) : policies,
        extraPermissions,
    };
}

/** The catalog, if it is needed to compare the existing with the declared permissions. */
async function catalogueFor(api: GenesysApi, role: Answer, declared: Partial<RoleInputs>): Promise<Catalogue> {
    const { permissions, policies } = allowed(role.permissionPolicies);
    const differs =
        (declared.permissions !== undefined && needsCatalogue(permissions, declared.permissions)) ||
        (declared.policies !== undefined &&
            needsCatalogue(policies.flatMap(permissionsOf), declared.policies.flatMap(permissionsOf)));
    return differs ? api.permissions() : new Map();
}

// --- create, read, update, delete ---

async function create(api: GenesysApi, declared: RoleInputs) {
    const none = { permissions: [], policies: [] };
    const body = {
        name: declared.name,
        description: describing(declared),
        permissionPolicies: toPolicies(wanted(declared, none, await spellings(api, declared, {})), []),
    } as Models.DomainOrganizationRoleCreate;
    const made = await api.vendor.authorization.postAuthorizationRoles(body);
    const id = api.made(made.id);
    return { id, outputs: await shown(api, await inFull(api, id, made, declared), declared) };
}

/** The answer to a write, or a read of the role if that answer does not show all declared values. */
const inFull = (api: GenesysApi, id: string, written: Answer, declared: RoleInputs): Promise<Answer> =>
    confirmed(
        written,
        (answer) => isDeclared(inputs, declared, fromBody(answer, declared)),
        () => get(api, id),
    );
const get = (api: GenesysApi, id: string): Promise<Answer> =>
    api.vendor.authorization.getAuthorizationRole(id, { userCount: false });

async function read(api: GenesysApi, id: string, last: Partial<RoleOutputs>, fresh?: boolean) {
    const role = await (fresh ? api.objects.roles.one(id) : api.objects.roles.get(id));
    return role && shown(api, role, last);
}

const shown = async (api: GenesysApi, role: Answer, last: Partial<RoleInputs>): Promise<RoleOutputs> =>
    fromBody(role, last, await catalogueFor(api, role, last));

async function update(api: GenesysApi, id: string, _last: RoleOutputs, next: RoleInputs): Promise<RoleOutputs> {
    const role = await get(api, id);
    const current = allowed(role.permissionPolicies);
    const catalogue = await spellings(api, next, role);
    const target = (from: Answer) =>
        wanted(next, asDeclared(allowed(from.permissionPolicies), next.policies, catalogue), catalogue);
    const description = describing(next, role.description);
    const same = sameJson(asDeclared(current, next.policies, catalogue), target(role));
    if (same && role.name === next.name && (role.description ?? "") === description) return shown(api, role, next);
    const written = await writeVersioned({
        what: `the role "${next.name}"`,
        first: role,
        read: () => get(api, id),
        managed: (from) => ({ ...fromBody(from, next, catalogue) }),
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
            return inFull(api, id, await api.vendor.authorization.putAuthorizationRole(id, body), next);
        },
    });
    return shown(api, written, next);
}

async function remove(api: GenesysApi, id: string): Promise<void> {
    const send = () => unlessGone(api.vendor.authorization.deleteAuthorizationRole(id));
    await api.deletions.untilGone(api.objects.roles, { id, what: "the role is gone", seconds: 60, send });
}

/** The catalog, if it is needed to spell and expand the declared permissions. */
async function spellings(api: GenesysApi, declared: Partial<RoleInputs>, role: Answer): Promise<Catalogue> {
    const catalogue = await catalogueFor(api, role, declared);
    const present = new Set(allowed(role.permissionPolicies).permissions.map((one) => one.toLowerCase()));
    const told = declared.permissions?.every((one) => present.has(one.toLowerCase())) ?? true;
    // Without a catalog, permissions are sent as the program spells them.
    return told || catalogue.size > 0 ? catalogue : api.permissions().catch(unlessUntold(new Map()));
}

const toFound = (role: ListedRole): Found<RoleOutputs> => ({
    id: role.id,
    name: role.name ?? "",
    outputs: fromBody({ name: "", ...role }, {}),
    ...(role.default || role.base ? { madeBy: "Genesys Cloud" } : {}),
});

async function* list(api: GenesysApi): AsyncGenerator<Found<RoleOutputs>> {
    for await (const role of api.objects.roles.streamInFull())
        yield orUnreadable(role, () => {
            // A role of Genesys Cloud itself must not count as someone's own.
            required(role.default, `default of the role "${role.name ?? role.id}"`);
            return toFound(role);
        });
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
    consequences: {
        removed: {
            permissions: [
                "permission is taken from all holders of the role",
                "permissions are taken from all holders of the role",
            ],
        },
        deleted: "all holders of the role lose it",
    },
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
