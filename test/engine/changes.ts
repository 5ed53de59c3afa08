import type { Severity } from "../../operations/drift/severity";
import * as contact from "../../sdk";
import type { Simulator } from "../../simulator";
import type { Group, Integration, OAuthClient, Policy, Role } from "../../simulator/tenant";
import { putGrant } from "../../simulator/tenant";

/** A change behind the program's back, each to its own object, and the expected finding of a review. */
interface Case<T> {
    what: string;
    apply(object: T, sim: Simulator): void;
    /** Beginning of the property's path; absent if the whole object is gone. */
    path?: string;
    kind?: "added" | "removed" | "changed";
    says: `${Severity} ${string}`;
}

const policy = (domain: string, entityName: string, action: string): Policy => ({
    domain,
    entityName,
    actionSet: [action],
    allowConditions: false,
});
const unmarked = (text: string | undefined) => (text ?? "").replace(/\s?managed by pulumi-contact-center: [^\n]+/, "");
const missing = "medium missing";

const roles: Case<Role>[] = [
    {
        what: "permission added",
        apply: (role) => (role.policies = [...role.policies, policy("routing", "queue", "add")]),
        path: "permissions",
        kind: "added",
        says: "high role-permission-added",
    },
    {
        what: "permission removed",
        apply: (role) => (role.policies = role.policies.filter(({ domain }) => domain !== "directory")),
        path: "permissions",
        kind: "removed",
        says: "medium less-access",
    },
    {
        what: "description",
        apply: (role) => void (role.description = `other\n${role.description}`),
        path: "description",
        says: "low other",
    },
    { what: "name", apply: (role) => void (role.name = "Renamed role"), path: "name", says: "low other" },
    {
        what: "marker removed",
        apply: (role) => void (role.description = unmarked(role.description)),
        path: "marker",
        kind: "removed",
        says: "low marker",
    },
    { what: "deleted", apply: (role, { tenant }) => void tenant.roles.delete(role.id), says: missing },
];

const codeClients: Case<OAuthClient>[] = [
    {
        what: "scope added",
        apply: ({ scope }) => void scope.push("users"),
        path: "scopes",
        kind: "added",
        says: "high client-scope-added",
    },
    {
        what: "scope removed",
        apply: ({ scope }) => void scope.pop(),
        path: "scopes",
        kind: "removed",
        says: "medium less-access",
    },
    {
        what: "all scopes removed",
        apply: (client) => void (client.scope = []),
        path: "scopes",
        kind: "removed",
        says: "high client-unrestricted",
    },
    {
        what: "redirect address added",
        apply: ({ registeredRedirectUri: uris }) => void uris.push("https://elsewhere.example/"),
        path: "redirectUris",
        kind: "added",
        says: "high client-redirect-added",
    },
    {
        what: "redirect address removed",
        apply: ({ registeredRedirectUri: uris }) => void uris.pop(),
        path: "redirectUris",
        kind: "removed",
        says: "medium less-access",
    },
    {
        what: "description",
        apply: (client) => void (client.description = `other\n${client.description}`),
        path: "description",
        says: "low other",
    },
    { what: "name", apply: (client) => void (client.name = "Renamed client"), path: "name", says: "low other" },
    {
        what: "token life",
        apply: (client) => void (client.accessTokenValiditySeconds = 172_800),
        path: "tokenLifetimeSeconds",
        says: "medium client-token-lifetime",
    },
    { what: "inactive", apply: (client) => void (client.state = "inactive"), path: "state", says: "medium inactive" },
    {
        what: "marker removed",
        apply: (client) => void (client.description = unmarked(client.description)),
        path: "marker",
        kind: "removed",
        says: "low marker",
    },
    { what: "deleted", apply: (client) => void (client.state = "deleted"), says: missing },
    {
        what: "grant type",
        apply: (one) => {
            one.authorizedGrantType = "TOKEN";
        },
        path: "grantType",
        kind: "changed",
        says: "medium client-grant-type",
    },
];

const roleNamed = ({ tenant }: Simulator, name: string) =>
    [...tenant.roles.values()].find((one) => one.name === name)?.id ?? "";
const division = ({ tenant }: Simulator, name: string) =>
    [...tenant.divisions.values()].find((one) => one.name === name)?.id ?? "";
const grantsOf = ({ tenant }: Simulator, subject: string) =>
    [...tenant.grants.entries()].filter(([, { subjectId }]) => subjectId === subject);
const client = "PC_OAUTH_CLIENT";

const dataClients: Case<OAuthClient>[] = [
    {
        what: "role added",
        apply: ({ id }, sim) =>
            putGrant(sim.tenant, {
                subjectId: id,
                subjectType: client,
                roleId: roleNamed(sim, "admin"),
                divisionId: "*",
            }),
        path: "roles",
        kind: "added",
        says: "high client-role-added",
    },
    {
        what: "division added",
        apply: ({ id }, sim) => {
            const roleId = grantsOf(sim, id)[0]?.[1].roleId ?? "";
            putGrant(sim.tenant, { subjectId: id, subjectType: client, roleId, divisionId: division(sim, "Berlin") });
        },
        path: "roles",
        kind: "added",
        says: "high client-role-added",
    },
    {
        what: "division removed",
        apply: ({ id }, sim) => {
            const sales = division(sim, "Sales");
            for (const [key, { divisionId }] of grantsOf(sim, id))
                if (divisionId === sales) sim.tenant.grants.delete(key);
        },
        path: "roles",
        kind: "removed",
        says: "medium less-access",
    },
];

const apps: Case<Integration>[] = [
    {
        what: "group filter removed",
        apply: ({ config }) => void (config.properties["groups"] = []),
        path: "groups",
        kind: "removed",
        says: "high app-unrestricted",
    },
    {
        what: "group added",
        apply: ({ config }, { tenant }) =>
            void (config.properties["groups"] = [
                ...(config.properties["groups"] as string[]),
                [...tenant.groups.keys()][0],
            ]),
        path: "groups",
        kind: "added",
        says: "high app-unrestricted",
    },
    {
        what: "address",
        apply: ({ config }) => void (config.properties["url"] = "https://elsewhere.example/"),
        path: "url",
        says: "high app-address",
    },
    {
        what: "sandbox option added",
        apply: ({ config }) => void (config.properties["sandbox"] = "allow-forms,allow-scripts,allow-popups"),
        path: "sandbox",
        kind: "added",
        says: "high app-option-added",
    },
    {
        what: "sandbox option removed",
        apply: ({ config }) => void (config.properties["sandbox"] = "allow-scripts"),
        path: "sandbox",
        kind: "removed",
        says: "medium less-access",
    },
    {
        what: "frame permission added",
        apply: ({ config }) => void (config.properties["permissions"] = "camera,microphone"),
        path: "permissions",
        kind: "added",
        says: "high app-option-added",
    },
    {
        what: "disabled",
        apply: (app) => void (app.intendedState = "DISABLED"),
        path: "enabled",
        says: "medium disabled",
    },
    {
        what: "notes",
        apply: ({ config }) => void (config.notes = `other\n${config.notes}`),
        path: "notes",
        says: "low other",
    },
    {
        what: "display type",
        apply: ({ config }) => void (config.properties["displayType"] = "widget"),
        path: "displayType",
        says: "low other",
    },
    {
        what: "category",
        apply: ({ config }) => void (config.properties["featureCategory"] = "other"),
        path: "category",
        says: "low other",
    },
    { what: "name", apply: ({ config }) => void (config.name = "Renamed app"), path: "name", says: "low other" },
    { what: "deleted", apply: ({ id }, { tenant }) => void tenant.integrations.delete(id), says: missing },
];

const person = ({ tenant }: Simulator, index: number) =>
    [...tenant.users.values()].filter(({ state }) => state === "active")[index];

const groups: Case<Group>[] = [
    {
        what: "owner added",
        apply: ({ ownerIds }, sim) => void ownerIds.push(person(sim, 5)?.id ?? ""),
        path: "owners",
        kind: "added",
        says: "high group-owner-added",
    },
    {
        what: "owner removed",
        apply: (group) => void (group.ownerIds = []),
        path: "owners",
        kind: "removed",
        says: "low other",
    },
    {
        what: "visibility",
        apply: (group) => void (group.visibility = "members"),
        path: "visibility",
        says: "low other",
    },
    {
        what: "description",
        apply: (group) => void (group.description = `other\n${group.description}`),
        path: "description",
        says: "low other",
    },
    { what: "name", apply: (group) => void (group.name = "Renamed group"), path: "name", says: "low other" },
    {
        what: "rules hidden",
        apply: (group) => void (group.rulesVisible = false),
        path: "rulesVisible",
        says: "low other",
    },
    { what: "deleted", apply: (group) => void (group.state = "deleted"), says: missing },
];

const memberships: Case<Group>[] = [
    {
        what: "member added",
        apply: ({ members }, sim) =>
            void members.set(person(sim, 5)?.id ?? "", { from: 0, until: Number.POSITIVE_INFINITY }),
        path: "members",
        kind: "added",
        says: "high member-added",
    },
    {
        what: "member removed",
        apply: ({ members }) => members.clear(),
        path: "members",
        kind: "removed",
        says: "medium less-access",
    },
];

const assignments: Case<Role>[] = [
    {
        what: "holder lost",
        apply: ({ id }, { tenant }) => {
            for (const [key, { roleId }] of tenant.grants) if (roleId === id) tenant.grants.delete(key);
        },
        path: "subjects",
        kind: "removed",
        says: "medium less-access",
    },
];

const integrations: Case<Integration>[] = [
    {
        what: "notes",
        apply: ({ config }) => void (config.notes = `other\n${config.notes}`),
        path: "notes",
        says: "low other",
    },
    {
        what: "disabled",
        apply: (one) => void (one.intendedState = "DISABLED"),
        path: "enabled",
        says: "medium disabled",
    },
    { what: "deleted", apply: ({ id }, { tenant }) => void tenant.integrations.delete(id), says: missing },
];

/** By the class of the resources that they are about, and by the place of their objects. */
const tables = [
    ["Role", "Role", roles],
    ["OAuthClient", "OAuthClient", codeClients],
    ["OAuthClient", "Data client", dataClients],
    ["ClientApp", "App", apps],
    ["Group", "Group", groups],
    ["GroupMembership", "Members", memberships],
    ["RoleAssignment", "Assigned", assignments],
    ["Integration", "Data actions", integrations],
] as const;

/** One change: the object's name, the resource's name in the program, and the expected finding. */
export interface SingleChange extends Omit<Case<never>, "apply"> {
    class: string;
    object: string;
    apply(sim: Simulator): void;
}

export const changes: readonly SingleChange[] = tables.flatMap(([type, prefix, cases]) =>
    (cases as readonly Case<never>[]).map(({ apply, ...one }) => {
        const object = `${prefix} ${one.what}`;
        return { ...one, class: `genesys.${type}`, object, apply: (sim) => apply(objectNamed(sim, object), sim) };
    }),
);

function objectNamed({ tenant }: Simulator, name: string): never {
    const integrated = [...tenant.integrations.values()].find(({ config }) => config.name === name);
    const named = [tenant.roles, tenant.groups, tenant.oauthClients].flatMap((kind) => [...kind.values()]);
    const found = integrated ?? named.find((one) => one.name === name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found as never;
}

const names = (prefix: string): string[] =>
    changes.map(({ object }) => object).filter((name) => name.startsWith(prefix));

/** Creates an object for each change, with every property declared. */
export function changesProgram(): void {
    const { genesys } = contact;
    const permissions = ["routing:queue:view", "directory:user:view"];
    const notes = "as declared";
    for (const name of names("Role ")) new genesys.Role(name, { name, description: notes, permissions });
    const some = new genesys.Group("some", { name: "Some group", rolesEnabled: true });
    declareClients(notes);
    for (const name of names("App "))
        new genesys.ClientApp(name, {
            name,
            notes,
            url: `https://app.example/${encodeURIComponent(name)}`,
            displayType: "standalone",
            category: "c",
            sandbox: ["allow-scripts", "allow-forms"],
            permissions: ["camera"],
            groups: [some.id],
            enabled: true,
        });
    const anna = "anna.smith@acme.example";
    for (const name of names("Group "))
        new genesys.Group(name, {
            name,
            description: notes,
            visibility: "public",
            rulesVisible: true,
            owners: [anna],
        });
    for (const name of names("Members ")) {
        const { id } = new genesys.Group(name, { name, visibility: "public" });
        new genesys.GroupMembership(`${name} membership`, { group: id, members: [anna] });
    }
    const sales = genesys.division("Sales").then(({ id }) => id);
    for (const name of names("Assigned ")) {
        const role = new genesys.Role(name, { name, permissions });
        const subjects = [{ group: some.id }];
        new genesys.RoleAssignment(`${name} assignment`, { role: role.id, divisions: [sales], subjects });
    }
    for (const name of names("Data actions "))
        new genesys.Integration(name, { name, type: "purecloud-data-actions", notes, enabled: true });
}

function declareClients(description: string): void {
    const { genesys } = contact;
    for (const name of names("OAuthClient "))
        new genesys.OAuthClient(name, {
            name,
            description,
            grantType: "code",
            state: "active",
            tokenLifetimeSeconds: 86_400,
            scopes: ["groups:readonly", "users:readonly"],
            redirectUris: ["https://one.example/", "https://two.example/"],
        });
    const shared = new genesys.Role("shared", { name: "Shared", permissions: ["routing:queue:view"] });
    const caller = genesys.caller().then(({ id }) => id);
    const held = new genesys.RoleAssignment("held", {
        role: shared.id,
        divisions: ["*"],
        subjects: [{ oauthClient: caller }],
    });
    const divisions = ["Sales", "Support"].map((name) => genesys.division(name).then(({ id }) => id));
    const roles = [{ role: shared.id, divisions }];
    for (const name of names("Data client "))
        new genesys.OAuthClient(name, { name, description, roles }, { dependsOn: [held] });
}
