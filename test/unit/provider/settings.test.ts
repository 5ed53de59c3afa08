import { expect } from "chai";
import { genesysSettings } from "../../../provider/genesys/settings";
import { regionName, regions } from "../../../provider/genesys/regions";

const source = (values: Record<string, string>) => ({ get: (key: string) => values[key] });
const good = {
    "genesyscloud:region": "eu-west-1",
    "genesyscloud:oauthClientId": "id",
    "genesyscloud:oauthClientSecret": "secret",
};
const message = (values: Record<string, string>, env = {}) => {
    try {
        genesysSettings(source(values), env);
        return expect.fail("it must fail");
    } catch (error) {
        return (error as Error).message;
    }
};

describe("configuration", () => {
    it("lists every missing key with the command that sets it", () => {
        expect(message({})).to.equal(
            [
                "the connection to Genesys Cloud is not configured [CC1106]:",
                "  genesyscloud:region is missing: run `pulumi config set genesyscloud:region eu-west-1` or set GENESYSCLOUD_REGION [CC1104]",
                "  genesyscloud:oauthClientId is missing: run `pulumi config set genesyscloud:oauthClientId <client id>` or set GENESYSCLOUD_OAUTHCLIENT_ID [CC1104]",
                "  genesyscloud:oauthClientSecret is missing: run `pulumi config set --secret genesyscloud:oauthClientSecret` or set GENESYSCLOUD_OAUTHCLIENT_SECRET [CC1104]",
            ].join("\n"),
        );
    });

    it("takes a read-only client from the environment; then the other one needs no secret", () => {
        const { "genesyscloud:oauthClientSecret": _secret, ...rest } = good;
        const reader = { GENESYSCLOUD_READCLIENT_ID: "reader", GENESYSCLOUD_READCLIENT_SECRET: "s" };
        expect(genesysSettings(source(rest), reader)).to.deep.include({
            clientId: "id",
            reader: { clientId: "reader", clientSecret: "s" },
        });
        expect(genesysSettings(source({ "genesyscloud:region": "eu-west-1" }), reader).clientId).to.equal("reader");
        expect(genesysSettings(source({ ...good, "contactcenter:provider": "emea" }), reader)).not.to.have.property(
            "reader",
        );
        expect(message(good, { GENESYSCLOUD_READCLIENT_ID: "reader" })).to.include(
            "GENESYSCLOUD_READCLIENT_SECRET is missing, although GENESYSCLOUD_READCLIENT_ID is set",
        );
    });

    it("names the nearest region, or all", () => {
        expect(message({ ...good, "genesyscloud:region": "eu-wset-1" })).to.include(
            'unknown region "eu-wset-1"; did you mean "eu-west-1"? Set a newer region by its domain',
        );
        expect(message({ ...good, "genesyscloud:region": "mars" })).to.include("known regions are ap-northeast-1, ");
    });

    it("never offers a region with another number", () => {
        for (const region of ["ap-southeast-3", "eu-wset-3", "apse3", "apse3.pure.clout"])
            expect(message({ ...good, "genesyscloud:region": region })).to.include(
                `unknown region "${region}"; known regions are`,
            );
    });

    it("accepts the domain of an unknown region, below the vendor's own", () => {
        for (const region of ["apse3.pure.cloud", "login.apse3.pure.cloud", "APSE3.pure.cloud"])
            expect(genesysSettings(source({ ...good, "genesyscloud:region": region }), {})).to.include({
                region: "apse3.pure.cloud",
                apiBase: "https://api.apse3.pure.cloud",
                loginBase: "https://login.apse3.pure.cloud",
            });
        // The client's secret is sent there.
        for (const region of ["mypurecloud.example", "pure.cloud.example", "xpure.cloud"])
            expect(message({ ...good, "genesyscloud:region": region })).to.include(`unknown region "${region}"`);
    });

    it("overrides the environment, which fills the gaps", () => {
        const env = { GENESYSCLOUD_REGION: "us-east-1", GENESYSCLOUD_OAUTHCLIENT_ID: "env" };
        const { region, clientId } = genesysSettings(source({ ...good, "genesyscloud:oauthClientId": "" }), env);
        expect({ region, clientId }).to.deep.equal({ region: "eu-west-1", clientId: "env" });
    });

    it("leads to the region's own hosts, or to the gateway", () => {
        expect(genesysSettings(source(good), {})).to.include({
            apiBase: "https://api.mypurecloud.ie",
            loginBase: "https://login.mypurecloud.ie",
        });
        const gateway = { ...good, "genesyscloud:gateway": "https://proxy.example/genesys/" };
        expect(genesysSettings(source(gateway), {})).to.include({
            apiBase: "https://proxy.example/genesys",
            loginBase: "https://proxy.example/genesys/login",
        });
        expect(message({ ...good, "genesyscloud:gateway": "proxy.example" })).to.include("must be an https address");
    });

    it("accepts further clients as a JSON list, and never shows an invalid one", () => {
        const key = "genesyscloud:oauthClients";
        const two = [
            { clientId: "second", clientSecret: "s2" },
            { clientId: "third", clientSecret: "s3" },
        ];
        expect(genesysSettings(source(good), {}).furtherClients).to.deep.equal([]);
        expect(genesysSettings(source({ ...good, [key]: JSON.stringify(two) }), {}).furtherClients).to.deep.equal(two);
        const env = { GENESYSCLOUD_OAUTHCLIENTS: JSON.stringify(two) };
        expect(genesysSettings(source(good), env).furtherClients).to.deep.equal(two);
        for (const wrong of [
            "canary",
            '{"clientId":"canary","clientSecret":"canary"}',
            '[{"clientId":"canary"}]',
            '[{"clientId":"canary","clientSecret":""}]',
            '[{"clientId":"canary","clientSecret":"canary","region":"canary"}]',
            '[{"clientId":"canary","clientSecret":"a"},{"clientId":"CANARY","clientSecret":"b"}]',
            '[{"clientId":"ID","clientSecret":"canary"}]',
        ]) {
            const said = message({ ...good, [key]: wrong });
            expect(said).to.include(`${key} must be a JSON list of further clients, [{"clientId": "…"`);
            expect(said).not.to.match(/canary/i);
        }
    });

    it("accepts a region by its name, its domain or its login host, regardless of case", () => {
        expect(Object.keys(regions)).to.have.length(18);
        for (const [region, domain] of Object.entries(regions))
            for (const given of [region, domain, `login.${domain}`, region.toUpperCase()])
                expect(regionName(given)).to.equal(region);
    });
});
