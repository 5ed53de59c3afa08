import { expect } from "chai";
import { parse } from "yaml";
import { regions } from "../../../provider/genesys/regions";
import { tenantFile, tenantsOfOrganization, withOrganization, withTenant } from "../../../cli/tenant/files";
import { regionOf, tenantSettings } from "../../../cli/tenant/settings";
import { divisionsIn, peopleIn, withoutConnection } from "../../../cli/try/configuration";
import { simulateFor } from "../../../cli/try/organization";

describe("contact-center tenant add", () => {
    it("accepts a region by its AWS name, its domain or eMite's code", () => {
        for (const [region, domain] of Object.entries(regions)) {
            expect(regionOf(region.toUpperCase())).to.equal(region);
            expect(regionOf(`login.${domain}`)).to.equal(region);
        }
        expect(["eu", "UK", "useast", "au"].map(regionOf)).to.deep.equal([
            "eu-west-1",
            "eu-west-2",
            "us-east-1",
            "ap-southeast-2",
        ]);
        expect(regionOf("e")).to.equal(undefined);
    });

    it("reports all mistakes in one error, with the nearest region", () => {
        expect(() => tenantSettings("ac/me", { region: "eu-wst-1", gateway: "ftp://x" }, {}, ["and more"]))
            .to.throw()
            .with.property(
                "message",
                [
                    '"ac/me" is not a valid tenant name. Use 1 to 100 letters, digits, -, _ and . [CC7098]',
                    '--region: unknown region "eu-wst-1"; did you mean "eu-west-1"? Set a newer region by its domain, such as "usw2.pure.cloud"',
                    "--client-id is missing, and GENESYSCLOUD_OAUTHCLIENT_ID is not set [CC7101]",
                    '--gateway must be an https address; it is "ftp://x" [CC1107]',
                    "and more",
                ].join("\n"),
            );
        expect(() => tenantSettings("acme", {}, {}, [])).to.throw(
            "--region is missing, and GENESYSCLOUD_REGION is not set",
        );
        expect(() => tenantSettings("acme", { region: "elsewhere" }, {}, [])).to.throw(/known regions are .*eu-west-1/);
    });

    it("reads from the environment what no option sets", () => {
        const env = { GENESYSCLOUD_REGION: "eu-central-1", GENESYSCLOUD_OAUTHCLIENT_ID: "c" };
        const settings = { name: "acme", region: "eu-central-1", clientId: "c" };
        expect(tenantSettings("acme", {}, env, [])).to.deep.equal(settings);
        expect(tenantSettings("acme", { region: "eu" }, env, []).region).to.equal("eu-west-1");
    });

    it("writes known values, and optional ones as comments that are valid when they are uncommented", () => {
        const settings = { name: "acme", region: "eu-west-1", clientId: "0123", gateway: "http://127.0.0.1:1" };
        const text = tenantFile(settings, "../schema.json");
        expect(text).to.match(/^# yaml-language-server: \$schema=\.\.\/schema\.json\n/);
        const connection = {
            "genesyscloud:region": "eu-west-1",
            "genesyscloud:gateway": "http://127.0.0.1:1",
            "genesyscloud:oauthClientId": "0123",
        };
        expect(parse(text)).to.deep.equal({ config: connection });
        expect(parse(text.replace(/^ {2}# (?=emite:| )/gm, "  "))).to.deep.equal({
            config: {
                ...connection,
                "emite:members": {
                    access: ["anna.smith@acme.example"],
                    dashboardViewers: ["anna.smith@acme.example"],
                    dashboardCreators: [],
                },
                "emite:wfm": true,
                "emite:licences": ["Home", "Sales"],
            },
        });
    });

    it("groups the connection for a program of the native plugin, and names the program's settings by its project", () => {
        const settings = { name: "acme", region: "eu-west-1", clientId: "client-1", project: "platform", native: true };
        const text = tenantFile(settings, "schema.json");
        expect(parse(text)).to.deep.equal({
            config: { "contactcenter:genesys": { region: "eu-west-1", oauthClientId: "client-1" } },
        });
        expect(
            Object.keys((parse(text.replace(/^ {2}# (?=platform:| )/gm, "  ")) as { config: object }).config),
        ).to.have.members(["platform:members", "platform:wfm", "platform:licences", "contactcenter:genesys"]);
        const files = new Map([["acme", withOrganization(text, "org-1")]]);
        expect(tenantsOfOrganization(files, { id: "org-1", clientId: "other" })).to.deep.equal(["acme"]);
        expect(tenantsOfOrganization(files, { id: "other", clientId: "client-1" })).to.deep.equal(["acme"]);
    });

    it("detects an organization of another tenant, by its file and by its client", () => {
        const file = (name: string, clientId: string, id: string) =>
            withOrganization(tenantFile({ name, region: "eu-west-1", clientId }, "schema.json"), id);
        const files = new Map([
            ["acme", file("acme", "client-1", "org-1")],
            ["beta", file("beta", "client-2", "org-2")],
            ["by-hand", "config:\n  genesyscloud:oauthClientId: client-3\n"],
            ["broken", "config: ["],
            ["empty", ""],
        ]);
        const same = (id: string, clientId: string) => tenantsOfOrganization(files, { id, clientId });
        expect(same("org-1", "client-9")).to.deep.equal(["acme"]);
        expect(same("org-9", "client-3")).to.deep.equal(["by-hand"]);
        expect(same("org-9", "client-9")).to.deep.equal([]);
        expect(files.get("acme")).to.match(/^# yaml-language-server: .*\n# Organization: org-1\n/);
    });

    it("adds the tenant to a fleet file that names tenants, and keeps its comments", () => {
        const all = "# ours\ntenants: all # of them\n\n# first\ncanaries: []\n";
        expect(withTenant(all, "acme", false)).to.equal(all);
        expect(withTenant(all, "acme", true)).to.equal(all.replace(" []", "\n    - acme"));
        expect(withTenant("tenants: all\ncanaries: [a, b]\n", "c", true)).to.match(/\n {4}- a\n {4}- b\n {4}- c\n$/);
        expect(withTenant("tenants: all\n", "acme", true)).to.equal("tenants: all\ncanaries:\n    - acme\n");
        const listed = "tenants:\n    - stack: acme # the first\n    - { stack: umbrella, project: ../umbrella }\n";
        expect(withTenant(listed, "beta", true)).to.equal(`${listed}    - stack: beta\ncanaries:\n    - beta\n`);
        expect(() => withTenant("tenants: [", "acme", true)).to.throw(/^fleet.yaml is not valid YAML: /);
    });
});

describe("contact-center try", () => {
    const configuration = {
        "genesyscloud:region": "eu-central-1",
        "genesyscloud:oauthClientId": "c",
        "genesyscloud:oauthClientSecret": { secure: "v1:x" },
        "genesyscloud:gateway": "https://proxy.acme.example",
        "eleveo:url": "https://acme.myeleveo.example",
        "webex:accessToken": { secure: "v1:x" },
        "emite:members": { access: ["Zoe@acme.example", "7f6e-id"], dashboardViewers: ["anna.smith@acme.example"] },
        "emite:licences": ["Home", "Vienna"],
        "acme:contact": "zoe@acme.example",
        "acme:list": [{ key: { secure: "v1:x" } }],
    };

    it("uses a tenant's configuration without its connection and its secrets", () => {
        expect(Object.keys(withoutConnection(configuration))).to.deep.equal([
            "genesyscloud:region",
            "emite:members",
            "emite:licences",
            "acme:contact",
        ]);
    });

    it("simulates an organization with the people and divisions that the tenant names", async () => {
        expect(peopleIn(configuration)).to.deep.equal(["zoe@acme.example", "anna.smith@acme.example"]);
        expect(divisionsIn(configuration)).to.deep.equal(["Home", "Vienna"]);
        const simulator = await simulateFor(configuration);
        try {
            const { users, divisions } = simulator.tenant;
            const emails = [...users.values()].map(({ email }) => email);
            expect(emails).to.include.members(["zoe@acme.example", "anna.smith@acme.example"]);
            expect(new Set(emails).size).to.equal(emails.length);
            expect([...divisions.values()].map(({ name }) => name)).to.include("Vienna");
        } finally {
            await simulator.stop();
        }
    });
});
