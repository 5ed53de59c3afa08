import type { ResourceToken } from "../../../../provider/resources";
import type { Simulator } from "../../../../simulator";

/** A resource as a program declares it, and as it declares it later. */
export interface Scenario {
    name: string;
    token: ResourceToken;
    first(sim: Simulator): object;
    /** The changes. */
    then(sim: Simulator): object;
}

const marker = "project/stack/name";
const idOf = (items: Iterable<{ id: string; name: string }>, name: string): string =>
    [...items].find((one) => one.name === name)?.id ?? "";
const roleOf = (sim: Simulator, name: string) => idOf(sim.tenant.roles.values(), name);
const [anna, ben, clara] = ["anna.smith", "ben.smith", "clara.smith"].map((name) => `${name}@acme.example`);
const conditions = {
    conjunction: "AND",
    terms: [
        { variableName: "Conversation.queues", operator: "IN", operands: [{ type: "QUEUE", queue: { id: "q1" } }] },
        { variableName: "Conversation.mediaType", operator: "EQ", operands: [{ type: "SCALAR", value: "voice" }] },
    ],
};
const policies = [{ domain: "analytics", entity: "userDetail", actions: ["view"], conditions }];

/** A group that may hold roles. */
function holderOf(sim: Simulator): string {
    const [group] = sim.tenant.groups.values();
    if (group) group.rolesEnabled = true;
    return group?.id ?? "";
}

export const scenarios: Scenario[] = [
    {
        name: "role",
        token: "genesys:Role",
        first: () => ({ name: "R", description: "d", permissions: ["routing:queue:view"], policies, marker }),
        then: () => ({ permissions: ["routing:queue:view", "routing:queue:edit"] }),
    },
    {
        name: "group",
        token: "genesys:Group",
        first: () => ({
            name: "G",
            description: "d",
            type: "official",
            visibility: "members",
            rulesVisible: true,
            rolesEnabled: true,
            includeOwners: false,
            callsEnabled: true,
            email: "g@acme.example",
            owners: [anna],
            addresses: [
                { address: "+493012345678", type: "GROUPRING" },
                { extension: "4711", type: "GROUPPHONE" },
            ],
            marker,
        }),
        then: () => ({ description: "e", visibility: "owners" }),
    },
    {
        name: "members",
        token: "genesys:GroupMembership",
        first: (sim) => ({ group: idOf(sim.tenant.groups.values(), "Sales Europe"), members: [anna, ben] }),
        then: () => ({ members: [ben, clara] }),
    },
    {
        name: "client",
        token: "genesys:OAuthClient",
        first: (sim) => ({
            name: "C",
            description: "d",
            tokenLifetimeSeconds: 3_600,
            allowedIpAddresses: ["203.0.113.0/24"],
            dateToDelete: "2099-01-31T00:00:00Z",
            roles: [{ role: roleOf(sim, "admin"), divisions: ["*"] }],
            marker,
        }),
        then: () => ({ description: "e" }),
    },
    {
        name: "client for logins",
        token: "genesys:OAuthClient",
        first: () => ({
            name: "L",
            grantType: "code",
            scopes: ["users:readonly"],
            redirectUris: ["https://l.example/back"],
            marker,
        }),
        then: () => ({ redirectUris: ["https://l.example/next"] }),
    },
    {
        name: "assignment",
        token: "genesys:RoleAssignment",
        first: (sim) => ({
            role: roleOf(sim, "Quality Evaluator"),
            divisions: [...sim.tenant.divisions.keys()],
            subjects: [{ user: anna }, { group: holderOf(sim) }, { oauthClient: sim.credentials.clientId }],
        }),
        then: (sim) => ({
            subjects: [{ user: ben }, { group: holderOf(sim) }, { oauthClient: sim.credentials.clientId }],
        }),
    },
    {
        name: "assignment to a division",
        token: "genesys:RoleAssignment",
        first: (sim) => ({
            role: roleOf(sim, "Quality Evaluator"),
            divisions: [idOf(sim.tenant.divisions.values(), "Sales")],
            everyActiveUserOf: idOf(sim.tenant.divisions.values(), "Sales"),
        }),
        then: (sim) => ({ divisions: [idOf(sim.tenant.divisions.values(), "Home")] }),
    },
    {
        name: "integration",
        token: "genesys:Integration",
        first: () => ({
            name: "I",
            type: "custom-rest-actions",
            notes: "n",
            properties: { customProperty: "x" },
            credentials: { basicAuth: "c1" },
            marker,
        }),
        then: () => ({ notes: "m" }),
    },
    {
        name: "application",
        token: "genesys:ClientApp",
        first: (sim) => ({
            name: "A",
            url: "https://a.example",
            displayType: "widget",
            category: "crm",
            sandbox: ["allow-forms", "allow-scripts"],
            permissions: ["camera"],
            groups: [idOf(sim.tenant.groups.values(), "Sales Europe")],
            marker,
        }),
        then: () => ({ url: "https://a.example/next", enabled: false }),
    },
];
