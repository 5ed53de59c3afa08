import { expect } from "chai";
import * as contact from "../../sdk";
import type { StackReview } from "../../operations/drift/findings";
import type { Simulator } from "../../simulator";
import { resourceName } from "../../tools/engine/stack";
import { example, printedDuring, tenantConfig, withStack } from "./fixture";

const clientOf = (sim: Simulator, name: string) => {
    const found = [...sim.tenant.oauthClients.values()].find((one) => one.name === name && one.state !== "deleted");
    if (found === undefined) throw new Error(`there is no client ${name}`);
    return found;
};
const dataClients = ["emite_APIdata", "emite_RealtimeData", "emite_WFMLookback", "emite_WFMActivity"];
const day = 86_400_000;

/** eMite's integration, and a client of a grant type that Genesys withdraws. */
const program = () => {
    const redirectUris = ["https://a.example/back"];
    new contact.genesys.OAuthClient("implicit", { name: "Implicit", grantType: "token", redirectUris });
    return example();
};

describe("OAuth clients that Genesys restricts, on the real engine", () => {
    it("have allowed IP addresses and dates that every write keeps, are never activated again, and end a destroy once deactivated", () => {
        const config = { ...tenantConfig, "emite:allowedIpAddresses": '["203.0.113.9/24", "2001:DB8::1"]' };
        const simulator = { requireAllowedIps: true, delayedRemoval: true };
        return withStack({ program, config, simulator }, async ({ sim, stack, command }) => {
            const before = JSON.stringify(sim.dump());
            const warned = await printedDuring(() => stack.must(["preview"]));
            expect(warned).to.include('warning: OAuth client "Implicit": grantType: Genesys no longer offers');
            await stack.must(["up", "--yes", "--skip-preview"]);
            const addresses = ["2001:db8::1", "203.0.113.0/24"];
            for (const name of dataClients)
                expect(clientOf(sim, name).allowedIPAddresses, name).to.have.members(addresses);
            expect(clientOf(sim, "emite_SSO").allowedIPAddresses ?? []).to.deep.equal([]);

            // Changes by others are kept by a write, and a wider range is drift of high severity.
            const [wider, sso] = [clientOf(sim, "emite_APIdata"), clientOf(sim, "emite_SSO")];
            wider.allowedIPAddresses = [...addresses, "0.0.0.0/0"];
            wider.dateToDelete = "2099-01-31T00:00:00Z";
            sso.allowedIPAddresses = ["198.51.100.7"];
            sso.state = "disabled";
            const { stacks } = JSON.parse((await command("drift", "--json")).stdout) as { stacks: StackReview[] };
            const findings = stacks[0]?.resources.map(({ name, findings: some }) => [
                name,
                ...some.map(({ rule, severity, difference }) => `${rule} ${severity} ${String(difference?.found)}`),
            ]);
            // In the order of the state, which is that in which the engine has created them.
            expect(findings).to.have.deep.members([
                ["emite_SSO", "client-disabled medium disabled"],
                ["emite_APIdata", "client-address-added high 0.0.0.0/0"],
            ]);
            await stack.setConfig("emite:owner", "team A");
            const written = await printedDuring(() => stack.must(["up", "--yes", "--skip-preview", "--refresh"]));
            expect(written)
                .to.include('warning: OAuth client "emite_SSO": it is disabled.')
                .and.include('"emite_APIdata": Genesys Cloud will delete it on 2099-01-31');
            expect(wider.description).to.match(/owner: team A/);
            expect(wider).to.include({ dateToDelete: "2099-01-31T00:00:00Z", state: "active" });
            expect(wider.allowedIPAddresses).to.have.members(addresses);
            expect(sso.description).to.match(/owner: team A/);
            expect(sso).to.deep.include({ allowedIPAddresses: ["198.51.100.7"], state: "disabled" });
            const steps = await stack.steps("refresh");
            expect(steps.map(({ urn }) => resourceName(urn))).to.deep.equal(["emite-ssoClient"]);

            // Clients older than 30 days are deactivated and stay for seven days.
            sso.state = "active";
            for (const [id, history] of sim.tenant.history)
                sim.tenant.history.set(id, { ...history, createdAt: Date.now() - 31 * day });
            const destroyed = await printedDuring(() => stack.must(["destroy", "--yes", "--skip-preview"]));
            for (const name of [...dataClients, "emite_SSO", "Implicit"]) {
                const { state, dateToDelete } = clientOf(sim, name);
                expect(state, name).to.equal("inactive");
                const note = `note: OAuth client "${name}" is inactive. Genesys Cloud shows it until it deletes it on ${dateToDelete}.`;
                expect(destroyed).to.include(note);
                sim.tenant.oauthClients.delete(clientOf(sim, name).id);
            }
            expect(JSON.stringify(sim.dump())).to.equal(before);
        });
    });
});
