import { expect } from "chai";
import type { Simulator } from "../../simulator";
import { onAttachedGround as onGround, project, tenantConfig, using } from "./project";

/** Requests since the last count: all, and those that may change something. */
function count(sim: Simulator): { all: number; writing: number } {
    const counted = { all: sim.requests.length, writing: sim.writes().length };
    if (process.env["SHOW_REQUESTS"]) console.log(byRoute(sim).join("\n"));
    sim.clearRequests();
    return counted;
}

function byRoute(sim: Simulator): string[] {
    const routes = new Map<string, number>();
    for (const { route } of sim.requests) routes.set(route, (routes.get(route) ?? 0) + 1);
    return [...routes].sort().map(([route, times]) => `        ${times} × ${route}`);
}

/** All of eMite: workforce management, and the licences of one division. */
const emite = using(`
    new contact.emite.Integration("emite", {
        members: ${tenantConfig["emite:members"]},
        wfm: true,
        licences: { divisions: ["Sales"] },
        descriptions: { role: process.env.DESCRIPTION ?? "" },
    });`);
const up = ["up", "--yes", "--skip-preview"];

describe("requests are as few as the API allows", () => {
    before(() => project());

    it("all of eMite: made, unchanged, refreshed, changed in one property, destroyed", () =>
        onGround({ source: emite }, async ({ sim, stack }) => {
            await stack.must(up);
            const made = count(sim);
            await stack.must(up);
            const unchanged = count(sim);
            await stack.must(["refresh", "--yes", "--skip-preview"]);
            const refreshed = count(sim);
            const role = [...sim.tenant.roles.values()].find(({ name }) => name === "eMite Data Integration");
            await stack.must(up, { env: { DESCRIPTION: "Data for eMite" } });
            const changed = count(sim);
            expect(role?.description).to.match(/^Data for eMite\n/);
            await stack.must(["destroy", "--yes", "--skip-preview"]);
            const destroyed = count(sim);
            console.log(
                `      first up ${made.all} (${made.writing} writing), unchanged ${unchanged.all}, refresh ${refreshed.all}, ` +
                    `one change ${changed.all}, destroy ${destroyed.all} (${destroyed.writing} writing)`,
            );
            expect(made.all).to.be.at.most(45);
            expect(unchanged.writing).to.equal(0);
            expect(unchanged.all).to.be.at.most(4);
            expect(refreshed.all).to.be.at.most(16);
            expect(changed.all).to.be.at.most(8);
            expect(destroyed.all).to.be.at.most(45);
        }));

    it("1,500 objects: made, refreshed, changed in one property, destroyed", () =>
        onGround(
            {
                source: using(`
                    const admin = contact.genesys.role("admin").then(({ id }) => id);
                    for (let i = 0; i < 500; i++) {
                        new contact.genesys.Role("r" + i, { name: "R" + i, permissions: ["routing:queue:view"],
                            ...(i === 7 ? { description: process.env.DESCRIPTION ?? "" } : {}) });
                        new contact.genesys.Group("g" + i, { name: "G" + i });
                        new contact.genesys.OAuthClient("c" + i, { name: "C" + i, roles: [{ role: admin, divisions: ["*"] }] });
                    }`),
                simulator: { requestsPerMinute: 0, oauthClientLimit: 1_000 },
                config: { "genesyscloud:requestsPerMinute": "1000000", "genesyscloud:oauthClientLimit": "1000" },
            },
            async ({ sim, stack }) => {
                const env = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
                await stack.must(up, { env });
                const made = count(sim);
                await stack.must(["refresh", "--yes", "--skip-preview"], { env });
                const refreshed = count(sim);
                await stack.must(up, { env: { ...env, DESCRIPTION: "seventh" } });
                const changed = count(sim);
                // So many deletions can be verified by one list.
                await stack.must(["destroy", "--yes", "--skip-preview", "--parallel", "64"], { env });
                const destroyed = count(sim);
                console.log(
                    `      made ${made.all}, refresh ${refreshed.all}, one change ${changed.all}, ` +
                        `destroy ${destroyed.all} (${destroyed.writing} writing)`,
                );
                expect(made.all).to.be.at.most(2_050);
                expect(refreshed.all).to.be.at.most(40);
                expect(changed.all).to.be.at.most(10);
                expect(changed.writing).to.equal(1);
                expect(destroyed.all).to.be.at.most(2_100);
            },
        ));
});
