import { expect } from "chai";
import { dependsOnCaller } from "../../../provider/genesys/clients";
import { oauthClient } from "../../../provider/genesys/oauthClient";
import { roleAssignment } from "../../../provider/genesys/roleAssignment";
import type { Simulator } from "../../../simulator";
import { checked } from "./checked";
import { connectTo, withGenesys } from "./tenant";

interface Two {
    sim: Simulator;
    api: ReturnType<typeof connectTo>;
    first: string;
    second: string;
}

/** A tenant and a connection with two clients, each of which may send sixty a minute, thirty of them at once. */
const withTwo = (test: (two: Two) => Promise<void>) =>
    withGenesys(
        async ({ sim }) => {
            const further = sim.addClient("Second pipeline");
            const api = connectTo(sim, { furtherClients: [further], requestsPerMinute: 60 });
            await test({ sim, api, first: sim.credentials.clientId, second: further.clientId });
        },
        { requestsPerMinute: 60 },
    );
const makeRoles = (api: ReturnType<typeof connectTo>, count: number) =>
    Promise.all(
        Array.from({ length: count }, (_, index) =>
            api.vendor.authorization.postAuthorizationRoles({ name: `Role ${index}`, permissionPolicies: [] }),
        ),
    );
const by = ({ requests }: Simulator, client: string) =>
    requests.filter(({ clientId, route }) => clientId === client && !route.endsWith("/oauth/token"));

describe("several OAuth clients", () => {
    it(
        "share the work, each within its own quota",
        withTwo(async ({ sim, api, first, second }) => {
            await makeRoles(api, 60);
            expect(sim.requests.every(({ status }) => status === 200)).to.equal(true);
            for (const client of [first, second]) expect(by(sim, client)).to.have.length(30);
        }),
    );

    it(
        "if others have used up the quota of one, the other continues",
        withTwo(async ({ sim, api, first, second }) => {
            const others = sim.tokenFor(second);
            for (let count = 0; count < 60; count++)
                await fetch(`${sim.url}/api/v2/organizations/me`, { headers: { authorization: `Bearer ${others}` } });
            await makeRoles(api, 30);
            const made = sim.writes().filter(({ status }) => status === 200);
            expect(made.map(({ clientId }) => clientId)).to.deep.equal(Array(30).fill(first));
            expect(by(sim, second).filter(({ status }) => status === 429).length).to.be.at.least(1);
        }),
    );

    it(
        "calls that depend on the caller are made only by the first: it holds the roles that it grants",
        withTwo(async ({ sim, api, first, second }) => {
            const admin = [...sim.tenant.roles.values()].find(({ name }) => name === "admin")?.id ?? "";
            const roles = [{ role: admin, divisions: ["*"] }];
            for (const name of ["A", "B", "C"]) await oauthClient.create(api, checked(oauthClient, { name, roles }));
            const [user] = sim.tenant.users.values();
            await roleAssignment.create(
                api,
                checked(roleAssignment, { role: admin, divisions: ["*"], subjects: [{ user: user?.id ?? "" }] }),
            );
            expect(sim.writes().map(({ clientId }) => clientId)).to.deep.equal(sim.writes().map(() => first));
            expect(by(sim, second).every(({ method }) => method === "GET")).to.equal(true);
        }),
    );

    it("calls that depend on the caller are those that grant roles, and reads about the caller", () => {
        const calls = (...all: string[]) =>
            all.map((call) => dependsOnCaller(...(call.split(" ") as [string, string]))).join();
        expect(
            calls(
                "GET /api/v2/authorization/subjects/me",
                "GET /api/v2/tokens/me",
                "POST /api/v2/oauth/clients",
                "PUT /api/v2/oauth/clients/id",
                "POST /api/v2/authorization/roles/id",
                "PUT /gateway/api/v2/authorization/roles/id/users/remove",
                "DELETE /api/v2/authorization/subjects/id/divisions/id/roles/id",
            ),
        ).to.equal(Array(7).fill(true).join());
        expect(
            calls(
                "GET /api/v2/oauth/clients",
                "GET /api/v2/authorization/subjects/id",
                "POST /api/v2/authorization/roles",
                "PUT /api/v2/authorization/roles/id",
                "DELETE /api/v2/authorization/roles/id",
                "POST /api/v2/groups",
            ),
        ).to.equal(Array(6).fill(false).join());
    });

    it(
        "a withdrawn token is renewed, and only that one",
        withTwo(async ({ sim, api, first, second }) => {
            const { organization } = api.vendor;
            await Promise.all([organization.getOrganizationsMe(), api.vendorAs(0).organization.getOrganizationsMe()]);
            const tokens = (client: string) =>
                sim.calls("POST /login/oauth/token").filter(({ clientId }) => clientId === client).length;
            expect([tokens(first), tokens(second)]).to.deep.equal([1, 1]);
            sim.answerOnce("GET /api/v2/organizations/me", { status: 401, body: { code: "bad.credentials" } });
            await api.vendorAs(1).organization.getOrganizationsMe();
            expect([tokens(first), tokens(second)]).to.deep.equal([1, 2]);
        }),
    );

    it(
        "each needs the permissions, and the one without them is named",
        withTwo(async ({ sim, api, first, second }) => {
            expect(await api.lacking(["directory:group:add"])).to.deep.equal([]);
            const evaluator = [...sim.tenant.roles.values()].find(({ name }) => name === "Quality Evaluator")?.id ?? "";
            for (const grant of sim.tenant.grants.values()) if (grant.subjectId === second) grant.roleId = evaluator;
            const again = connectTo(sim, { furtherClients: api.settings.furtherClients ?? [] });
            const [problem, ...others] = await again.lacking(["directory:group:add"]);
            expect(others).to.deep.equal([]);
            expect(problem?.reason).to.include(`client ${second} lacks the permission directory:group:add`);
            expect(problem?.reason).not.to.include(first);
        }),
    );
});
