import { expect } from "chai";
import { oauthClient } from "../../../provider/genesys/oauthClient";
import { PartialFailure } from "../../../provider/core/resourceType";
import type { Simulator } from "../../../simulator";
import { printedDuring } from "../../printed";
import { checked, writes } from "./checked";
import { connectTo, withGenesys } from "./tenant";

const adminRole = (sim: Simulator) => [...sim.tenant.roles.values()].find(({ name }) => name === "admin")?.id ?? "";
const data = (sim: Simulator, more: object = {}) =>
    checked(oauthClient, { name: "Data", roles: [{ role: adminRole(sim), divisions: ["*"] }], ...more });
const sso = { name: "SSO", grantType: "code", scopes: ["users:readonly"], redirectUris: ["https://a.example/back"] };

describe("genesys.OAuthClient", () => {
    it(
        "is created with one request, in the API's spelling of the grant type, and returns its secret",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await oauthClient.create(api, data(sim));
            expect(writes(sim)).to.deep.equal(["POST /api/v2/oauth/clients"]);
            expect(sim.tenant.oauthClients.get(id)?.authorizedGrantType).to.equal("CLIENT-CREDENTIALS");
            expect(outputs.clientSecret).to.equal(sim.tenant.oauthClients.get(id)?.secret);
            expect(outputs.clientId).to.equal(id);
        }),
    );

    it(
        "a refresh keeps the secret, which Genesys does not show again",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await oauthClient.create(api, data(sim));
            expect(await oauthClient.read(api, id, outputs)).to.deep.equal(outputs);
            expect((await oauthClient.read(api, id, {}))?.clientSecret).to.equal(undefined);
        }),
    );

    it(
        "the approval by an administrator is mentioned if people can log in with it now, and could not before",
        withGenesys(async ({ sim, api }) => {
            const noted = async (work: () => Promise<unknown>) =>
                /an administrator must approve it once/.test(await printedDuring(work));
            const code = checked(oauthClient, sso);
            const { id, outputs } = await oauthClient.create(api, data(sim));
            const update = (last: typeof outputs) => noted(async () => oauthClient.update?.(api, id, last, code));
            expect(await update(outputs)).to.equal(true);
            expect(await update({ ...outputs, ...code })).to.equal(false);
            expect(await noted(() => oauthClient.create(api, checked(oauthClient, { ...sso, name: "B" })))).to.equal(
                true,
            );
            expect(await noted(() => oauthClient.create(api, data(sim, { name: "C" })))).to.equal(false);
        }),
    );

    it(
        "a change of rotation creates a new secret and changes nothing else",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await oauthClient.create(api, data(sim, { rotation: "2026Q3" }));
            sim.clearRequests();
            const next = await oauthClient.update?.(api, id, outputs, data(sim, { rotation: "2026Q4" }));
            expect(writes(sim)).to.deep.equal(["POST /api/v2/oauth/clients/{clientId}/secret"]);
            expect(next?.clientSecret).to.equal(sim.tenant.oauthClients.get(id)?.secret);
            expect(next?.clientSecret).not.to.equal(outputs.clientSecret);
            expect(next?.rotation).to.equal("2026Q4");
        }),
    );

    it(
        "a failed rotation is retried by the next update",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await oauthClient.create(api, data(sim, { rotation: "1" }));
            sim.answerOnce("POST /api/v2/oauth/clients/{clientId}/secret", { status: 403 });
            const next = data(sim, { rotation: "2" });
            const failure = await oauthClient.update?.(api, id, outputs, next).then(
                () => expect.fail("it must fail"),
                (error: unknown) => error,
            );
            expect(failure).to.be.instanceOf(PartialFailure);
            const left = (failure as PartialFailure<typeof outputs>).outputs;
            expect(left.rotation).to.equal("1");
            const mended = await oauthClient.update?.(api, id, left, next);
            expect(mended?.clientSecret).to.equal(sim.tenant.oauthClients.get(id)?.secret);
        }),
    );

    it(
        "changes grant type in place: id and secret stay",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await oauthClient.create(api, data(sim));
            const next = await oauthClient.update?.(api, id, outputs, checked(oauthClient, { ...sso, name: "Data" }));
            expect(next?.clientSecret).to.equal(outputs.clientSecret);
            expect(sim.tenant.oauthClients.get(id)?.authorizedGrantType).to.equal("CODE");
            expect(next?.scopes).to.deep.equal(["users:readonly"]);
        }),
    );

    it(
        "is set to inactive before it is deleted, and counts as gone both ways in which Genesys shows it then",
        withGenesys(async ({ sim, api }) => {
            for (const showDeleted of [false, true]) {
                sim.settings.showDeleted = showDeleted;
                const { id, outputs } = await oauthClient.create(api, data(sim));
                sim.clearRequests();
                await oauthClient.delete(api, id, outputs);
                expect(writes(sim)).to.deep.equal([
                    "PUT /api/v2/oauth/clients/{clientId}",
                    "DELETE /api/v2/oauth/clients/{clientId}",
                ]);
                expect(await oauthClient.read(api, id, outputs)).to.equal(undefined);
                await oauthClient.delete(api, id, outputs);
            }
        }),
    );

    it(
        "deleted clients that linger in the list are not found",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await oauthClient.create(api, data(sim));
            await oauthClient.delete(api, id, outputs);
            expect(await oauthClient.find(api, data(sim))).to.deep.equal([]);
        }),
    );

    it(
        "an unknown scope, role and division are all reported, with the nearest scope",
        withGenesys(async ({ sim, api }) => {
            const scopes = checked(oauthClient, { ...sso, scopes: ["user:readonly"] });
            expect(await oauthClient.verify?.(api, scopes)).to.deep.equal([
                {
                    code: "CC2027",
                    path: 'scopes["user:readonly"]',
                    reason: 'scope "user:readonly" does not exist; did you mean "users:readonly"?',
                },
            ]);
            const roles = data(sim, { roles: [{ role: "no-role", divisions: ["Sales"] }] });
            const reasons = (await oauthClient.verify?.(api, roles))?.map(({ path, reason }) => `${path}: ${reason}`);
            expect(reasons?.[0]).to.match(/roles\["no-role"\].role: no role .* has the id "no-role"/);
            expect(reasons?.[1]).to.match(
                /It is the name of the division with the id ".*". Use genesys.division\("Sales"\)/,
            );
        }),
    );

    it("grant types have rules: roles only for client-credentials, scopes and redirect addresses for the others", () => {
        const problems = (inputs: object) => oauthClient.rules?.(inputs, () => false).map(({ path }) => path);
        expect(problems({ grantType: "client-credentials" })).to.deep.equal(["roles"]);
        expect(problems({ grantType: "client-credentials", scopes: ["a"], roles: [] })).to.deep.equal([
            "roles",
            "scopes",
        ]);
        expect(problems({ grantType: "code", roles: [{}], redirectUris: [] })).to.deep.equal(["roles", "redirectUris"]);
        expect(problems({ grantType: "saml2-bearer" })).to.deep.equal([]);
        expect(oauthClient.rules?.({ grantType: "client-credentials" }, () => true)).to.deep.equal([]);
    });

    it("accepts redirect addresses of any scheme, and warns of http on hosts other than localhost", () => {
        const given = [
            "https://a.example/callback",
            "http://localhost:8080",
            "http://127.0.0.1/x",
            "http://[::1]:1/",
            "com.acme.app:/callback",
            "http://a.example/",
            "http://localhost.a.example/",
        ];
        const { redirectUris } = checked(oauthClient, { ...sso, redirectUris: given });
        expect(redirectUris).to.have.members(given);
        const problems = oauthClient.rules?.({ grantType: "code", redirectUris: given }, () => false);
        expect(problems?.map(({ path, inferred }) => [path, inferred])).to.deep.equal([
            ['redirectUris["http://a.example/"]', true],
            ['redirectUris["http://localhost.a.example/"]', true],
        ]);
        expect(() => checked(oauthClient, { ...sso, redirectUris: ["a.example/callback"] })).to.throw(
            "absolute address",
        );
    });

    it("accepts the token lifetime of clients for SCIM, and warns that it is only for them", () => {
        const inferred = (tokenLifetimeSeconds: number) =>
            oauthClient.rules?.({ tokenLifetimeSeconds }, () => false).map((problem) => problem.inferred);
        expect(inferred(172_800)).to.deep.equal([]);
        expect(inferred(172_801)).to.deep.equal([true]);
        expect(checked(oauthClient, { ...sso, tokenLifetimeSeconds: 38_880_000 }).tokenLifetimeSeconds).to.be.above(0);
        expect(() => checked(oauthClient, { ...sso, tokenLifetimeSeconds: 38_880_001 })).to.throw("300 to 38880000");
    });

    it(
        "the fifty-first client is a warning, and one above the configured limit is an error",
        withGenesys(async ({ sim }) => {
            const limit = async (settings: { clientLimit?: number }) => {
                const api = connectTo(sim, settings);
                for (let count = 0; count < 48; count++) api.plan("OAuth client");
                return oauthClient.verify?.(api, data(sim, {}));
            };
            const [inferred] = (await limit({})) ?? [];
            expect(inferred).to.include({ path: "", inferred: true });
            expect(inferred?.reason).to.include(
                "the organization has 2 OAuth clients, and with those of this program more than 50",
            );
            expect(await limit({ clientLimit: 50 })).to.deep.equal([
                {
                    code: "CC2017",
                    path: "",
                    reason: "the organization has 2 OAuth clients, and this one would be number 51. genesyscloud:oauthClientLimit allows 50",
                },
            ]);
            expect(await limit({ clientLimit: 51 })).to.deep.equal([]);
        }),
    );

    it(
        "a role granted by the tenant in another order or in two parts is no drift",
        withGenesys(async ({ sim, api }) => {
            const [first, second] = [...sim.tenant.divisions.keys()];
            const inputs = data(sim, {
                roles: [
                    { role: adminRole(sim), divisions: [second, first] },
                    { role: adminRole(sim).toUpperCase(), divisions: ["*"] },
                ],
            });
            const { id, outputs } = await oauthClient.create(api, inputs);
            expect(outputs.roles).to.deep.equal(inputs.roles);
            expect((await oauthClient.read(api, id, outputs))?.roles).to.deep.equal(inputs.roles);
        }),
    );
});
