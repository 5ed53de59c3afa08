import { expect } from "chai";
import { genesys } from "../../sdk";
import { printedDuring, withStack } from "./fixture";

type Class = new (name: string, args: never) => unknown;

/** What the program looks up. */
interface Known {
    admin: Promise<string>;
    evaluator: Promise<string>;
    sales: Promise<string>;
    data: object[];
}

/** One mistake per resource, and the preview's expected message. */
const mistakes: [Type: Class, args: (known: Known) => object, says: string][] = [
    [
        genesys.Role,
        () => ({ name: "R1", permissions: ["wfm:adhocForcast:view"] }),
        'permissions["wfm:adhocForcast:view"]: "wfm:adhocForcast:view" does not exist in this organization; did you mean "wfm:adhocForecast:view"?',
    ],
    [
        genesys.Role,
        () => ({ name: "R2", permissions: ["routing:queues:*"] }),
        '"routing:queues:*" matches no permission of this organization',
    ],
    [genesys.Role, () => ({ name: "Supervisor" }), 'name: a role "Supervisor" already exists (id '],
    [
        genesys.Role,
        () => ({ name: "R4", permission: [] }),
        'permission: is not a property of this resource; did you mean "permissions"?',
    ],
    [genesys.Group, () => ({ name: "Sales Europe" }), 'name: a group "Sales Europe" already exists (id '],
    [
        genesys.Group,
        () => ({ name: "G2", visibility: "pubic" }),
        'visibility: must be one of "public", "owners", "members"; it is "pubic"; did you mean "public"?',
    ],
    [
        genesys.Group,
        () => ({ name: "G3", owners: ["nobody@acme.example"] }),
        'owners["nobody@acme.example"]: no user of this organization has the e-mail address',
    ],
    [
        genesys.Group,
        () => ({ name: "G4", addresses: [{ address: "030 123", type: "GROUPRING" }] }),
        'addresses[0].address: must be a number in E.164 form, such as "+493012345"; it is "030 123"',
    ],
    [
        genesys.Group,
        () => ({ name: "G5", addresses: [{ address: "+4930123", extension: "1", type: "GROUPRING" }] }),
        "addresses[0]: must have either an address (a number) or an extension, not both",
    ],
    [
        genesys.OAuthClient,
        ({ data }) => ({ name: "C9", roles: data, allowedIpAddresses: ["10.0.0.0/33"] }),
        'allowedIpAddresses[0]: must be an IPv4 or IPv6 address, or a CIDR range such as "203.0.113.0/24"; it is "10.0.0.0/33"',
    ],
    [
        genesys.GroupMembership,
        ({ sales }) => ({ group: sales, members: ["nobody@acme.example"] }),
        'members["nobody@acme.example"]: no user',
    ],
    [
        genesys.GroupMembership,
        () => ({ group: "no-such-group", members: [] }),
        'group: no group of this organization has the id "no-such-group"',
    ],
    [
        genesys.OAuthClient,
        () => ({ name: "C1", grantType: "code", redirectUris: ["https://a.example"], scopes: ["user:readonly"] }),
        'scope "user:readonly" does not exist; did you mean "users:readonly"?',
    ],
    [
        genesys.OAuthClient,
        ({ data }) => ({ name: "C2", roles: data, tokenLifetimeSeconds: 299 }),
        "tokenLifetimeSeconds: must be 300 to 38880000 seconds; it is 299",
    ],
    [
        genesys.OAuthClient,
        () => ({ name: "C3", grantType: "code", redirectUris: ["a.example"] }),
        'redirectUris[0]: must be an absolute address; it is "a.example"',
    ],
    [genesys.OAuthClient, () => ({ name: "C4" }), "roles: a client-credentials client needs at least one role"],
    [
        genesys.OAuthClient,
        ({ data }) => ({ name: "C5", roles: data, scopes: ["users:readonly"] }),
        "scopes: a client-credentials client cannot have scopes",
    ],
    [
        genesys.OAuthClient,
        ({ admin }) => ({ name: "C6", roles: [{ role: admin, divisions: ["Sales"] }] }),
        'It is the name of the division with the id "',
    ],
    [
        genesys.OAuthClient,
        ({ evaluator }) => ({ name: "C7", roles: [{ role: evaluator, divisions: ["*"] }] }),
        "the calling client does not have this role",
    ],
    [
        genesys.OAuthClient,
        () => ({ name: "C8", roles: [{ role: "no-such-role", divisions: ["*"] }] }),
        'no role of this organization has the id "no-such-role"',
    ],
    [
        genesys.ClientApp,
        () => ({
            name: "A1",
            url: "https://a.example",
            integrationType: "embedded-client-app-interaction-widget",
            category: "x",
        }),
        'category: is only for the integration type "embedded-client-app". Remove it',
    ],
    [
        genesys.Integration,
        () => ({ name: "I2", type: "embedded-client-app", properties: { ulr: "https://a.example" } }),
        'properties.ulr: "embedded-client-app" has no property "ulr"; did you mean "url"?',
    ],
    [
        genesys.RoleAssignment,
        ({ admin, sales }) => ({ role: admin, divisions: ["no-such-division"], subjects: [{ group: sales }] }),
        'divisions["no-such-division"]: no division of this organization has the id',
    ],
    [
        genesys.RoleAssignment,
        ({ admin }) => ({ role: admin, divisions: ["*"] }),
        "declare either subjects or everyActiveUserOf, not both",
    ],
];

/** Each next to correct and unknown values. */
const program = () => {
    const id = (one: Promise<{ id: string }>) => one.then(({ id }) => id);
    const admin = id(genesys.role("admin"));
    const known = {
        admin,
        evaluator: id(genesys.role("Quality Evaluator")),
        sales: id(genesys.group("Sales Europe")),
        data: [{ role: admin, divisions: ["*"] }],
    };
    mistakes.forEach(([Type, args], index) => new Type(`wrong${index}`, args(known) as never));
    new genesys.Group("right", { name: "Fine" });
    const waiting = new genesys.Role("waiting", { name: "Made first" });
    new genesys.OAuthClient("unknown", { name: "Later", roles: [{ role: waiting.id, divisions: ["*"] }] });
};

describe("a preview reports what `up` would be refused", () => {
    it("reports every mistake of a program at once, each with its path and a remedy; skips unknown values", () =>
        withStack({ program }, async ({ sim, stack }) => {
            const before = JSON.stringify(sim.dump());
            for (const command of ["preview", "up"]) {
                const { code, output } = await stack.run([
                    command,
                    ...(command === "up" ? ["--yes"] : []),
                    "--color=never",
                ]);
                expect(code).not.to.equal(0);
                if (command === "preview" && process.env["SHOW_MESSAGES"]) console.log(output);
                for (const [, , says] of mistakes) expect(output).to.include(says);
                expect(output).not.to.include("__problems");
                const reportedAt = [...output.matchAll(/^ {2}\S+ \((wrong\d+)\):$/gm)].map(([, name]) => name);
                expect(new Set(reportedAt).size, "each at its resource").to.equal(mistakes.length);
                expect(output).not.to.include("Later");
                expect(output).not.to.include("Fine");
            }
            expect(sim.writes()).to.deep.equal([]);
            expect(JSON.stringify(sim.dump())).to.equal(before);
        }));

    it("a mistake in a resource that exists is reported also if nothing else changes, and never shows in its diff", () => {
        const declare = (more: object) => () => void new genesys.Group("team", { name: "Team", ...more });
        return withStack({ program: declare({}) }, async ({ sim, stack, program }) => {
            await stack.must(["up", "--yes", "--skip-preview"]);
            sim.clearRequests();
            const previewed = async (more: object, ...flags: string[]) => {
                program(declare(more));
                const { code, output } = await stack.run(["preview", "--color=never", ...flags]);
                expect(code).not.to.equal(0);
                expect(output).not.to.include("__problems");
                return output;
            };
            const wrong = { visibility: "pubic", description: "d" };
            expect(await previewed(wrong))
                .to.include("[diff: +description]")
                .and.include('did you mean "public"?');
            expect(await previewed(wrong, "--diff")).to.match(/\+ description: +"d"/);
            expect(await previewed({ vizibility: "public" })).to.include(
                'vizibility: is not a property of this resource; did you mean "visibility"?',
            );
            expect(sim.writes()).to.deep.equal([]);
        });
    });

    it("makes each lookup once for the whole program", () =>
        withStack(
            {
                program: () => {
                    for (let i = 0; i < 20; i++) {
                        new genesys.Role(`r${i}`, { name: `R${i}`, permissions: ["routing:queue:view"] });
                        new genesys.Group(`g${i}`, { name: `G${i}` });
                    }
                },
            },
            async ({ sim, stack }) => {
                await stack.must(["preview"]);
                const counts = new Map<string, number>();
                for (const { route } of sim.requests) counts.set(route, (counts.get(route) ?? 0) + 1);
                expect(Object.fromEntries(counts)).to.deep.equal({
                    "POST /login/oauth/token": 1,
                    "GET /api/v2/authorization/subjects/me": 1,
                    "GET /api/v2/authorization/permissions": 1,
                    "GET /api/v2/authorization/roles": 1,
                    "GET /api/v2/groups": 1,
                });
            },
        ));

    it("offlinePreview previews without lookups and says so; `up` still refuses", () =>
        withStack(
            {
                program: () => void new genesys.Role("role", { name: "R", permissions: ["no:such:permission"] }),
                config: { "contactcenter:offlinePreview": "true" },
            },
            async ({ sim, stack }) => {
                const printed = await printedDuring(() => stack.must(["preview"]));
                expect(printed).to.include("contactcenter:offlinePreview is set, so this preview looked nothing up");
                expect(sim.requests).to.deep.equal([]);
                const up = await stack.up();
                expect(up.code).not.to.equal(0);
                expect(up.output).to.include('"no:such:permission" does not exist in this organization');
                expect(sim.writes()).to.deep.equal([]);
            },
        ));
});
