import { expect } from "chai";
import { startSimulator } from "../../../simulator";
import { client, group, roleId, withSimulator } from "./served";

describe("the simulator refuses as Genesys Cloud does", () => {
    it(
        "unknown and missing fields, wrong types and bodies that are not JSON",
        withSimulator(async (sim, call) => {
            for (const body of [
                { ...group, colour: 1 },
                { name: "G" },
                { ...group, rulesVisible: "yes" },
                "{",
                [group],
            ])
                expect((await call("POST", "/groups", body)).status).to.equal(400);
            expect((await call("GET", "/groups?colour=1")).status).to.equal(400);
            expect((await call("GET", "/authorization/roles?pageSize=101")).status).to.equal(400);
            expect(sim.tenant.changes).to.have.length(0);
        }),
    );

    it(
        "with an error body and a correlation id on every answer",
        withSimulator(async (_sim, call) => {
            const { status, body, headers } = await call("GET", "/groups/none");
            expect(status).to.equal(404);
            expect(body)
                .to.include({ code: "general.resource.not.found", status: 404, entityId: "none" })
                .and.include.keys("message", "contextId", "details", "errors");
            expect(headers.get("inin-correlation-id")).to.match(/^[0-9a-f-]{36}$/);
            expect((await call("GET", "/organizations/me")).headers.has("inin-correlation-id")).to.equal(true);
        }),
    );

    it(
        "callers without a token, with a wrong one, and without a permission, which it names",
        withSimulator(async (sim, call) => {
            expect((await call("GET", "/organizations/me", undefined, "x")).status).to.equal(401);
            const { body } = await call("POST", "/oauth/clients", client(sim));
            const secretless = [...sim.tenant.grants.values()].filter(({ subjectId }) => subjectId === body.id);
            for (const grant of secretless) grant.roleId = roleId(sim, "employee");
            const refused = await call("POST", "/groups", group, sim.tokenFor(body.id));
            expect(refused.status).to.equal(403);
            expect(refused.body.message).to.include("directory:group:add");
        }),
    );

    it("stale versions, with 409 or with 400 and the words", async () => {
        for (const versionConflictStatus of [409, 400] as const)
            await withSimulator(
                async (_sim, call) => {
                    const { body } = await call("POST", "/groups", group);
                    await call("PUT", `/groups/${body.id}`, { version: 1, name: "H" });
                    const stale = await call("PUT", `/groups/${body.id}`, { version: 1, name: "I" });
                    expect(stale.status).to.equal(versionConflictStatus);
                    expect(stale.body.message).to.match(
                        /must match the version number|does not match the current version/,
                    );
                },
                { versionConflictStatus },
            )();
    });

    it(
        "a secret is shown on create and on renewal only",
        withSimulator(async (sim, call) => {
            const { body } = await call("POST", "/oauth/clients", client(sim));
            expect(body.secret).to.be.a("string");
            const path = `/oauth/clients/${body.id}`;
            for (const [method, sent] of [
                ["GET", undefined],
                ["PUT", client(sim)],
            ] as const)
                expect(await call(method, path, sent).then((answer) => answer.body)).not.to.have.property("secret");
            expect(JSON.stringify((await call("GET", "/oauth/clients")).body)).not.to.include('"secret"');
            const renewed = (await call("POST", `${path}/secret`)).body.secret;
            expect(renewed).to.be.a("string").and.not.to.equal(body.secret);
        }),
    );

    it(
        "clients: no role, a role that the caller lacks, scopes with roles, an active one deleted, a life too short",
        withSimulator(async (sim, call) => {
            const lacking = { roleDivisions: [{ roleId: roleId(sim, "Supervisor"), divisionId: "*" }] };
            const cases: [object, number, string][] = [
                [client(sim, { roleDivisions: [] }), 400, "missing.client.roles"],
                [client(sim, lacking), 403, "not.authorized"],
                [client(sim, { scope: ["users:readonly"] }), 400, "bad.request"],
                [{ name: "S", authorizedGrantType: "CODE", scope: ["user:readonly"] }, 400, "invalid.value"],
                [client(sim, { accessTokenValiditySeconds: 299 }), 400, "invalid.value"],
                [client(sim, { registeredRedirectUri: ["http://a.example"] }), 400, "invalid.value"],
            ];
            for (const [body, status, code] of cases)
                expect(await call("POST", "/oauth/clients", body))
                    .to.deep.include({ status })
                    .and.have.nested.property("body.code", code);
            const { body } = await call("POST", "/oauth/clients", client(sim));
            expect((await call("DELETE", `/oauth/clients/${body.id}`)).status).to.equal(400);
        }),
    );

    it(
        "accepts nonexistent permissions silently, and expands wildcards",
        withSimulator(async (sim, call) => {
            const policy = (entityName: string, action: string) => ({
                domain: "routing",
                entityName,
                actionSet: [action],
            });
            const permissionPolicies = [policy("queue", "*"), policy("nothing", "such")];
            const { body } = await call("POST", "/authorization/roles", { name: "R", permissionPolicies });
            const policies = sim.tenant.roles.get(body.id ?? "")?.policies ?? [];
            expect(policies.flatMap(({ actionSet }) => actionSet))
                .to.include.members(["view", "edit", "such"])
                .and.not.include("*");
        }),
    );

    it(
        "more than fifty members, unknown members, and removals that name a deleted role",
        withSimulator(async (sim, call) => {
            const { body } = await call("POST", "/groups", group);
            const users = [...sim.tenant.users.keys()];
            expect(
                (await call("POST", `/groups/${body.id}/members`, { memberIds: users.slice(0, 51) })).status,
            ).to.equal(400);
            expect((await call("POST", `/groups/${body.id}/members`, { memberIds: ["x"] })).status).to.equal(400);
            expect(
                (await call("POST", `/groups/${body.id}/members`, { memberIds: users.slice(0, 2) })).status,
            ).to.equal(202);
            const grants = [
                { roleId: roleId(sim, "employee"), divisionId: "*" },
                { roleId: "gone", divisionId: "*" },
            ];
            const refused = await call("POST", `/authorization/subjects/${users[0]}/bulkremove`, { grants });
            expect(refused.status).to.equal(404);
        }),
    );

    it("shows accepted members later", async () => {
        let now = 1_000;
        await withSimulator(
            async (sim, call) => {
                const { body } = await call("POST", "/groups", group);
                const [user] = sim.tenant.users.keys();
                await call("POST", `/groups/${body.id}/members`, { memberIds: [user] });
                const shown = async () => (await call("GET", `/groups/${body.id}/individuals`)).body.entities?.length;
                expect(await shown()).to.equal(0);
                now += 500;
                expect(await shown()).to.equal(1);
            },
            { membershipLag: 500, clock: () => now },
        )();
    });

    it(
        "integrations: unknown types and properties, http addresses, switching on what is not configured",
        withSimulator(async (_sim, call) => {
            const type = { id: "embedded-client-app" };
            expect((await call("POST", "/integrations", { name: "A", integrationType: { id: "x" } })).status).to.equal(
                400,
            );
            const { body } = await call("POST", "/integrations", { name: "A", integrationType: type });
            const path = `/integrations/${body.id}`;
            expect((await call("PATCH", path, { intendedState: "ENABLED" })).status).to.equal(400);
            const config = { name: "A", version: 1, notes: "", advanced: {}, credentials: {} };
            for (const properties of [{ url: "http://a" }, { url: "https://a", color: 1 }])
                expect((await call("PUT", `${path}/config/current`, { ...config, properties })).status).to.equal(400);
            const { notes: _notes, ...incomplete } = config;
            expect((await call("PUT", `${path}/config/current`, { ...incomplete, properties: {} })).status).to.equal(
                400,
            );
        }),
    );

    it("more requests than the quota, with a time to wait, until the minute is over", async () => {
        let now = 0;
        await withSimulator(
            async (_sim, call) => {
                for (let count = 0; count < 3; count++)
                    expect((await call("GET", "/organizations/me")).status).to.equal(200);
                const refused = await call("GET", "/organizations/me");
                expect(refused.status).to.equal(429);
                expect(Number(refused.headers.get("retry-after"))).to.equal(60);
                now = 60_001;
                expect((await call("GET", "/organizations/me")).status).to.equal(200);
            },
            { requestsPerMinute: 3, clock: () => now },
        )();
    });

    it("creates the same organization for the same seed, and another for another seed", async () => {
        const dumps = [];
        for (const seed of [1, 1, 2]) {
            const sim = await startSimulator({ seed });
            dumps.push(JSON.stringify(sim.dump()));
            await sim.stop();
        }
        expect(dumps[1]).to.equal(dumps[0]);
        expect(dumps[2]).not.to.equal(dumps[0]);
    });
});

describe("the simulator's page", () => {
    it(
        "shows objects and who changed what, escaped, and no secret",
        withSimulator(async (sim, call) => {
            await call("POST", "/groups", { ...group, name: "<script>alert(1)</script>" });
            const { body } = await call("POST", "/oauth/clients", client(sim));
            const page = await (await fetch(sim.url)).text();
            expect(page).to.include("&lt;script&gt;alert(1)&lt;/script&gt;").and.not.include("<script");
            expect(page).to.include("Create Group").and.include("Pulumi pipeline");
            for (const secret of [body.secret, sim.credentials.clientSecret]) expect(page).not.to.include(secret);
        }),
    );
});
