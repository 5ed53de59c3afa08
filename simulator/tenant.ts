import { createHash } from "node:crypto";
import allPermissions from "./data/permissions.json";
import type { Grant, Group, Policy, Role, Tenant } from "./model";

export type * from "./model";

/** Objects of each tenant that only their own routes know. */
export function store<Item>(): (tenant: Tenant) => Map<string, Item> {
    const stores = new WeakMap<Tenant, Map<string, Item>>();
    return (tenant) => {
        const items = stores.get(tenant) ?? new Map<string, Item>();
        stores.set(tenant, items);
        return items;
    };
}

export interface TenantOptions {
    seed: number;
    organization: { name: string; shortName: string };
    users: number;
    divisions: readonly string[];
    missingPermissions: readonly string[];
}

export const grantKey = (subjectId: string, roleId: string, divisionId: string): string =>
    `${subjectId} ${roleId} ${divisionId}`;

export function putGrant(tenant: Tenant, grant: Grant): void {
    const key = grantKey(grant.subjectId, grant.roleId, grant.divisionId);
    if (!tenant.grants.has(key)) tenant.grants.set(key, grant);
}

/** Ids and choices that look random and are the same for the same seed. */
function ids(seed: number): () => string {
    let count = 0;
    return () => {
        const hex = createHash("sha256").update(`${seed}/${count++}`).digest("hex");
        return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    };
}

const firstNames = "Anna Ben Clara David Emma Felix Grace Hugo Iris Jonas Karin Leo Maria Noah Olga Paul".split(" ");
const lastNames = "Smith Berger Costa Dubois Evans Fischer Garcia Hansen".split(" ");

/** A tenant that looks like a real organization. */
export function newTenant(options: TenantOptions): Tenant {
    const nextId = ids(options.seed);
    const tenant: Tenant = {
        organization: { id: nextId(), ...options.organization },
        divisions: new Map(),
        users: new Map(),
        roles: new Map(),
        groups: new Map(),
        oauthClients: new Map(),
        integrations: new Map(),
        credentials: new Map(),
        grants: new Map(),
        permissions: new Set(allPermissions.filter((one) => !options.missingPermissions.includes(one))),
        changes: [],
        history: new Map(),
        nextId,
    };
    options.divisions.forEach((name, index) => {
        const id = nextId();
        tenant.divisions.set(id, { id, name, home: index === 0 });
    });
    addUsers(tenant, options.users);
    addRoles(tenant);
    addObjects(tenant);
    return tenant;
}

function addUsers(tenant: Tenant, count: number): void {
    const divisions = [...tenant.divisions.values()];
    for (let index = 0; index < count; index++) {
        const first = firstNames[index % firstNames.length] ?? "";
        const last = lastNames[Math.floor(index / firstNames.length) % lastNames.length] ?? "";
        const turn = Math.floor(index / (firstNames.length * lastNames.length));
        const id = tenant.nextId();
        tenant.users.set(id, {
            id,
            name: `${first} ${last}${turn === 0 ? "" : ` ${turn + 1}`}`,
            email: `${first}.${last}${turn === 0 ? "" : turn + 1}@acme.example`.toLowerCase(),
            state: index % 20 === 19 ? "inactive" : "active",
            divisionId: divisions[index % divisions.length]?.id ?? "",
        });
    }
}

/** Policies, one for each entity, that allow some permissions. */
export function policiesFor(permissions: Iterable<string>): Policy[] {
    const byEntity = new Map<string, Policy>();
    for (const permission of permissions) {
        const [domain = "", entityName = "", action = ""] = permission.split(":");
        const policy = byEntity.get(`${domain}:${entityName}`);
        if (policy) policy.actionSet.push(action);
        else
            byEntity.set(`${domain}:${entityName}`, {
                domain,
                entityName,
                actionSet: [action],
                allowConditions: false,
            });
    }
    return [...byEntity.values()];
}

function addRole(tenant: Tenant, name: string, isDefault: boolean, permissions: Iterable<string>): Role {
    const role = {
        id: tenant.nextId(),
        name,
        description: "",
        default: isDefault,
        policies: policiesFor(permissions),
        permissions: [] as string[],
    };
    tenant.roles.set(role.id, role);
    return role;
}

function addRoles(tenant: Tenant): void {
    const views = [...tenant.permissions].filter((permission) => permission.endsWith(":view"));
    addRole(tenant, "admin", true, tenant.permissions);
    const employee = addRole(tenant, "employee", true, ["directory:user:view"]);
    addRole(
        tenant,
        "Supervisor",
        true,
        views.filter((one) => one.startsWith("routing:")),
    );
    addRole(
        tenant,
        "Quality Evaluator",
        false,
        views.filter((one) => one.startsWith("quality:")),
    );
    // Every user holds a role in the home division from the start.
    const home = [...tenant.divisions.values()].find((division) => division.home);
    for (const { id } of tenant.users.values())
        putGrant(tenant, { subjectId: id, subjectType: "PC_USER", roleId: employee.id, divisionId: home?.id ?? "" });
}

function addObjects(tenant: Tenant): void {
    const people = [...tenant.users.keys()];
    const group = newGroup(tenant, "All Supervisors");
    for (const id of people.slice(0, 5)) group.members.set(id, { from: 0, until: Number.POSITIVE_INFINITY });
    newGroup(tenant, "Sales Europe").description = "Everybody who sells in Europe";
    const id = tenant.nextId();
    tenant.oauthClients.set(id, {
        id,
        name: "Reporting export",
        description: "Made by hand",
        authorizedGrantType: "CODE",
        accessTokenValiditySeconds: 86_400,
        registeredRedirectUri: ["https://reporting.acme.example/callback"],
        scope: ["analytics:readonly"],
        state: "active",
        secret: tenant.nextId(),
    });
    const app = tenant.nextId();
    const config = { name: "Intranet", version: 2, properties: { url: "https://intranet.acme.example" } };
    tenant.integrations.set(app, {
        id: app,
        type: "embedded-client-app",
        intendedState: "ENABLED",
        settledAt: 0,
        config: { ...config, advanced: {}, notes: "", credentials: {} },
    });
}

export function newGroup(tenant: Tenant, name: string): Group {
    const group: Group = {
        id: tenant.nextId(),
        name,
        description: "",
        type: "official",
        visibility: "public",
        rulesVisible: true,
        rolesEnabled: false,
        includeOwners: true,
        callsEnabled: false,
        email: "",
        addresses: [],
        ownerIds: [],
        members: new Map(),
        state: "active",
        version: 1,
    };
    tenant.groups.set(group.id, group);
    return group;
}
