import type { Simulator } from "../simulator";
import { type Group, newGroup, putGrant } from "../simulator/tenant";

/** What a program cannot declare, by the message of `adopt --generate`. */
export const refusedOddities: readonly RegExp[] = [
    /genesys\.ClientApp "Plain text": url: must be an https address; it is "http:/,
    /genesys\.Group "\u00a0Padded ": name: a program cannot declare the existing value/,
    /genesys\.Group "Twins": "[\w-]+" has the same name/,
    /genesys\.Group "Twins": "[\w-]+" has the same name/,
    /genesys\.Group "Unseen": visibility: must be one of "public", "owners", "members"; it is "nobody"/,
    /genesys\.Group "Written by hand": addresses\[0\]\.address: must be a number in E\.164 form/,
    /genesys\.OAuthClient "Disabled": state: must be one of "active", "inactive"; it is "disabled"/,
    /genesys\.OAuthClient "Of tomorrow": grantType: must be one of .*; it is "DEVICE"/,
    /genesys\.RoleAssignment "Trusted": subjects\[1\]: must be one of \{ user: … \}/,
    /genesys\.Integration "Suspended": Genesys Cloud answered with the unknown value "SUSPENDED" as the intendedState/,
    /genesys\.OAuthClient "Untold": Genesys Cloud answered without the authorizedGrantType/,
    /genesys\.OAuthClient "Roleless": roles: a client-credentials client needs at least one role/,
];

/** Adds one of every oddity to a tenant that an organization may have and a program cannot always declare. */
export function addOddities(sim: Simulator): void {
    const { tenant, settings } = sim;
    Object.assign(settings, { keepWildcards: true, namedConditions: true });
    const group = (name: string, more: Partial<Group> = {}) => Object.assign(newGroup(tenant, name), more);
    group("\u00a0Padded ");
    group("Twins");
    group("Twins");
    group("Unseen", { visibility: "nobody" as never });
    group("Written by hand", { addresses: [{ address: "030 123-456", type: "GROUPRING", mediaType: "PHONE" }] });
    const phone = { type: "GROUPPHONE", mediaType: "PHONE" };
    const reachable = group("Reachable", {
        addresses: [
            { address: "+4930123456", ...phone },
            { extension: "4711", ...phone },
        ],
    });
    const [member = ""] = tenant.users.keys();
    for (const one of [reachable, ...tenant.groups.values()])
        one.members.set(member, { from: 0, until: Number.POSITIVE_INFINITY });

    const client = (name: string, authorizedGrantType: string, more: object = {}) => {
        const id = tenant.nextId();
        const usual = {
            accessTokenValiditySeconds: 86_400,
            registeredRedirectUri: [],
            scope: [],
            state: "active" as const,
        };
        tenant.oauthClients.set(id, { id, name, authorizedGrantType, secret: tenant.nextId(), ...usual, ...more });
        return id;
    };
    const registeredRedirectUri = ["https://a.example/back"];
    client("Disabled", "CODE", { registeredRedirectUri, state: "disabled" });
    client("Of tomorrow", "DEVICE");
    client("Roleless", "CLIENT-CREDENTIALS");
    client("Untold", "");
    client("Implicit", "TOKEN", { registeredRedirectUri });
    client("Local", "CODE", {
        registeredRedirectUri: ["http://localhost:8080/cb", "myapp://back", "http://a.example"],
    });
    client("On its way out", "CODE", { state: "inactive", dateToDelete: "2099-01-31T00:00:00Z" });
    const full = client("Restricted", "CLIENT-CREDENTIALS", {
        allowedIPAddresses: ["203.0.113.9/24", "2001:DB8::1"],
        dateToDelete: "2099-01-31T00:00:00Z",
        more: { addedLater: { by: "Genesys" } },
    });
    const role = [...tenant.roles.values()].find(({ name }) => name === "Quality Evaluator")?.id ?? "";
    putGrant(tenant, { subjectId: full, subjectType: "PC_OAUTH_CLIENT", roleId: role, divisionId: "*" });

    const wildcards = tenant.nextId();
    const policies = [
        { domain: "routing", entityName: "wrapupCode", actionSet: ["*"], allowConditions: false },
        { domain: "quality", entityName: "*", actionSet: ["view"], allowConditions: false },
        { domain: "retired", entityName: "thing", actionSet: ["*"], allowConditions: false },
    ];
    const old = { name: "Wildcards", description: "", default: false, permissions: ["group_creation"] };
    tenant.roles.set(wildcards, { id: wildcards, ...old, policies });
    // A user of a trusted organization, whom no program can name, next to one of this organization.
    const trusted = tenant.nextId();
    tenant.roles.set(trusted, { id: trusted, name: "Trusted", description: "", default: false, policies: [] });
    for (const [subjectType, subjectId] of [
        ["PC_USER", member] as const,
        ["PC_TRUSTEE_USER", tenant.nextId()] as const,
    ])
        putGrant(tenant, { subjectId, subjectType, roleId: trusted, divisionId: "*" });

    const integration = (name: string, type: string, intendedState: string, properties: Record<string, unknown>) => {
        const id = tenant.nextId();
        const config = { name, version: 1, properties, advanced: {}, notes: "", credentials: {} };
        tenant.integrations.set(id, { id, type, intendedState: intendedState as "DISABLED", settledAt: 0, config });
    };
    integration("Plain text", "embedded-client-app", "DISABLED", { url: "http://intranet.acme.example" });
    integration("Suspended", "custom-rest-actions", "SUSPENDED", {});
}
