import { expect } from "chai";
import PQueue from "p-queue";
import * as contact from "../../sdk";
import { type Simulator, startSimulator } from "../../simulator";
import { connectionTo } from "../../tools/emiteTenant";
import { type Engine, findEngine } from "../../tools/engine";
import { attachProvider, type AttachedProvider } from "../../tools/engine/attached";
import { configMap, withInlineStack } from "../../tools/engine/inline";

describe("programs of the Automation API", () => {
    let engine: Engine;
    let provider: AttachedProvider;
    before(async () => {
        engine = await findEngine(() => undefined);
        provider = await attachProvider();
    });
    after(() => provider.stop());

    it("eight stacks in one process, five at a time: each in its own tenant, and the preview of one with three mistakes fails with all three", async () => {
        const program = async () => {
            const emite = new contact.emite.Integration("emite", { members: { access: ["anna.smith@acme.example"] } });
            return { redirectUrl: emite.redirectUrl };
        };
        const wrong = async () => {
            new contact.genesys.Role("role", { name: "R", permissions: ["wfm:adhocForcast:view"] });
            new contact.genesys.Group("group", { name: "Sales Europe" });
            for (const name of ["one", "two"]) new contact.genesys.Group(name, { name: "Twice" });
        };
        const names = Array.from({ length: 8 }, (_, index) => `tenant${index + 1}`);
        const sims = new Map<string, Simulator>();
        try {
            for (const [seed, name] of names.entries())
                sims.set(name, await startSimulator({ seed: seed + 1, organization: { shortName: name } }));
            const results = new Map<string, unknown>();
            const queue = new PQueue({ concurrency: 5 });
            await queue.addAll(
                names.map((name) => () => {
                    const sim = sims.get(name) as Simulator;
                    const config = configMap(connectionTo(sim));
                    const one = name === "tenant7" ? wrong : program;
                    return withInlineStack({ engine, provider, name, config, program: one }, async (stack) => {
                        if (one === wrong) results.set(name, await stack.preview().catch((error: Error) => error));
                        else results.set(name, (await stack.up()).outputs["redirectUrl"]?.value);
                    });
                }),
            );
            for (const name of names.filter((one) => one !== "tenant7")) {
                const url = `https://eu-cloud.emite.com/emite/${name}/Auth/OAuthPureCloud?org=${name}`;
                expect(results.get(name), name).to.equal(url);
                const { tenant } = sims.get(name) as Simulator;
                const groups = [...tenant.groups.values()].map((group) => group.name);
                expect(groups.filter((group) => group.startsWith("emite_")).sort()).to.deep.equal([
                    "emite_Access",
                    "emite_DashboardCreator",
                    "emite_DashboardViewer",
                ]);
                const app = [...tenant.integrations.values()].find(
                    ({ config }) => config.name === "eMite Advanced Analytics",
                );
                expect(app?.config.properties["url"]).to.equal(url);
            }
            expect(String(results.get("tenant7")))
                .to.include('"wfm:adhocForcast:view" does not exist in this organization')
                .and.to.include('a group "Sales Europe" already exists')
                .and.to.include('the resources "one" and "two" declare the same object, "Twice"');
            expect(sims.get("tenant7")?.writes()).to.deep.equal([]);
        } finally {
            for (const sim of sims.values()) await sim.stop();
        }
    });
});
