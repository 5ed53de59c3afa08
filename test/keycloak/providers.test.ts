import { expect } from "chai";
import type { StackReview } from "../../operations/drift/findings";
import type { IdentityProviderRepresentation } from "../../provider/eleveo/types";
import { type Simulator, startSimulator } from "../../simulator";
import { resourceName } from "../../tools/engine/stack";
import * as contact from "../../sdk";
import type { Adoption } from "../../operations/adopt/adoption";
import { onNewestKeycloak, type Realm, withStack } from "./fixture";

const genesys = ({ url, credentials }: Simulator) => ({
    genesys: {
        region: "eu-west-1",
        gateway: url,
        oauthClientId: credentials.clientId,
        oauthClientSecret: credentials.clientSecret,
    },
});

/** Two organizations and a realm; the configuration of the stack points to none of them. */
const program =
    (first: Simulator, second: Simulator, { url, realm, clientId, clientSecret }: Realm["settings"]) =>
    () => {
        const emea = new contact.Provider("emea", genesys(first));
        const apac = new contact.Provider("apac", genesys(second));
        const eleveo = new contact.Provider("eleveo", { eleveo: { url, realm, clientId, clientSecret } });
        new contact.genesys.Group("emea-team", { name: "Team", description: "EMEA" }, { provider: emea });
        new contact.genesys.Group("apac-team", { name: "Team", description: "APAC" }, { provider: apac });
        new contact.eleveo.IdentityProvider(
            "login",
            {
                alias: "webexcc",
                ...contact.eleveo.webexContactCenter({ region: "us" }),
                clientId: "C1",
                clientSecret: "S1",
            },
            { provider: eleveo },
        );
        return { redirectUri: contact.eleveo.redirectUri("webexcc", { provider: eleveo }) };
    };

const teamIn = ({ tenant }: Simulator) =>
    [...tenant.groups.values()].filter(({ name, state }) => name === "Team" && state === "active");
const loginPath = "/identity-provider/instances/webexcc";

onNewestKeycloak("a stack with two organizations and a realm", (version) => {
    it("finds manual changes in each, fixes them, adopts in each, and leaves each empty", async () => {
        const [emea, apac] = await Promise.all([startSimulator(), startSimulator()]);
        const config = { "eleveo:url": "https://nobody.example", "eleveo:realm": "nobody" };
        try {
            await withStack({ version, config }, async (ground) => {
                const { stack, command, admin } = ground;
                ground.program(program(emea, apac, ground.settings));
                await stack.must(["up", "--yes", "--skip-preview"]);
                expect((await stack.outputs())["redirectUri"]).to.include(`/realms/${ground.settings.realm}/broker/`);
                expect((await stack.up()).output).to.match(/7 unchanged/);

                for (const sim of [emea, apac]) for (const team of teamIn(sim)) team.description = "by hand";
                const login = await admin.get<IdentityProviderRepresentation>(loginPath);
                await admin.put(loginPath, { ...login, displayName: "by hand" });
                const drift = await command("drift", "--json");
                const [review] = (JSON.parse(drift.stdout) as { stacks: StackReview[] }).stacks;
                expect(review?.resources.map(({ provider, status }) => `${provider} ${status}`).sort()).to.deep.equal([
                    "apac changed",
                    "eleveo changed",
                    "emea changed",
                ]);

                await stack.must(["up", "--yes", "--skip-preview", "--refresh"]);
                expect(teamIn(emea)[0]?.description).to.include("EMEA");
                expect(teamIn(apac)[0]?.description).to.include("APAC");
                expect((await admin.get<IdentityProviderRepresentation>(loginPath)).displayName).to.equal("Webex CC");

                const resources = (await stack.state()).deployment.resources ?? [];
                const lost = resources.filter(({ urn }) => /team$|^login$/.test(resourceName(urn)));
                await stack.must(["state", "delete", "--yes", ...lost.map(({ urn }) => urn)]);
                const adoption = await command("adopt", "--json", "--yes");
                const { adopted, resources: found } = JSON.parse(adoption.stdout) as {
                    adopted: number;
                    resources: Adoption[];
                };
                expect(found.map(({ name, provider }) => `${name} ${provider}`).sort()).to.deep.equal(
                    ["emea-team emea", "apac-team apac", "login eleveo"].sort(),
                );
                expect(adopted).to.equal(3);

                await stack.must(["destroy", "--yes", "--skip-preview"]);
                expect([...teamIn(emea), ...teamIn(apac)]).to.deep.equal([]);
                const left = await admin.get<{ alias: string }[]>("/identity-provider/instances");
                expect(left.map(({ alias }) => alias)).not.to.include("webexcc");
            });
        } finally {
            await Promise.all([emea.stop(), apac.stop()]);
        }
    });
});
