import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { StackReview } from "../../operations/drift/findings";
import * as contact from "../../sdk";
import { type Simulator, startSimulator } from "../../simulator";
import { newGroup } from "../../simulator/tenant";
import { connectionTo } from "../../tools/emiteTenant";
import { resourceName } from "../../tools/engine/stack";
import { plan } from "./adopting";
import { type Fixture, type FixtureOptions, withStack } from "./fixture";
import { namesIn } from "./project";

/** The settings of a stack as the arguments of an explicit provider. */
function argumentsFor(sim: Simulator) {
    const { config, secrets } = connectionTo(sim);
    const all = Object.entries({ ...config, ...secrets });
    return Object.fromEntries(all.map(([key, value]) => [key.split(":")[1], value])) as { region: string };
}

const providerFor = (name: string, sim: Simulator) => new contact.Provider(name, { genesys: argumentsFor(sim) });

/** A program's own class of providers, with the inputs of the library's. */
class OwnProvider extends pulumi.ProviderResource {
    constructor(name: string, sim: Simulator) {
        const { config, secrets } = connectionTo(sim);
        super("pulumi-nodejs", name, { ...config, ...secrets });
    }
}

/** A stack with two tenants. Both simulators give their objects the same ids, so that a wrong tenant is noticed. */
async function between(
    options: FixtureOptions,
    program: (emea: Simulator, apac: Simulator) => unknown,
    test: (fixture: Fixture, apac: Simulator) => Promise<void>,
): Promise<void> {
    const apac = await startSimulator({ organization: { name: "Acme APAC", shortName: "acmeapac" } });
    try {
        await withStack(options, async (fixture) => {
            fixture.program(() => program(fixture.sim, apac));
            await test(fixture, apac);
        });
    } finally {
        await apac.stop();
    }
}

/** A group and a role of a tenant. */
function ours(prefix: string, options: pulumi.CustomResourceOptions = {}): void {
    new contact.genesys.Group(`${prefix}-team`, { name: "Team" }, options);
    new contact.genesys.Role(`${prefix}-role`, { name: "Reader", permissions: ["routing:queue:view"] }, options);
}

const roleIn = ({ tenant }: Simulator) => {
    const role = [...tenant.roles.values()].find(({ name }) => name === "Reader");
    if (role === undefined) throw new Error("the tenant lacks the role");
    return role;
};
const hold = async ({ stack }: Fixture, ...names: string[]) => {
    const resources = (await stack.state()).deployment.resources ?? [];
    return names.map((name) => resources.find(({ urn }) => resourceName(urn) === name)?.urn);
};

describe("a stack with several tenants", () => {
    it("finds drift in each tenant, fixes it, adopts in each tenant and lists the permissions that each client needs", () =>
        between(
            { unconfigured: true },
            (emea, apac) => {
                ours("emea", { provider: providerFor("emea", emea) });
                ours("apac", { provider: providerFor("apac", apac) });
            },
            async (fixture, apac) => {
                const { sim: emea, stack } = fixture;
                const before = [emea, apac].map(namesIn);
                await stack.must(["up", "--yes", "--skip-preview"]);
                const created = [emea, apac].map(namesIn);
                roleIn(emea).description = "changed in EMEA";
                roleIn(apac).policies = [];
                const stranger = newGroup(apac.tenant, "Team");
                const drift = await fixture.command("drift", "--json");
                expect(drift.code, drift.output).to.equal(1);
                const [review] = (JSON.parse(drift.stdout) as { stacks: StackReview[] }).stacks;
                const found = review?.resources.map(({ name, provider, status, findings }) =>
                    [name, provider, status, ...findings.map(({ difference }) => difference?.path)].join(" "),
                );
                expect(found?.sort()).to.deep.equal([
                    "Reader apac changed permissions",
                    "Reader emea changed marker",
                    "Team apac unmanaged ",
                ]);
                expect(review?.requests).to.be.greaterThan(0);
                apac.tenant.groups.delete(stranger.id);

                await stack.must(["up", "--yes", "--skip-preview", "--refresh"]);
                expect([emea, apac].map((sim) => roleIn(sim).policies.length)).to.deep.equal([1, 1]);
                const roles = await hold(fixture, "emea-role", "apac-role");
                await stack.must(["state", "delete", "--yes", ...roles.map(String)]);
                const { adopted, resources } = await plan(fixture, "--yes");
                expect(resources.map(({ provider, status }) => `${provider} ${status}`)).to.deep.equal([
                    "apac identical",
                    "emea identical",
                ]);
                expect(adopted).to.equal(2);
                // The program omits one tenant: the provider of the deleted resources is only in the state.
                fixture.program(() => ours("emea", { provider: providerFor("emea", emea) }));
                const preflight = await fixture.command("preflight");
                expect(preflight.code, preflight.output).to.equal(0);
                for (const provider of ["emea", "apac"])
                    expect(preflight.stdout).to.match(
                        new RegExp(`^Genesys Cloud \\(provider ${provider}\\): the calling client needs\n  held `, "m"),
                    );
                expect([emea, apac].map(namesIn)).to.deep.equal(created);
                await stack.must(["destroy", "--yes", "--skip-preview"]);
                expect([emea, apac].map(namesIn)).to.deep.equal(before);
            },
        ));

    it("adopts into an empty stack, with the default provider and one of the program's own class, and forgets both", () =>
        between(
            {},
            (_emea, apac) => {
                ours("standard");
                ours("own", { provider: new OwnProvider("own", apac) });
            },
            async (fixture, apac) => {
                const { sim: emea, stack } = fixture;
                await stack.must(["up", "--yes", "--skip-preview"]);
                await stack.must(["state", "delete", "--all", "--yes"]);
                [emea, apac].forEach((sim) => sim.clearRequests());
                const { adopted, resources } = await plan(fixture, "--yes");
                expect(resources.map(({ name, provider, status }) => `${name} ${provider} ${status}`)).to.deep.equal([
                    "own-team own identical",
                    "standard-team default identical",
                    "own-role own identical",
                    "standard-role default identical",
                ]);
                expect(adopted).to.equal(4);
                expect([emea, apac].flatMap((sim) => sim.writes())).to.deep.equal([]);
                expect(await stack.steps("preview")).to.deep.equal([]);
                const drift = await fixture.command("drift");
                expect(drift.stdout).to.equal("4 resources: 4 in sync\n");
                await fixture.command("adopt", "--undo", "--yes");
                expect(await hold(fixture, "own", "own-role", "standard-role")).to.deep.equal([
                    undefined,
                    undefined,
                    undefined,
                ]);
            },
        ));

    it("adopts nothing in a tenant whose provider depends on missing objects, and says what to run first", () =>
        between(
            { unconfigured: true },
            (emea, apac) => {
                const provider = providerFor("emea", emea);
                const { id } = new contact.genesys.Group("group", { name: "Key" }, { provider });
                const settings = argumentsFor(apac);
                const region = id.apply(() => settings.region);
                ours("apac", { provider: new contact.Provider("apac", { genesys: { ...settings, region } }) });
            },
            async (fixture) => {
                const { code, stderr } = await fixture.command("adopt", "--yes");
                expect(code).to.equal(2);
                expect(stderr).to.match(
                    /the settings of the provider "apac" are not known yet.*Run `pulumi up --target 'urn:.*::apac'` first/,
                );
                const preflight = await fixture.command("preflight");
                expect(preflight.code, preflight.output).to.equal(0);
                expect(preflight.stdout).to.match(/^ {2}unknown {2}authorization:role:add/m);
            },
        ));

    it("has a handover for each eMite integration, each checked in its own tenant", () =>
        between(
            { unconfigured: true },
            (emea, apac) => {
                new contact.emite.Integration("emite", {}, { provider: providerFor("emea", emea) });
                new contact.emite.Integration("emite-apac", {}, { provider: providerFor("apac", apac) });
            },
            async (fixture, apac) => {
                await fixture.stack.must(["up", "--yes", "--skip-preview"]);
                const unnamed = await fixture.command("handover", "--format", "json");
                expect(unnamed.stderr).to.include("Name one with --integration: emite, emite-apac");
                const client = [...apac.tenant.oauthClients.values()].find(({ name }) => name === "emite_APIdata");
                if (client) client.state = "inactive";
                const handover = (name: string) => fixture.command("handover", "--integration", name);
                const good = await handover("emite");
                expect(good.stderr).to.match(/^\d+ checks, 0 failed, 1 not verified\n$/);
                const bad = await handover("emite-apac");
                expect(bad.stderr).to.match(/\n\d+ checks, 2 failed, 1 not verified\n$/);
                expect(bad.stdout).to.include("acmeapac");
            },
        ));
});
