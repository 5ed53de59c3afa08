import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import * as contact from "../../../sdk";
import { startSimulator } from "../../../simulator";
import { lookupsOn, mockEngine, type Registered, settled, value } from "./mocks";

const { procedurePermissions } = contact.emite;

/** A program whose lookups are answered by a simulated organization. */
async function program(
    args: contact.emite.IntegrationArgs,
    test: (registered: Registered[], emite: contact.emite.Integration) => Promise<void>,
    wanted: number,
    options = {},
): Promise<void> {
    const sim = await startSimulator(options);
    const { call, answered } = lookupsOn(sim);
    try {
        const registered = mockEngine({ call });
        const emite = new contact.emite.Integration("emite", args);
        await value(emite.clientSecrets);
        await settled(registered, wanted);
        await test(registered, emite);
    } finally {
        // One that fails after the test would end the process.
        await answered();
        await sim.stop();
    }
}

const of = (registered: readonly Registered[], type: string) =>
    registered.filter((one) => one.type.endsWith(`:${type}`)).sort((a, b) => (a.name < b.name ? -1 : 1));

describe("emite.Integration", () => {
    it("creates what the procedure lists, with its names, scopes, options and token lifetimes", async () =>
        program(
            { wfm: true, licences: { divisions: ["Sales"] }, members: { access: ["anna.smith@acme.example"] } },
            async (registered, emite) => {
                const names = (type: string) => of(registered, type).map(({ inputs }) => inputs["name"]);
                expect(names("Group")).to.have.members([
                    "emite_Access",
                    "emite_DashboardCreator",
                    "emite_DashboardViewer",
                ]);
                expect(names("Role")).to.have.members(["eMite Data Integration", "eMite_Sales"]);
                expect(names("OAuthClient")).to.have.members([
                    "emite_SSO",
                    "emite_APIdata",
                    "emite_RealtimeData",
                    "emite_WFMLookback",
                    "emite_WFMActivity",
                ]);
                const url = "https://eu-cloud.emite.com/emite/acmecontact/Auth/OAuthPureCloud?org=acmecontact";
                expect(of(registered, "ClientApp")[0]?.inputs).to.deep.include({
                    name: "eMite Advanced Analytics",
                    url,
                    displayType: "standalone",
                    category: "",
                    enabled: true,
                    groups: ["emite-accessGroup-id"],
                });
                const sso = of(registered, "OAuthClient").find(({ inputs }) => inputs["name"] === "emite_SSO")?.inputs;
                expect(sso).to.deep.include({
                    grantType: "code",
                    tokenLifetimeSeconds: 86_400,
                    redirectUris: [url],
                    scopes: [
                        "authorization:readonly",
                        "groups:readonly",
                        "integrations:readonly",
                        "oauth:readonly",
                        "organization:readonly",
                        "users:readonly",
                    ],
                });
                const role = of(registered, "Role").find(({ inputs }) => inputs["name"] === "eMite Data Integration");
                expect(role?.inputs["permissions"]).to.deep.equal(
                    procedurePermissions.map(({ permission }) => permission),
                );
                expect(await value(emite.redirectUrl)).to.equal(url);
                expect(await value(emite.regionCode)).to.equal("eu");
                expect(Object.keys(await value(emite.clientIds))).to.have.length(5);
                expect(await pulumi.isSecret(emite.clientSecrets)).to.equal(true);
            },
            16,
        ));

    it("has nine resources without workforce management, members and licences", async () =>
        program(
            {},
            async (registered) => {
                expect(registered.filter(({ type }) => type.startsWith("pulumi-nodejs"))).to.have.length(9);
                expect(of(registered, "OAuthClient")).to.have.length(3);
            },
            10,
        ));

    it("omits a permission that a tenant may lack with a warning, or keeps it for the role to refuse", async () => {
        const missingPermissions = ["wfm:adhocForecast:view", "routing:queue:join"];
        const asked = async (args: contact.emite.IntegrationArgs) => {
            let permissions: string[] = [];
            await program(
                args,
                async (registered) => {
                    permissions = of(registered, "Role")[0]?.inputs["permissions"] as string[];
                },
                10,
                { missingPermissions },
            );
            return permissions;
        };
        const usual = await asked({});
        expect(usual).to.include("routing:queue:join");
        expect(usual).not.to.include("wfm:adhocForecast:view");
        expect(await asked({ missingPermissions: "error" })).to.include("wfm:adhocForecast:view");
        expect(await asked({ missingPermissions: "warn" })).not.to.include.members(missingPermissions);
    });

    it("an owner ends the description of every object that has one", async () =>
        program(
            { owner: "team-cc", descriptions: { role: "reads" }, wfm: true, licences: { divisions: ["Home"] } },
            async (registered) => {
                const described = ["Group", "OAuthClient", "Role", "ClientApp"].flatMap((type) => of(registered, type));
                expect(described).to.have.length(3 + 5 + 2 + 1);
                const texts = described.map(({ inputs }) => String(inputs["description"] ?? inputs["notes"]));
                for (const text of texts) expect(text).to.match(/(^|; )owner: team-cc$/);
                expect(texts).to.include("reads; owner: team-cc");
            },
            13,
        ));

    it("every value of the procedure can be set: names, descriptions, lifetimes, scopes, permissions, organization, region", async () =>
        program(
            {
                organization: "other",
                region: "us-east-1",
                names: { accessGroup: "Access", dataClient: "Data" },
                descriptions: { accessGroup: "who may", app: "notes" },
                tokenLifetimeSeconds: 3_600,
                scopes: ["users:readonly"],
                permissions: ["routing:queue:view"],
                rotation: "2026Q4",
            },
            async (registered, emite) => {
                expect(of(registered, "Group")[0]?.inputs).to.deep.include({ name: "Access", description: "who may" });
                expect(of(registered, "ClientApp")[0]?.inputs["notes"]).to.equal("notes");
                for (const { inputs } of of(registered, "OAuthClient"))
                    expect(inputs).to.include({ tokenLifetimeSeconds: 3_600, rotation: "2026Q4" });
                expect(of(registered, "Role")[0]?.inputs["permissions"]).to.deep.equal(["routing:queue:view"]);
                expect(await value(emite.redirectUrl)).to.equal(
                    "https://useast-cloud.emite.com/emite/other/Auth/OAuthPureCloud?org=other",
                );
            },
            10,
        ));
});

describe("emite.Integration in a user's unit test", () => {
    /** The mocks of Pulumi's guide to unit tests. */
    const echo: pulumi.runtime.Mocks = {
        newResource: ({ name, inputs }) => ({ id: `${name}_id`, state: inputs as Record<string, unknown> }),
        call: ({ inputs }) => inputs as Record<string, unknown>,
    };

    for (const preview of [false, true])
        it(`works without configuration and with mocks that echo${preview ? ", also in a preview" : ""}`, async () => {
            pulumi.runtime.setAllConfig({});
            await pulumi.runtime.setMocks(echo, "project", "stack", preview);
            const emite = new contact.emite.Integration("emite", {
                wfm: true,
                members: { access: ["anna@acme.example"], dashboardViewers: [], dashboardCreators: [] },
                licences: { divisions: ["Sales"] },
            });
            const { groups, memberships, clients, licences } = emite;
            expect(await value(emite.redirectUrl)).to.match(/^https:\/\/eu-cloud\.emite\.com\/emite\/mocked\//);
            expect(await value(groups.access.name)).to.equal("emite_Access");
            expect(await value(groups.dashboardViewers.name)).to.equal("emite_DashboardViewer");
            expect(await value(groups.dashboardCreators.id)).to.equal("emite-creatorGroup_id");
            expect(await value(emite.role.permissions)).to.deep.equal(
                procedurePermissions.map((one) => one.permission),
            );
            expect(await value(emite.app.groups)).to.deep.equal(["emite-accessGroup_id"]);
            expect(await value(emite.callerAssignment.role)).to.equal("emite-role_id");
            expect(await value(memberships.access?.members ?? pulumi.output([]))).to.deep.equal(["anna@acme.example"]);
            expect(Object.keys(memberships)).to.have.members(["access", "dashboardViewers", "dashboardCreators"]);
            for (const one of [clients.data, clients.realtime, clients.wfmLookback, clients.wfmActivity])
                expect(await value(one?.roles ?? pulumi.output(undefined))).to.deep.equal([
                    { role: "emite-role_id", divisions: ["*"] },
                ]);
            expect(await value(clients.sso.grantType)).to.equal("code");
            expect(await value(licences?.roles["Sales"]?.name ?? pulumi.output(""))).to.equal("eMite_Sales");
            const agents = licences?.assignments["Sales"]?.everyActiveUserOf ?? pulumi.output(undefined);
            expect(await value(agents)).to.equal("Sales-id");
        });

    it("uses what the mocks answer, and fills in the rest", async () => {
        mockEngine({ call: ({ token }) => (token.endsWith(":organization") ? { shortName: "acme" } : {}) });
        const { organization, region } = new contact.emite.Integration("emite");
        expect(await value(organization)).to.equal("acme");
        expect(await value(region)).to.equal("eu-west-1");
    });

    it("has no child for what is not declared", async () => {
        mockEngine();
        const emite = new contact.emite.Integration("emite");
        expect(emite.licences).to.equal(undefined);
        expect(emite.memberships).to.deep.equal({});
        expect(emite.clients).to.have.all.keys("sso", "data", "realtime");
        await value(emite.clientSecrets);
    });

    it("rejects divisions and levels that the compiler has not seen", () => {
        mockEngine();
        const failed = (args: object) => {
            try {
                void new contact.emite.Integration("emite", args);
                return "";
            } catch (error) {
                return (error as Error).message.replace(/\n\(.*\)/g, "");
            }
        };
        const list = "`licences.divisions` must be a list of names that the program knows [CC2059]";
        for (const divisions of ["Sales", ["Sales", null], [5], undefined, pulumi.output(["Sales"])])
            expect(failed({ licences: { divisions } })).to.equal(list);
        const level = 'missingPermissions must be "error" or "warn"; it is "erorr" [CC2060]';
        expect(failed({ licences: { divisions: "*" }, missingPermissions: "erorr" })).to.equal(`${list}\n${level}`);
    });
});
