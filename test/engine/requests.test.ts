import { expect } from "chai";
import type { Simulator } from "../../simulator";
import * as contact from "../../sdk";
import { type Fixture, type Program, withStack } from "./fixture";

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
const emite = (role: string) => () => {
    new contact.emite.Integration("emite", {
        members: {
            access: ["anna.smith@acme.example", "ben.smith@acme.example"],
            dashboardViewers: ["anna.smith@acme.example"],
            dashboardCreators: ["ben.smith@acme.example"],
        },
        wfm: true,
        licences: { divisions: ["Sales"] },
        descriptions: { role },
    });
};

/** Six hundred objects, one of them with a description. */
const many = (description: string) => () => {
    const roles = [{ role: contact.genesys.role("admin").then(({ id }) => id), divisions: ["*"] }];
    const permissions = ["routing:queue:view"];
    for (let i = 0; i < 200; i++) {
        new contact.genesys.Role(`r${i}`, { name: `R${i}`, permissions, ...(i === 7 ? { description } : {}) });
        new contact.genesys.Group(`g${i}`, { name: `G${i}` });
        new contact.genesys.OAuthClient(`c${i}`, { name: `C${i}`, roles });
    }
};
const up = ["up", "--yes", "--skip-preview"];
const destroy = ["destroy", "--yes", "--skip-preview"];

/** A proxy in front of the organization sends every request to a login page, with an empty body; only tokens pass. */
async function behindLogin({ sim, stack, program, command }: Omit<Fixture, "folder">, changed: Program): Promise<void> {
    const seen = async () => {
        const { resources = [] } = (await stack.state()).deployment;
        // Order and dependencies are the engine's; a component has no object, but the engine records its new arguments.
        const objects = resources
            .filter(({ custom }) => custom)
            .map(({ urn, id, inputs, outputs }) => JSON.stringify([urn, id, inputs, outputs]));
        // Secrets are encrypted anew each time the state is written.
        return [...objects.map((text) => text.replace(/"ciphertext":"[^"]*"/g, "")).sort(), JSON.stringify(sim.dump())];
    };
    const before = await seen();
    const location = "https://sso.acme.example/login?next=canary";
    sim.intercept((call) => (/\/oauth\/token$/.test(call) ? undefined : { status: 302, headers: { location } }));
    try {
        program(changed);
        for (const command of [["preview"], up, ["refresh", "--yes", "--skip-preview"], destroy]) {
            const { code, output } = await stack.run([...command, "--color=never"]);
            expect(code, output).not.to.equal(0);
            expect(output).to.include("redirected to https://sso.acme.example").and.not.include("canary");
            const errors = output.slice(output.indexOf("Diagnostics:")).match(/^ {4}error: .*/gm) ?? [];
            // Each object has one that names it; in a preview, all are the same.
            expect(new Set(errors).size, output).to.equal(errors.length);
            expect(await seen(), command[0]).to.deep.equal(before);
        }
        const { code, stdout } = await command("drift");
        expect(code).to.equal(3);
        expect(stdout).to.match(/^20 resources: 20 unchecked$/m);
        expect(await seen()).to.deep.equal(before);
    } finally {
        sim.intercept(undefined);
        sim.clearRequests();
    }
}

describe("requests are as few as the API allows", () => {
    it("all of eMite: create, no change, refresh, one changed property, destroy", () =>
        withStack({ program: emite("") }, async ({ sim, stack, program, command }) => {
            await stack.must(up);
            const made = count(sim);
            await stack.must(up);
            const unchanged = count(sim);
            await stack.must(["refresh", "--yes", "--skip-preview"]);
            const refreshed = count(sim);
            const role = [...sim.tenant.roles.values()].find(({ name }) => name === "eMite Data Integration");
            program(emite("Data for eMite"));
            await stack.must(up);
            const changed = count(sim);
            expect(role?.description).to.match(/^Data for eMite\n/);
            await behindLogin({ sim, stack, program, command }, emite("Data for eMite, once more"));
            await stack.must(destroy);
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

    it("600 objects: create, refresh, one changed property, destroy", () =>
        withStack(
            {
                program: many(""),
                simulator: { requestsPerMinute: 0, oauthClientLimit: 300 },
                config: { "genesyscloud:requestsPerMinute": "1000000", "genesyscloud:oauthClientLimit": "300" },
            },
            async ({ sim, stack, program }) => {
                const env = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
                await stack.must(up, { env });
                const made = count(sim);
                await stack.must(["refresh", "--yes", "--skip-preview"], { env });
                const refreshed = count(sim);
                program(many("seventh"));
                await stack.must(up, { env });
                const changed = count(sim);
                // The number of deletions that one list can verify.
                await stack.must(["destroy", "--yes", "--skip-preview", "--parallel", "64"], { env });
                const destroyed = count(sim);
                console.log(
                    `      made ${made.all}, refresh ${refreshed.all}, one change ${changed.all}, ` +
                        `destroy ${destroyed.all} (${destroyed.writing} writing)`,
                );
                expect(made.all).to.be.at.most(820);
                expect(refreshed.all).to.be.at.most(16);
                expect(changed.all).to.be.at.most(10);
                expect(changed.writing).to.equal(1);
                expect(destroyed.all).to.be.at.most(900);
            },
        ));
});
