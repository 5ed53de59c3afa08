import { expect } from "chai";
import type * as platformClient from "purecloud-platform-client-v2";
import { type Simulator, startSimulator } from "../../simulator";
import { routes } from "../../simulator/routes";
import { differencesFrom, vendorModels } from "../vendorModels";

/**
 * The official SDK with its own transport: an independent check of the simulator that shares nothing with the provider.
 */
const sdk = require("purecloud-platform-client-v2") as typeof platformClient;

/** An API of the SDK whose answers are compared with the types that the SDK declares for them. */
function compared<Api extends object>(api: Api, differences: Set<string>): Api {
    const { answers } = vendorModels();
    return new Proxy(api, {
        get:
            (_api, name: string) =>
            async (...args: unknown[]) => {
                const answer = await (api as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[
                    name
                ]?.(...args);
                const type = answers.get(name) ?? "";
                for (const one of differencesFrom(type, answer)) differences.add(one);
                return answer;
            },
    });
}

function apis(sim: Simulator, differences: Set<string>) {
    const { instance } = sdk.ApiClient;
    const client = new (instance.constructor as new () => platformClient.ApiClientClass)();
    client.config.live_reload_config = false;
    const { hostname, port } = new URL(sim.url);
    client.setGateway({
        host: hostname,
        protocol: "http",
        port: Number(port),
        path_params_login: "login",
        path_params_api: "",
    });
    return {
        client,
        oauth: compared(new sdk.OAuthApi(client), differences),
        groups: compared(new sdk.GroupsApi(client), differences),
        integrations: compared(new sdk.IntegrationsApi(client), differences),
        authorization: compared(new sdk.AuthorizationApi(client), differences),
        objects: compared(new sdk.ObjectsApi(client), differences),
        users: compared(new sdk.UsersApi(client), differences),
        organization: compared(new sdk.OrganizationApi(client), differences),
        tokens: compared(new sdk.TokensApi(client), differences),
        audits: compared(new sdk.AuditApi(client), differences),
        voicemail: compared(new sdk.VoicemailApi(client), differences),
    };
}
type Apis = ReturnType<typeof apis>;

async function organizationAndUsers(api: Apis, sim: Simulator): Promise<string[]> {
    const { clientId } = sim.credentials;
    expect((await api.organization.getOrganizationsMe()).thirdPartyOrgName).to.equal("acmecontact");
    expect((await api.tokens.getTokensMe({ preserveIdleTTL: true })).OAuthClient?.id).to.equal(clientId);
    expect((await api.authorization.getAuthorizationProducts()).total).to.equal(3);
    const [anna, ben] =
        (await api.users.getUsers({ pageSize: 500, state: "active", expand: ["groups"] })).entities ?? [];
    const ids = [String(anna?.id), String(ben?.id)];
    const user = await api.users.getUser(String(anna?.id), { expand: ["authorization", "groups"], state: "active" });
    expect(user.authorization?.roles?.map(({ name }) => name)).to.deep.equal(["employee"]);
    const find = async (...query: platformClient.Models.UserSearchCriteria[]) => {
        const sort = [{ sortBy: "email", sortOrder: "ASC" }];
        return (await api.users.postUsersSearch({ query, sort, expand: ["groups"], enforcePermissions: false })).total;
    };
    const fields = ["email"];
    const email = String(anna?.email);
    expect(await find({ type: "EXACT", fields, values: [email] })).to.equal(1);
    expect(await find({ type: "STARTS_WITH", fields, value: "anna." })).to.equal(4);
    expect(await find({ type: "CONTAINS", fields: ["name"], value: "SMITH" })).to.equal(16);
    expect(await find({ type: "TERM", fields: ["name"], value: "smith" })).to.equal(16);
    expect(await find({ type: "TERMS", fields: ["name"], values: ["anna", "ben"] })).to.equal(8);
    expect(await find({ type: "REGEX", fields: ["name"], value: "Anna .*" })).to.equal(4);
    expect(await find({ type: "REQUIRED_FIELDS", fields: ["email", "name"] })).to.equal(60);
    expect(await find({ type: "MATCH_ALL" })).to.equal(60);
    const exact = (value: string, operator: string) => ({ type: "EXACT", fields, value, operator });
    expect(await find(exact(email, "OR"), exact(String(ben?.email), "OR"))).to.equal(2);
    expect(await find(exact(email, "NOT"))).to.equal(59);
    const group = [exact(email, "OR"), exact(String(ben?.email), "OR")];
    expect(await find({ type: "EXACT", group }, exact(email, "NOT"))).to.equal(1);
    expect(await find({ type: "QUERY_STRING", fields: ["name"], value: "smith anna" })).to.equal(1);
    expect(await find({ type: "LESS_THAN", fields, value: "anna.c" })).to.equal(1);
    expect(await find({ type: "RANGE", fields, startValue: "anna.", endValue: "anna.c" })).to.equal(1);
    expect(await find({ type: "EXACT", fields, value: "nobody@acme.example" })).to.equal(0);
    return ids;
}

async function rolesAndGrants(api: Apis, sim: Simulator, anna: string): Promise<string> {
    const { authorization, objects } = api;
    expect((await authorization.getAuthorizationPermissions({ pageSize: 500 })).total).to.be.greaterThan(25);
    expect((await objects.getAuthorizationDivisionsHome()).name).to.equal("Home");
    const made = await objects.postAuthorizationDivisions({ name: "Madrid", description: "D" });
    const divisionId = String(made.id);
    expect(await objects.getAuthorizationDivisionsLimit()).to.equal(50);
    expect((await objects.putAuthorizationDivision(divisionId, { ...made, description: "E" })).description).to.equal(
        "E",
    );
    expect((await objects.getAuthorizationDivision(divisionId)).description).to.equal("E");
    expect((await objects.getAuthorizationDivisions({ pageSize: 100, expand: ["x"] })).total).to.equal(5);

    const policy = { domain: "routing", entityName: "queue", actionSet: ["*"], namedResources: [] };
    const role = await authorization.postAuthorizationRoles({
        name: "R",
        permissions: ["group_creation"],
        unusedPermissions: [],
        permissionPolicies: [policy],
    });
    const roleId = role.id ?? "";
    const client = { subjectType: "PC_OAUTH_CLIENT" };
    const all = { subjectIds: [sim.credentials.clientId], divisionIds: ["*"] };
    await authorization.postAuthorizationRole(roleId, all, client);
    await authorization.postAuthorizationRole(roleId, { subjectIds: [anna], divisionIds: [divisionId] });
    expect((await authorization.getAuthorizationRoleSubjectgrants(roleId, { pageSize: 500 })).total).to.equal(2);
    await authorization.deleteAuthorizationSubjectDivisionRole(anna, divisionId, roleId);
    await authorization.postAuthorizationSubjectDivisionRole(anna, divisionId, roleId, { subjectType: "PC_USER" });
    const grants = [{ roleId, divisionId: "*" }];
    await authorization.postAuthorizationSubjectBulkadd(anna, { grants });
    await authorization.postAuthorizationSubjectBulkremove(anna, { grants });
    expect((await authorization.getAuthorizationSubject(anna)).grants).to.have.length(2);
    await authorization.postAuthorizationSubjectBulkreplace(anna, { grants });
    expect((await authorization.getAuthorizationSubject(anna, { includeDuplicates: true })).grants).to.have.length(1);
    expect((await authorization.getAuthorizationSubjectsMe()).grants).to.have.length(2);
    expect(await authorization.putAuthorizationRoleUsersAdd(roleId, [anna])).to.deep.equal([anna]);
    expect((await authorization.getAuthorizationRoleUsers(roleId)).total).to.equal(1);
    expect(await authorization.putAuthorizationRoleUsersRemove(roleId, [anna])).to.deep.equal([anna]);
    const employee = (await authorization.getAuthorizationRoles({ name: "employee" })).entities?.[0]?.id ?? "";
    expect((await authorization.putUserRoles(anna, [employee, roleId])).roles).to.have.length(2);
    expect((await authorization.getUserRoles(anna)).permissions).to.include("routing:queue:view");
    const whole = { ...(await authorization.getAuthorizationRole(roleId)), name: "R2" };
    await authorization.putAuthorizationRole(roleId, whole);
    await authorization.patchAuthorizationRole(roleId, whole);
    const changed = await authorization.getAuthorizationRole(roleId, { userCount: false });
    expect(changed).to.deep.include({ name: "R2", permissions: ["group_creation"] });
    expect((await authorization.getAuthorizationRoles({ name: "R2", userCount: false })).total).to.equal(1);
    await objects.deleteAuthorizationDivision(divisionId, { force: true });
    return roleId;
}

async function clients(api: Apis, roleId: string): Promise<void> {
    expect((await api.oauth.getOauthScopes()).entities).to.have.length(124);
    expect((await api.oauth.getOauthScope("users:readonly")).id).to.equal("users:readonly");
    const roleDivisions = [{ roleId, divisionId: "*" }];
    const body = { name: "C", authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions };
    const made = await api.oauth.postOauthClients(body);
    const id = made.id ?? "";
    expect((await api.oauth.postOauthClientSecret(id)).secret).not.to.equal(made.secret);
    await api.oauth.putOauthClient(id, { ...(await api.oauth.getOauthClient(id)), state: "inactive" });
    expect((await api.oauth.getOauthClient(id)).state).to.equal("inactive");
    expect((await api.oauth.getOauthClients()).entities).to.have.length(3);
    await api.oauth.deleteOauthClient(id);
}

async function groupsAndMembers(api: Apis, [anna = "", ben = ""]: string[]): Promise<string> {
    const group = await api.groups.postGroups({
        name: "G",
        type: "official",
        rulesVisible: true,
        visibility: "public",
        images: [],
        ownerIds: [anna],
    });
    const groupId = group.id ?? "";
    await api.groups.postGroupMembers(groupId, { memberIds: [anna, ben], version: Number(group.version) });
    expect((await api.groups.getGroupIndividuals(groupId)).total).to.equal(2);
    expect((await api.groups.getGroupMembers(groupId, { expand: ["authorization"] })).total).to.equal(2);
    await api.groups.deleteGroupMembers(groupId, [anna, ben].join(","));
    const read = await api.groups.getGroup(groupId);
    await api.groups.putGroup(groupId, { body: { ...read, version: read.version ?? 0, description: "d" } });
    const { entities } = await api.groups.getGroups({ pageSize: 500 });
    expect(entities?.map(({ description }) => description)).to.include("d");
    const query = [{ type: "STARTS_WITH", fields: ["description", "name"], value: "D" }];
    expect((await api.groups.postGroupsSearch({ query, sortBy: "name", sortOrder: "ASC" })).total).to.equal(1);
    const policy = await api.voicemail.getVoicemailGroupPolicy(groupId);
    await api.voicemail.patchVoicemailGroupPolicy(groupId, { ...policy, enabled: true, rotateCallsSecs: 5 });
    expect((await api.voicemail.getVoicemailGroupPolicy(groupId)).rotateCallsSecs).to.equal(5);
    return groupId;
}

async function integrations({ integrations: api }: Apis, groupId: string): Promise<void> {
    expect(await api.getIntegrationsCredentialsTypes()).to.have.length(4);
    const credential = { name: "K", type: { id: "basicAuth" }, credentialFields: { userName: "u", password: "p" } };
    const { id: credentialId = "" } = await api.postIntegrationsCredentials({ body: credential });
    await api.putIntegrationsCredential(credentialId, { body: { ...credential, name: "L" } });
    expect((await api.getIntegrationsCredential(credentialId)).name).to.equal("L");
    expect((await api.getIntegrationsCredentials({ pageSize: 100 })).total).to.equal(1);
    expect((await api.getIntegrationsCredentialsListing({ pageSize: "10" })).entities).to.have.length(1);
    await api.deleteIntegrationsCredential(credentialId);

    expect((await api.getIntegrationsTypes({ pageSize: 100 })).entities).to.have.length(4);
    const type = await api.getIntegrationsType("embedded-client-app");
    expect(await api.getIntegrationsTypeConfigschema(type.id, "properties")).to.have.property("properties");
    const app = await api.postIntegrations({ body: { name: "A", integrationType: type } });
    const appId = app.id ?? "";
    const config = await api.getIntegrationConfigCurrent(appId);
    const properties = { url: "https://a.example", groups: [groupId] };
    const written = await api.putIntegrationConfigCurrent(appId, { body: { ...config, properties } });
    expect(written.properties).to.deep.equal(properties);
    const whole = await api.getIntegration(appId);
    expect(
        (await api.patchIntegration(appId, { body: { ...whole, intendedState: "ENABLED" } })).intendedState,
    ).to.equal("ENABLED");
    expect((await api.getIntegrations({ pageSize: 100 })).entities).to.have.length(2);
    await api.deleteIntegration(appId);
}

async function audits({ audits: api }: Apis): Promise<void> {
    const interval = `${new Date(Date.now() - 86_400_000).toISOString()}/${new Date(Date.now() + 60_000).toISOString()}`;
    const query = { interval, serviceName: "Groups", sort: [{ name: "Timestamp", sortOrder: "descending" }] };
    const realtime = { ...query, pageSize: 500, pageNumber: 1 };
    expect((await api.getAuditsQueryRealtimeServicemapping()).services).not.to.deep.equal([]);
    expect((await api.getAuditsQueryServicemapping()).services).not.to.deep.equal([]);
    expect((await api.postAuditsQueryRealtime(realtime, { expand: ["user"] })).total).to.equal(9);
    const search = (await api.postAuditsQuery(query)).id ?? "";
    for (const state of ["Running", "Succeeded"])
        expect((await api.getAuditsQueryTransactionId(search)).state).to.equal(state);
    const results = await api.getAuditsQueryTransactionIdResults(search, { pageSize: 500 });
    expect(results.entities).to.have.length(9);
}

const lacking = ["name", "rulesVisible", "type", "visibility"];
/** Recorded answers that differ from the description: they win. */
const recorded = [
    "AuthzSubject.grants.*.division.description is lacking", // of a grant in all divisions
    "Group.chat is added",
    "Group.owners.*.version is lacking",
    "GroupEntityListing.entities.*.chat is added",
    "GroupEntityListing.entities.*.owners.*.version is lacking",
    "GroupsSearchResponse.results.*.chat is added",
    "GroupsSearchResponse.results.*.owners.*.version is lacking",
    ...["User", "UserEntityListing.entities.*", "UsersSearchResponse.results.*"].flatMap((user) =>
        lacking.map((field) => `${user}.groups.*.${field} is lacking`),
    ),
    // JSON Schema allows a boolean, and the SDK's type does not.
    "JsonSchemaDocument.additionalProperties is no object: false",
    // Not recorded; CX as Code expects it of a search that finds nothing.
    "UsersSearchResponse.results is lacking",
];

describe("the official JavaScript SDK, untouched, pointed at the simulator", () => {
    it("succeeds in every call, and each answer has the fields and types that the vendor describes", async () => {
        const sim = await startSimulator({ membershipLag: 0, requestsPerMinute: 0 });
        const differences = new Set<string>();
        try {
            const api = apis(sim, differences);
            await api.client.loginClientCredentialsGrant(sim.credentials.clientId, sim.credentials.clientSecret);
            const people = await organizationAndUsers(api, sim);
            const roleId = await rolesAndGrants(api, sim, people[0] ?? "");
            await clients(api, roleId);
            const groupId = await groupsAndMembers(api, people);
            await integrations(api, groupId);
            await api.groups.deleteGroup(groupId);
            await api.authorization.deleteAuthorizationRole(roleId);
            await audits(api);
            await api.tokens.headTokensMe();
            await api.tokens.deleteTokensMe();
            expect(sim.requests.filter(({ status }) => status >= 400)).to.deep.equal([]);
            const called = new Set(sim.requests.map(({ route }) => route));
            const others = routes.map(({ method, path }) => `${method} ${path}`).filter((call) => !called.has(call));
            expect(others).to.deep.equal(["GET /api/v2/users/me"]); // for users only
            expect([...differences].sort()).to.deep.equal([...recorded].sort());
        } finally {
            await sim.stop();
        }
    });
});
