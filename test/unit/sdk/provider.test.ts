import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { genesysLookups } from "../../../provider/lookups";
import * as contact from "../../../sdk";
import { configOf } from "../../../sdk/lookup";
import { startSimulator } from "../../../simulator";
import { mockEngine, settled, value } from "./mocks";

const { eleveo, genesys } = contact;

/** Every setting; the compiler rejects a missing one. */
const everything: Everything = {
    genesys: {
        region: "eu-west-1",
        oauthClientId: "id",
        oauthClientSecret: "hush",
        oauthClients: [{ clientId: "further", clientSecret: "hush" }],
        oauthClientLimit: 60,
        requestsPerMinute: 600,
        gateway: "https://proxy.example",
    },
    eleveo: {
        url: "https://eleveo.example",
        realm: "acme",
        clientId: "id",
        clientSecret: "hush",
        contextPath: "",
        profiles: "profiles",
    },
    webex: { accessToken: "hush" },
    timeouts: { create: "1h", read: "90s", update: "10m", delete: "1h30m" },
    offlinePreview: true,
    checks: "warn",
    allowHttp: true,
};
type Everything = { [G in keyof contact.ProviderArgs]-?: Required<NonNullable<contact.ProviderArgs[G]>> };

/** What the engine receives of a provider, and which of it is secret. */
async function inputsOf(args: contact.ProviderArgs) {
    const registered = mockEngine();
    const provider = new contact.Provider("emea", args);
    await value(provider.urn);
    const inputs = registered[0]?.inputs ?? {};
    const plain = Object.entries(inputs).map(([key, given]) => [key, pulumi.runtime.unwrapRpcSecret(given)]);
    const secrets = Object.keys(inputs).filter((key) => pulumi.runtime.isRpcSecret(inputs[key]));
    return { type: registered[0]?.type, inputs: Object.fromEntries(plain) as Record<string, unknown>, secrets };
}

describe("Provider", () => {
    it("passes every setting on as text, under the key that a stack's configuration has for it", async () => {
        const { type, inputs } = await inputsOf(everything);
        expect(type).to.equal("pulumi:providers:pulumi-nodejs");
        expect(inputs).to.deep.equal({
            "contactcenter:provider": "emea",
            "genesyscloud:region": "eu-west-1",
            "genesyscloud:oauthClientId": "id",
            "genesyscloud:oauthClientSecret": "hush",
            "genesyscloud:oauthClients": '[{"clientId":"further","clientSecret":"hush"}]',
            "genesyscloud:oauthClientLimit": "60",
            "genesyscloud:requestsPerMinute": "600",
            "genesyscloud:gateway": "https://proxy.example",
            "eleveo:url": "https://eleveo.example",
            "eleveo:realm": "acme",
            "eleveo:clientId": "id",
            "eleveo:clientSecret": "hush",
            "eleveo:contextPath": "",
            "eleveo:profiles": "profiles",
            "webex:accessToken": "hush",
            "contactcenter:createTimeout": "1h",
            "contactcenter:readTimeout": "90s",
            "contactcenter:updateTimeout": "10m",
            "contactcenter:deleteTimeout": "1h30m",
            "contactcenter:offlinePreview": "true",
            "contactcenter:checks": "warn",
            "contactcenter:allowHttp": "true",
        });
    });

    it("makes every secret setting a secret, also one given in plain", async () => {
        const { secrets } = await inputsOf(everything);
        expect(secrets).to.have.members([
            "genesyscloud:oauthClientSecret",
            "genesyscloud:oauthClients",
            "eleveo:clientSecret",
            "webex:accessToken",
        ]);
    });

    it("treats an undefined setting as not given, plain or in an output", async () => {
        const { inputs } = await inputsOf({
            genesys: { region: undefined, oauthClientLimit: pulumi.output(undefined) },
            eleveo: undefined,
            offlinePreview: undefined,
        });
        expect(inputs).to.deep.equal({ "contactcenter:provider": "emea" });
    });

    it("rejects unknown settings, all in one error that lists the known ones", () => {
        mockEngine();
        const args = { genesys: { regoin: "eu-west-1", oauthClientID: "id" }, webex: { token: "x" } };
        expect(() => new contact.Provider("emea", args as contact.ProviderArgs)).to.throw(
            /^Provider "emea" has no setting genesys\.regoin, genesys\.oauthClientID, webex\.token; it has genesys\.region, .*webex\.accessToken.*offlinePreview, checks, allowHttp \[CC1302\]\n/,
        );
    });

    it("serves the resources that have it as the option, and their children", async () => {
        const registered = mockEngine();
        const emea = new contact.Provider("emea", {});
        new genesys.Group("own", { name: "Own" }, { provider: emea });
        new contact.emite.Integration("emite", {}, { provider: emea });
        new contact.emite.AgentLicences("licences", { divisions: ["Home"] }, { providers: [emea] });
        new genesys.Group("other", { name: "Other" });
        await settled(registered, 1 + 1 + 10 + 3 + 1);
        const ours = registered.filter(({ type }) => type.includes("dynamic/"));
        const [without, ...more] = ours.filter(({ provider }) => !provider);
        expect(without?.name).to.equal("other");
        expect(more).to.deep.equal([]);
        for (const { name, provider } of ours)
            if (name !== "other") expect(provider, name).to.match(/pulumi:providers:pulumi-nodejs::emea::/);
    });
});

describe("lookups with an explicit provider", () => {
    it("use its settings, not those of the stack", async () => {
        mockEngine();
        pulumi.runtime.setAllConfig({ "eleveo:url": "https://stack.example", "eleveo:realm": "stack" });
        const emea = new contact.Provider("emea", {
            eleveo: { url: "https://emea.example", realm: "emea", clientId: "id", clientSecret: "hush" },
        });
        expect(await eleveo.server({ provider: emea })).to.include({ url: "https://emea.example", realm: "emea" });
        expect(await eleveo.redirectUri("webexcc", { provider: emea })).to.match(/^https:\/\/emea\.example\/.*webexcc/);
        expect(eleveo.server()).to.include({ url: "https://stack.example", realm: "stack" });
    });

    it("reach the organization of its settings", async () => {
        const sim = await startSimulator();
        try {
            mockEngine();
            const { clientId, clientSecret } = sim.credentials;
            const emea = new contact.Provider("emea", {
                genesys: {
                    region: pulumi.output("eu-west-1"),
                    gateway: sim.url,
                    oauthClientId: clientId,
                    oauthClientSecret: pulumi.secret(clientSecret),
                },
            });
            const lookups = genesysLookups(await configOf(emea));
            expect(await lookups.organization()).to.include({ shortName: "acmecontact", region: "eu-west-1" });
        } finally {
            await sim.stop();
        }
    });

    it("fail with the setting's name if it is unknown yet", async () => {
        mockEngine({ preview: true });
        const region = pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string>;
        const emea = new contact.Provider("emea", { genesys: { region } });
        const { message } = await configOf(emea).then(
            () => expect.fail("it must fail"),
            (error: Error) => error,
        );
        expect(message).to.match(/^the setting genesyscloud:region of the provider "emea" is not known yet/);
    });
});
