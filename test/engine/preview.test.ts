import { expect } from "chai";
import { onAttachedGround, onGround, project, using } from "./project";

/** One mistake a resource: the source of its arguments, and what the preview says. */
const mistakes: [type: string, args: string, says: string][] = [
    [
        "Role",
        `{ name: "R1", permissions: ["wfm:adhocForcast:view"] }`,
        'permissions["wfm:adhocForcast:view"]: "wfm:adhocForcast:view" does not exist in this organisation; did you mean "wfm:adhocForecast:view"?',
    ],
    ["Role", `{ name: "R2", permissions: ["routing:queue:*"] }`, '"routing:queue:*" is a wildcard'],
    ["Role", `{ name: "Supervisor" }`, 'name: there is a role "Supervisor" already (id '],
    [
        "Role",
        `{ name: "R4", permission: [] }`,
        'permission: is not a property of this resource; did you mean "permissions"?',
    ],
    ["Group", `{ name: "Sales Europe" }`, 'name: there is a group "Sales Europe" already (id '],
    [
        "Group",
        `{ name: "G2", visibility: "pubic" }`,
        'visibility: must be one of "public", "owners", "members"; it is "pubic"; did you mean "public"?',
    ],
    [
        "Group",
        `{ name: "G3", owners: ["nobody@acme.example"] }`,
        'owners["nobody@acme.example"]: no user of this organisation has the e-mail address',
    ],
    [
        "GroupMembership",
        `{ group: sales, members: ["nobody@acme.example"] }`,
        'members["nobody@acme.example"]: no user',
    ],
    [
        "GroupMembership",
        `{ group: "no-such-group", members: [] }`,
        'group: no group of this organisation has the id "no-such-group"',
    ],
    [
        "OAuthClient",
        `{ name: "C1", grantType: "code", redirectUris: ["https://a.example"], scopes: ["user:readonly"] }`,
        'scope "user:readonly" does not exist; did you mean "users:readonly"?',
    ],
    [
        "OAuthClient",
        `{ name: "C2", roles: data, tokenLifetimeSeconds: 299 }`,
        "tokenLifetimeSeconds: must be 300 to 172800 seconds; it is 299",
    ],
    [
        "OAuthClient",
        `{ name: "C3", grantType: "code", redirectUris: ["http://a.example"] }`,
        'redirectUris[0]: must be an https address; it is "http://a.example"',
    ],
    ["OAuthClient", `{ name: "C4" }`, "roles: a client-credentials client needs one role or more"],
    [
        "OAuthClient",
        `{ name: "C5", roles: data, scopes: ["users:readonly"] }`,
        "scopes: a client-credentials client takes no scopes",
    ],
    ["OAuthClient", `{ name: "C6", roles: [{ role: admin, divisions: ["Sales"] }] }`, 'that is a name, its id is "'],
    [
        "OAuthClient",
        `{ name: "C7", roles: [{ role: evaluator, divisions: ["*"] }] }`,
        "the calling client does not hold this role itself",
    ],
    [
        "OAuthClient",
        `{ name: "C8", roles: [{ role: "no-such-role", divisions: ["*"] }] }`,
        'no role of this organisation has the id "no-such-role"',
    ],
    [
        "ClientApp",
        `{ name: "A1", url: "https://a.example", integrationType: "embedded-client-app-interaction-widget", category: "x" }`,
        'category: belongs to the integration type "embedded-client-app"; leave it out',
    ],
    [
        "Integration",
        `{ name: "I1", type: "embedded-client-ap" }`,
        'this organisation has no integration type "embedded-client-ap"; did you mean',
    ],
    [
        "Integration",
        `{ name: "I2", type: "embedded-client-app", properties: { ulr: "https://a.example" } }`,
        'properties.ulr: "embedded-client-app" has no property "ulr"; did you mean "url"?',
    ],
    [
        "RoleAssignment",
        `{ role: admin, divisions: ["no-such-division"], subjects: [{ group: sales }] }`,
        'divisions["no-such-division"]: no division of this organisation has the id',
    ],
    [
        "RoleAssignment",
        `{ role: admin, divisions: ["*"] }`,
        "declare either subjects or everyActiveUserOf, and not both",
    ],
];

const source = using(`
    const { genesys } = contact;
    const id = (one) => one.then(({ id }) => id);
    const [admin, evaluator, sales] = [id(genesys.role("admin")), id(genesys.role("Quality Evaluator")), id(genesys.group("Sales Europe"))];
    const data = [{ role: admin, divisions: ["*"] }];
    ${mistakes.map(([type, args], index) => `new genesys.${type}("wrong${index}", ${args});`).join("\n    ")}
    new genesys.Group("right", { name: "Fine" });
    const waiting = new genesys.Role("waiting", { name: "Made first" });
    new genesys.OAuthClient("unknown", { name: "Later", roles: [{ role: waiting.id, divisions: ["*"] }] });`);

describe("a preview knows what `up` would be refused", () => {
    before(() => project());

    it("every mistake of a program at once, each with its path and a remedy; unknown values are skipped", () =>
        onAttachedGround({ source }, async ({ sim, stack }) => {
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
                const reportedAt = [...output.matchAll(/^ {2}\S+ \((wrong\d+)\):$/gm)].map(([, name]) => name);
                expect(new Set(reportedAt).size, "each at its resource").to.equal(mistakes.length);
                expect(output).not.to.include("Later");
                expect(output).not.to.include("Fine");
            }
            expect(sim.writes()).to.deep.equal([]);
            expect(JSON.stringify(sim.dump())).to.equal(before);
        }));

    it("look-ups are made once for the whole program", () =>
        onAttachedGround(
            {
                source: using(`for (let i = 0; i < 20; i++) {
                    new contact.genesys.Role("r" + i, { name: "R" + i, permissions: ["routing:queue:view"] });
                    new contact.genesys.Group("g" + i, { name: "G" + i }); }`),
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

    it("offlinePreview previews without a lookup and says so; `up` refuses all the same", () =>
        onGround(
            {
                source: using(`new contact.genesys.Role("role", { name: "R", permissions: ["no:such:permission"] });`),
                config: { "contactcenter:offlinePreview": "true" },
            },
            async ({ sim, stack }) => {
                const { output } = await stack.must(["preview"]);
                expect(output).to.include("contactcenter:offlinePreview is set: nothing was looked up");
                expect(sim.requests).to.deep.equal([]);
                const up = await stack.up();
                expect(up.code).not.to.equal(0);
                expect(up.output).to.include('"no:such:permission" does not exist in this organisation');
                expect(sim.writes()).to.deep.equal([]);
            },
        ));

    it("the fifty-first OAuth client is refused, unless the limit is raised", () =>
        onAttachedGround(
            {
                source: using(`const admin = contact.genesys.role("admin").then(({ id }) => id);
                for (let i = 0; i < 49; i++) new contact.genesys.OAuthClient("c" + i, { name: "C" + i, roles: [{ role: admin, divisions: ["*"] }] });`),
            },
            async ({ stack }) => {
                const { code, output } = await stack.preview();
                expect(code).not.to.equal(0);
                expect(output).to.include(
                    "the organisation has 2 OAuth clients, and this would be number 51; it may have 50",
                );
                await stack.setConfig("genesyscloud:oauthClientLimit", "51");
                await stack.must(["preview"]);
            },
        ));
});
