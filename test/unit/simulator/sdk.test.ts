import { expect } from "chai";
import type * as platformClient from "purecloud-platform-client-v2";
import { startSimulator } from "../../../simulator";

/** The official SDK with its own transport: a second opinion on the simulator that shares nothing with the provider. */
const sdk = require("purecloud-platform-client-v2") as typeof platformClient;

function apis(url: string) {
    const { instance } = sdk.ApiClient;
    const client = new (instance.constructor as new () => platformClient.ApiClientClass)();
    client.config.live_reload_config = false;
    const { hostname, port } = new URL(url);
    client.setGateway({
        host: hostname,
        protocol: "http",
        port: Number(port),
        path_params_login: "login",
        path_params_api: "",
    });
    return {
        client,
        oauth: new sdk.OAuthApi(client),
        groups: new sdk.GroupsApi(client),
        integrations: new sdk.IntegrationsApi(client),
        authorization: new sdk.AuthorizationApi(client),
        users: new sdk.UsersApi(client),
        organization: new sdk.OrganizationApi(client),
        tokens: new sdk.TokensApi(client),
        audits: new sdk.AuditApi(client),
    };
}

describe("the official SDK, pointed at the simulator", () => {
    it("succeeds in every call that the provider uses", async () => {
        const sim = await startSimulator({ membershipLag: 0 });
        try {
            const { client, ...api } = apis(sim.url);
            const { clientId, clientSecret } = sim.credentials;
            await client.loginClientCredentialsGrant(clientId, clientSecret);

            expect((await api.organization.getOrganizationsMe()).thirdPartyOrgName).to.equal("acmecontact");
            expect((await api.tokens.getTokensMe({ preserveIdleTTL: true })).OAuthClient?.id).to.equal(clientId);
            expect((await api.oauth.getOauthScopes()).entities).to.have.length(124);
            expect((await api.authorization.getAuthorizationPermissions({ pageSize: 500 })).total).to.be.greaterThan(
                25,
            );
            expect((await api.authorization.getAuthorizationDivisionsHome()).name).to.equal("Home");
            const [, sales] = (await api.authorization.getAuthorizationDivisions({ pageSize: 100 })).entities ?? [];
            const [anna, ben] = (await api.users.getUsers({ pageSize: 500, state: "active" })).entities ?? [];
            const found = await api.users.postUsersSearch({
                query: [{ type: "EXACT", fields: ["email"], values: [String(anna?.email)] }],
            });
            expect(found.results?.[0]?.id).to.equal(anna?.id);

            const role = await api.authorization.postAuthorizationRoles({ name: "R", permissionPolicies: [] });
            const roleId = role.id ?? "";
            const divisionId = sales?.id ?? "";
            await api.authorization.postAuthorizationRole(
                roleId,
                { subjectIds: [clientId], divisionIds: ["*"] },
                { subjectType: "PC_OAUTH_CLIENT" },
            );
            await api.authorization.postAuthorizationRole(roleId, {
                subjectIds: [String(anna?.id)],
                divisionIds: [divisionId],
            });
            expect(
                (await api.authorization.getAuthorizationRoleSubjectgrants(roleId, { pageSize: 500 })).total,
            ).to.equal(2);
            await api.authorization.deleteAuthorizationSubjectDivisionRole(String(anna?.id), divisionId, roleId);
            await api.authorization.putAuthorizationRole(roleId, { name: "R2" });
            expect((await api.authorization.getAuthorizationRole(roleId, { userCount: false })).name).to.equal("R2");
            expect((await api.authorization.getAuthorizationRoles({ name: "R2", userCount: false })).total).to.equal(1);

            const body = {
                name: "C",
                authorizedGrantType: "CLIENT-CREDENTIALS",
                roleDivisions: [{ roleId, divisionId: "*" }],
            };
            const made = await api.oauth.postOauthClients(body);
            const id = made.id ?? "";
            expect((await api.oauth.postOauthClientSecret(id)).secret).not.to.equal(made.secret);
            await api.oauth.putOauthClient(id, { ...body, state: "inactive" });
            expect((await api.oauth.getOauthClient(id)).state).to.equal("inactive");
            expect((await api.oauth.getOauthClients()).entities).to.have.length(3);
            await api.oauth.deleteOauthClient(id);

            const group = await api.groups.postGroups({
                name: "G",
                type: "official",
                rulesVisible: true,
                visibility: "public",
            });
            const groupId = group.id ?? "";
            const memberIds = [String(anna?.id), String(ben?.id)];
            await api.groups.postGroupMembers(groupId, { memberIds, version: Number(group.version) });
            expect((await api.groups.getGroupIndividuals(groupId)).entities).to.have.length(2);
            await api.groups.deleteGroupMembers(groupId, memberIds.join(","));
            const { version = 0 } = await api.groups.getGroup(groupId);
            await api.groups.putGroup(groupId, { body: { version, description: "d" } });
            expect(
                (await api.groups.getGroups({ pageSize: 500 })).entities?.map(({ description }) => description),
            ).to.include("d");

            const type = { id: "embedded-client-app" } as platformClient.Models.IntegrationType;
            const app = await api.integrations.postIntegrations({ body: { name: "A", integrationType: type } });
            const appId = app.id ?? "";
            const config = await api.integrations.getIntegrationConfigCurrent(appId);
            await api.integrations.putIntegrationConfigCurrent(appId, {
                body: {
                    ...config,
                    id: undefined,
                    properties: { url: "https://a.example", groups: [groupId] },
                } as never,
            });
            await api.integrations.patchIntegration(appId, { body: { intendedState: "ENABLED" } });
            expect((await api.integrations.getIntegration(appId)).intendedState).to.equal("ENABLED");
            expect((await api.integrations.getIntegrations({ pageSize: 100 })).entities).to.have.length(2);
            expect((await api.integrations.getIntegrationsTypes({ pageSize: 100 })).entities).to.have.length(4);
            expect(
                await api.integrations.getIntegrationsTypeConfigschema(type.id ?? "", "properties"),
            ).to.have.property("properties");
            await api.integrations.deleteIntegration(appId);
            await api.groups.deleteGroup(groupId);
            await api.authorization.deleteAuthorizationRole(roleId);

            const interval = `${new Date(Date.now() - 86_400_000).toISOString()}/${new Date().toISOString()}`;
            const query = { interval, serviceName: "Groups", sort: [{ name: "Timestamp", sortOrder: "descending" }] };
            const realtime = { ...query, pageSize: 500, pageNumber: 1 };
            expect((await api.audits.getAuditsQueryRealtimeServicemapping()).services).not.to.be.empty;
            expect((await api.audits.postAuditsQueryRealtime(realtime, { expand: ["user"] })).total).to.equal(9);
            const search = (await api.audits.postAuditsQuery(query)).id ?? "";
            for (const state of ["Running", "Succeeded"])
                expect((await api.audits.getAuditsQueryTransactionId(search)).state).to.equal(state);
            const results = await api.audits.getAuditsQueryTransactionIdResults(search, { pageSize: 500 });
            expect(results.entities).to.have.length(9);
            expect(sim.requests.filter(({ status }) => status >= 400)).to.deep.equal([]);
        } finally {
            await sim.stop();
        }
    });
});
