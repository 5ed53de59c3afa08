import { expect } from "chai";
import { Provider, genesys } from "../../sdk";
import { connectionTo } from "../../tools/emiteTenant";
import { printedDuring, withStack } from "./fixture";

/** An example for each rule that is only inferred, and the preview's expected message. */
const inferredRules: [declare: () => void, says: string][] = [
    [
        () => new genesys.OAuthClient("bare", { name: "Bare", grantType: "code" }),
        'OAuth client "Bare": redirectUris: a code client needs a redirect URI before users can log in with it',
    ],
    [
        () =>
            new genesys.OAuthClient("web", {
                name: "Web",
                grantType: "code",
                redirectUris: ["http://web.acme.example/back", "http://localhost:8080/", "com.acme.app:/back"],
            }),
        'OAuth client "Web": redirectUris["http://web.acme.example/back"]: Genesys Cloud may reject an http address',
    ],
    [
        () => {
            const roles = [{ role: genesys.role("admin").then(({ id }) => id), divisions: ["*"] }];
            new genesys.OAuthClient("sync", { name: "Sync", roles, tokenLifetimeSeconds: 38_880_000 });
        },
        'OAuth client "Sync": tokenLifetimeSeconds: must be at most 172800 seconds',
    ],
    [
        () =>
            new genesys.ClientApp("widget", {
                name: "Widget",
                integrationType: "embedded-client-app-interaction-widget",
                url: "https://widget.acme.example",
                communicationTypes: ["open"],
                groups: ["no-such-group"],
            }),
        'client application "Widget": communicationTypes["open"]: is not a type that this organization lists; it lists "call", "chat"',
    ],
    [() => undefined, 'groups["no-such-group"]: no group of this organization has the id "no-such-group"'],
    [
        () => new genesys.Integration("rest", { name: "Rest", type: "custom-rest-actions" }),
        'integration "Rest": type: this organization does not list the integration type "custom-rest-actions"',
    ],
    [
        () =>
            new genesys.Integration("app", {
                name: "App",
                type: "embedded-client-app",
                properties: { url: "https://app.acme.example", theme: "dark" },
            }),
        'integration "App": properties.theme: "embedded-client-app" has no property "theme"',
    ],
    [
        () => undefined,
        "may lack oauth:client:view, oauth:client:add: Genesys Cloud does not report which roles the client",
    ],
    [() => undefined, "may not have a role that it grants: Genesys Cloud does not report which roles the client has"],
    [
        () => undefined,
        "the organization has 51 OAuth clients, and with those of this program more than 50, which may be its limit",
    ],
    [
        () => undefined,
        "genesyscloud:region: this library does not know the region apse3.pure.cloud. It sends requests to",
    ],
];

const wrong = { name: "Wrong", permissions: ["routing:queue:viwe"] };
const says = 'permissions["routing:queue:viwe"]: "routing:queue:viwe" does not exist in this organization';

const warningsIn = (printed: string): string[] => printed.match(/^warning: .*/gm) ?? [];

describe("checks of a live tenant", () => {
    it("a tenant that breaks every inferred rule: the preview warns once of each, and `up` succeeds", () =>
        withStack(
            {
                program: () => {
                    inferredRules.forEach(([declare]) => declare());
                    const group = new genesys.Group("team", { name: "Team" });
                    new genesys.RoleAssignment("team", {
                        role: genesys.role("admin").then(({ id }) => id),
                        divisions: ["*"],
                        subjects: [{ group }],
                    });
                },
                simulator: {
                    lenient: true,
                    oauthClientLimit: 1_000,
                    fields: [{ of: "subject", field: "grants", to: "absent" }],
                },
                config: { "genesyscloud:region": "apse3.pure.cloud" },
            },
            async ({ sim, stack }) => {
                for (let count = 2; count < 51; count++) sim.addClient(`Client ${count}`);
                let output = "";
                const printed = await printedDuring(async () => ({ output } = await stack.must(["preview"])));
                for (const [, text] of inferredRules)
                    expect(
                        warningsIn(printed).filter((line) => line.includes(text)),
                        text,
                    ).to.have.length(1);
                // The program itself shows this one.
                expect(output).to.include('Genesys Cloud may reject the role for "team"');
                await stack.must(["up", "--yes", "--skip-preview"]);
                expect([...sim.tenant.integrations.values()].map(({ config }) => config.name)).to.include.members([
                    "Widget",
                    "Rest",
                    "App",
                ]);
                // Unchanged resources are not warned about again.
                const again = await printedDuring(() => stack.must(["preview", "--expect-no-changes"]));
                expect(warningsIn(again)).to.deep.equal(
                    warningsIn(again).filter((line) => line.includes("genesyscloud:region")),
                );
            },
        ));

    it("contactcenter:checks relaxes all of them, for the stack and for an explicit provider; every refusal names it", () =>
        withStack({ program: () => void new genesys.Role("role", wrong) }, async ({ sim, stack, program }) => {
            const previewed = async (...lines: string[]) => {
                const { code, output } = await stack.preview();
                expect(code).not.to.equal(0);
                for (const line of lines) expect(output).to.include(line);
            };
            const warned = async (about: string) => {
                const printed = await printedDuring(() => stack.must(["preview"]));
                expect(printed).to.include(about);
            };
            await previewed(says, "run `pulumi config set contactcenter:checks warn`");
            await stack.setConfig("contactcenter:checks", "warn");
            await warned(`warning: role "Wrong": ${says}`);
            const { config, secrets } = connectionTo(sim);
            const connection = Object.fromEntries(
                Object.entries({ ...config, ...secrets }).map(([key, value]) => [key.split(":")[1], value]),
            );
            const own = (checks?: "warn" | "off") => () => {
                const provider = new Provider("emea", { genesys: connection, checks });
                new genesys.Role("role", wrong, { provider });
            };
            program(own());
            await previewed(says, 'pass checks: "warn" (contactcenter:checks) to the provider "emea"');
            program(own("warn"));
            await warned(`warning: role "Wrong": ${says}`);
            program(own("off"));
            sim.clearRequests();
            await stack.must(["up", "--yes", "--skip-preview"]);
            expect(sim.calls("GET /api/v2/authorization/subjects/me")).to.deep.equal([]);
            expect([...sim.tenant.roles.values()].map(({ name }) => name)).to.include("Wrong");
        }));
});
