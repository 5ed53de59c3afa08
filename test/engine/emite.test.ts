import { expect } from "chai";
import { present } from "../../simulator/genesys/group";
import { grantsOf } from "../../simulator/genesys/grant";
import type { Simulator } from "../../simulator";
import { switches } from "../../simulator/switches";
import { resourceName, type Step } from "../../tools/engine/stack";
import { tenantConfig, withStack } from "./fixture";
import { withProcesses, project } from "./project";

const named = <T extends { name: string }>(items: Iterable<T>, name: string): T => {
    const found = [...items].find((item) => item.name === name);
    if (found === undefined) throw new Error(`there is no "${name}"`);
    return found;
};
const app = (sim: Simulator) =>
    [...sim.tenant.integrations.values()].find(({ config }) => config.name === "eMite Advanced Analytics");
const changes = (steps: readonly Step[]) =>
    Object.fromEntries(
        steps.map(({ urn, op, detailedDiff }) => [
            resourceName(urn),
            [op, ...Object.keys(detailedDiff ?? {}).sort()].join(" "),
        ]),
    );

const otherwise = {
    config: { ...tenantConfig, "emite:allowedIpAddresses": '["203.0.113.0/24"]' },
    simulator: {
        ...Object.fromEntries(Object.keys(switches).map((one) => [one, true])),
        conflicts: ["*"],
    },
};

describe("the eMite integration on the real engine", () => {
    before(() => project());

    it("`up` creates every object of the procedure, a second `up` writes nothing, `destroy` leaves the tenant as before", () =>
        withProcesses({ config: tenantConfig }, async ({ sim, stack }) => {
            const before = JSON.stringify(sim.dump());
            await stack.must(["preview"]);
            expect(sim.writes()).to.deep.equal([]);
            sim.clearRequests();
            await stack.must(["up", "--yes", "--skip-preview"]);
            const first = { all: sim.requests.length, writing: sim.writes().length };
            const { tenant } = sim;

            // Groups, members
            for (const [name, members] of [
                ["emite_Access", 2],
                ["emite_DashboardViewer", 1],
                ["emite_DashboardCreator", 1],
            ] as const) {
                const group = named(tenant.groups.values(), name);
                expect(group).to.include({ type: "official", visibility: "public" });
                expect(present(group, Date.now())).to.have.length(members);
            }
            // Application
            const url = "https://eu-cloud.emite.com/emite/acmecontact/Auth/OAuthPureCloud?org=acmecontact";
            expect(app(sim)).to.include({ type: "embedded-client-app", intendedState: "ENABLED" });
            expect(app(sim)?.config.properties).to.deep.equal({
                url,
                displayType: "standalone",
                featureCategory: "",
                sandbox: "allow-downloads,allow-forms,allow-modals,allow-popups,allow-same-origin,allow-scripts",
                groups: [named(tenant.groups.values(), "emite_Access").id],
            });
            // Single sign-on
            expect(named(tenant.oauthClients.values(), "emite_SSO")).to.deep.include({
                authorizedGrantType: "CODE",
                accessTokenValiditySeconds: 86_400,
                registeredRedirectUri: [url],
                scope: [
                    "authorization:readonly",
                    "groups:readonly",
                    "integrations:readonly",
                    "oauth:readonly",
                    "organization:readonly",
                    "users:readonly",
                ],
            });
            // Role, held by the caller; data clients
            const role = named(tenant.roles.values(), "eMite Data Integration");
            expect(role.policies.reduce((sum, { actionSet }) => sum + actionSet.length, 0)).to.equal(41);
            expect(grantsOf(tenant, sim.credentials.clientId).map(({ roleId }) => roleId)).to.include(role.id);
            for (const name of ["emite_APIdata", "emite_RealtimeData", "emite_WFMLookback", "emite_WFMActivity"]) {
                const client = named(tenant.oauthClients.values(), name);
                expect(client).to.include({
                    authorizedGrantType: "CLIENT-CREDENTIALS",
                    accessTokenValiditySeconds: 86_400,
                });
                expect(grantsOf(tenant, client.id)).to.have.length(1);
                expect(grantsOf(tenant, client.id)[0]).to.include({ roleId: role.id, divisionId: "*" });
            }
            // Licences
            for (const division of tenant.divisions.values()) {
                const licence = named(tenant.roles.values(), `eMite_${division.name}`);
                const agents = [...tenant.users.values()].filter(
                    (user) => user.divisionId === division.id && user.state === "active",
                );
                const holders = [...tenant.grants.values()].filter(({ roleId }) => roleId === licence.id);
                expect(holders.map(({ subjectId }) => subjectId)).to.have.members(agents.map(({ id }) => id));
            }

            // Secrets, when they are asked for
            const outputs = await stack.must(["stack", "output", "--json", "--show-secrets"]);
            const { clientSecrets } = JSON.parse(outputs.stdout) as { clientSecrets: object };
            const ours = [...tenant.oauthClients.values()].filter(({ name }) => name.startsWith("emite_"));
            expect(clientSecrets).to.deep.equal(Object.fromEntries(ours.map(({ name, secret }) => [name, secret])));

            sim.clearRequests();
            const again = await stack.must(["up", "--yes", "--skip-preview"]);
            expect(again.output).to.match(/25 unchanged/);
            expect(sim.writes()).to.deep.equal([]);
            const second = sim.requests.length;
            expect(second).to.be.at.most(5);
            expect(await stack.steps("refresh")).to.deep.equal([]);
            console.log(
                `      first up ${first.all} requests, ${first.writing} writing; second up ${second}, 0 writing`,
            );

            await stack.must(["destroy", "--yes", "--skip-preview"]);
            expect(JSON.stringify(sim.dump())).to.equal(before);
        }));

    it("works with every known behavior of organizations, and with a conflict at each first write", () =>
        withStack(otherwise, async ({ sim, stack }) => {
            const before = JSON.stringify(sim.dump());
            await stack.must(["up", "--yes", "--skip-preview"]);
            await stack.must(["refresh", "--yes", "--expect-no-changes"]);
            await stack.must(["preview", "--expect-no-changes"]);
            await stack.must(["destroy", "--yes", "--skip-preview"]);
            expect(JSON.stringify(sim.dump())).to.equal(before);
            const answers = new Set(sim.writes().map(({ status }) => status));
            expect([...answers].sort()).to.deep.equal([200, 202, 204, 409]);
        }));

    it("one changed property of each type is shown exactly, and `up` repairs it", () =>
        withStack({ config: tenantConfig }, async ({ sim, stack }) => {
            await stack.must(["up", "--yes", "--skip-preview"]);
            const good = JSON.stringify(sim.dump());
            const { tenant } = sim;
            const role = named(tenant.roles.values(), "eMite Data Integration");
            role.policies = role.policies.filter(({ entityName }) => entityName !== "wrapupCode");
            named(tenant.groups.values(), "emite_DashboardViewer").visibility = "owners";
            named(tenant.groups.values(), "emite_Access").members.clear();
            named(tenant.oauthClients.values(), "emite_SSO").scope.push("analytics");
            Object.assign(app(sim)?.config.properties ?? {}, { sandbox: "allow-scripts,allow-presentation" });
            const licence = named(tenant.roles.values(), "eMite_Sales");
            const [[key] = [""]] = [...tenant.grants].filter(([, grant]) => grant.roleId === licence.id);
            const agent = tenant.users.get(tenant.grants.get(key)?.subjectId ?? "")?.email;
            tenant.grants.delete(key);

            const drift = changes(await stack.steps("refresh"));
            expect(drift).to.deep.equal({
                "emite-role": 'update permissions["routing:wrapupCode:view"]',
                "emite-viewerGroup": "update visibility",
                "emite-accessGroup-members":
                    'update members["anna.smith@acme.example"] members["ben.smith@acme.example"]',
                "emite-ssoClient": "update scopes.analytics",
                "emite-app": `update ${["downloads", "forms", "modals", "popups", "presentation", "same-origin"].map((one) => `sandbox["allow-${one}"]`).join(" ")}`,
                "emite-licences-Sales-agents": `update withoutRole["${agent}"]`,
            });
            await stack.must(["up", "--refresh", "--yes", "--skip-preview"]);
            expect(JSON.stringify(sim.dump())).to.equal(good);
            expect(await stack.steps("refresh")).to.deep.equal([]);
        }));

    it("one deleted object of each type is reported as deleted, and `up` recreates it", () =>
        withStack({ config: tenantConfig }, async ({ sim, stack }) => {
            await stack.must(["up", "--yes", "--skip-preview"]);
            const { tenant } = sim;
            tenant.roles.delete(named(tenant.roles.values(), "eMite_Berlin").id);
            named(tenant.groups.values(), "emite_DashboardViewer").state = "deleted";
            named(tenant.oauthClients.values(), "emite_RealtimeData").state = "deleted";
            tenant.integrations.delete(app(sim)?.id ?? "");

            expect(changes(await stack.steps("refresh"))).to.deep.equal({
                "emite-licences-Berlin": "delete",
                "emite-licences-Berlin-agents": "delete",
                "emite-viewerGroup": "delete",
                "emite-viewerGroup-members": "delete",
                "emite-realtimeClient": "delete",
                "emite-app": "delete",
            });
            await stack.must(["up", "--refresh", "--yes", "--skip-preview"]);
            expect(await stack.steps("refresh")).to.deep.equal([]);
            expect(app(sim)).to.include({ intendedState: "ENABLED" });
            expect(
                named(
                    [...tenant.groups.values()].filter(({ state }) => state === "active"),
                    "emite_DashboardViewer",
                ).members.size,
            ).to.equal(1);
            expect(
                named(
                    [...tenant.oauthClients.values()].filter(({ state }) => state === "active"),
                    "emite_RealtimeData",
                ),
            ).to.have.property("secret");
        }));

    it("a change of rotation renews only the secrets", () =>
        withStack({ config: { "emite:rotation": "2026Q3" } }, async ({ sim, stack }) => {
            await stack.must(["up", "--yes", "--skip-preview"]);
            const before = (await stack.outputs(true))["clientSecrets"] as Record<string, string>;
            await stack.setConfig("emite:rotation", "2026Q4");
            expect(Object.values(changes(await stack.steps("preview")))).to.deep.equal(
                Array(3).fill("update rotation"),
            );
            sim.clearRequests();
            await stack.must(["up", "--yes", "--skip-preview"]);
            expect(new Set(sim.writes().map(({ route }) => route))).to.deep.equal(
                new Set(["POST /api/v2/oauth/clients/{clientId}/secret"]),
            );
            const after = (await stack.outputs(true))["clientSecrets"] as Record<string, string>;
            for (const { name, secret } of sim.tenant.oauthClients.values())
                if (name.startsWith("emite_")) {
                    expect(after[name]).to.equal(secret);
                    expect(after[name]).not.to.equal(before[name]);
                }
        }));

    it("Ctrl-C during `up` starts nothing new and finishes what runs; the next `up` continues without duplicates", () =>
        withProcesses({ config: tenantConfig, simulator: { latency: 150 } }, async ({ sim, stack }) => {
            const interrupt = new AbortController();
            const running = stack.run(["up", "--yes", "--skip-preview", "--color=never"], { signal: interrupt.signal });
            while (sim.calls("POST /api/v2/groups").length === 0) await new Promise(setImmediate);
            interrupt.abort();
            const { code, output } = await running;
            expect(code).not.to.equal(0);
            const names = (word: string) =>
                new Set([...output.matchAll(new RegExp(`dynamic/\\S+ (\\S+) ${word}`, "g"))].map(([, name]) => name));
            expect(names("created")).to.deep.equal(names("creating"));
            expect(names("created").size).to.be.within(1, 10);
            const { deployment } = (await stack.state()) as { deployment: { pending_operations?: unknown[] } };
            expect(deployment.pending_operations ?? []).to.deep.equal([]);
            sim.settings.latency = 0;
            const next = await stack.must(["up", "--yes", "--skip-preview"]);
            expect(next.output).not.to.include("was adopted");
            const all = [
                ...sim.tenant.groups.values(),
                ...sim.tenant.roles.values(),
                ...sim.tenant.oauthClients.values(),
            ].map(({ name }) => name);
            expect(all.filter((name) => /^emite/i.test(name)).length).to.equal(3 + 5 + 5);
            expect(await stack.steps("refresh")).to.deep.equal([]);
        }));
});
