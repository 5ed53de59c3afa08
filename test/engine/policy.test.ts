import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { lives } from "../fault/matrix/processes";
import { type Ground, type GroundOptions, onAttachedGround as onGround, project, tenantConfig, using } from "./project";

const template = join(__dirname, "../../templates/policy");

/** The template's pack with other guard rails. */
const pack = (rails = ""): string => `import { PolicyPack } from "@pulumi/policy";
import { contactCenterPolicies } from "pulumi-contact-center/policy";

new PolicyPack("guard-rails", {
    policies: contactCenterPolicies({
        redirectHosts: ["*.acme.example"],
        clientPermissions: { "data*": ["routing:queue:view", "analytics:*:view"] },
        allDivisions: ["data*"],
        ${rails}
    }),
});
`;

type Guarded = GroundOptions & {
    /** Source of the pack, or nothing for the template. */
    index?: string;
};

/** A stack with the template beside its program. */
function guarded({ index, ...options }: Guarded, test: (ground: Ground) => Promise<void>): Promise<void> {
    return onGround(options, async (ground) => {
        const folder = join(ground.folder, "policy");
        await cp(template, folder, { recursive: true });
        if (index !== undefined) await writeFile(join(folder, "index.ts"), index);
        await test(ground);
    });
}

const guards = ["--policy-pack", "policy"];
/** With the preview before it, as a pipeline runs it. */
const up = ({ stack }: Ground, ...more: string[]) => stack.run(["up", "--yes", "--color=never", ...guards, ...more]);

/** `<level> <policy>: <message>` of each violation, as the engine prints them. */
function violations(output: string): string[] {
    const found = output.matchAll(/- \[(\w+)\] {2}([\w-]+) {2}\(.*\)\n((?: {10}.*\n)+)/g);
    const all = [...found].map(
        ([, level, policy, message = ""]) => `${level} ${policy}: ${message.trim().split("\n").at(-1)?.trim()}`,
    );
    return [...new Set(all)].sort();
}

const withoutIds = (line: string): string => line.replace(/[0-9a-f-]{36}/, "<id>");

const owned = `description: "owner: team A"`;
const dataRole = `const role = new contact.genesys.Role("role", { name: "R", ${owned}, permissions: ["routing:queue:view"] });`;
const callerHolds = (name: string, divisions = `["*"]`) =>
    `const caller = new contact.genesys.RoleAssignment("${name}", { role: role.id, divisions: ${divisions},
        subjects: contact.genesys.caller().then(({ id }) => [{ oauthClient: id }]) });`;
const client = (name: string, args: string, opts = "{}") =>
    `new contact.genesys.OAuthClient("${name}", { name: "C", ${owned}, ${args} }, ${opts});`;

const eleveo = {
    config: {
        "contactcenter:offlinePreview": "true",
        "eleveo:url": "https://eleveo.acme.example",
        "eleveo:realm": "eleveo",
        "eleveo:clientId": "pulumi",
    },
    secrets: { "eleveo:clientSecret": "canary" },
};

/** For each rule, programs that break it and no other. */
const broken: { rule: string; what: string; program: string; says: string | string[]; options?: GroundOptions }[] = [
    {
        rule: "redirect-hosts",
        what: "an OAuth client's redirect address",
        program: client("sso", `grantType: "code", redirectUris: ["https://acme.example.evil.example/callback"]`),
        says: 'sso: redirectUris: leads to the host "acme.example.evil.example"; must lead to one that redirectHosts allows ("*.acme.example")',
    },
    {
        rule: "redirect-hosts",
        what: "an identity provider's address",
        options: eleveo,
        program: `new contact.eleveo.IdentityProvider("login", { alias: "login", clientId: "c", clientSecret: "canary",
            authorizationUrl: "https://login.acme.example/authorize", tokenUrl: "https://evil.example/token" });`,
        says: 'login: tokenUrl: leads to the host "evil.example"; must lead to one that redirectHosts allows ("*.acme.example")',
    },
    {
        rule: "client-permissions",
        what: "a role of the same program",
        program: `const role = new contact.genesys.Role("role", { name: "R", ${owned},
                permissions: ["routing:queue:view", "routing:queue:delete"] });
            ${callerHolds("data-caller")}
            ${client("data", `roles: [{ role: role.id, divisions: ["*"] }]`, "{ dependsOn: [caller] }")}`,
        says: [
            'data-caller: role: the role "R" gives routing:queue:delete; must be among what clientPermissions declares for "data-caller"',
            'data: roles: the role "R" gives routing:queue:delete; must be among what clientPermissions declares for "data"',
        ],
    },
    {
        rule: "client-permissions",
        what: "a role of the tenant's own",
        program: client(
            "data",
            `roles: contact.genesys.role("employee").then(({ id }) => [{ role: id, divisions: ["*"] }])`,
        ),
        says: "data: roles: gives a role that is not of this stack (<id>), so its permissions are not known; must be a genesys.Role of this program, or otherRoles must hold its id",
        options: { config: { "contactcenter:offlinePreview": "true" } },
    },
    {
        rule: "token-lifetime",
        what: "two days",
        program: client(
            "sso",
            `grantType: "code", redirectUris: ["https://a.acme.example/"], tokenLifetimeSeconds: 172_800`,
        ),
        says: "sso: tokenLifetimeSeconds: is 172800; must be 86400 seconds or less",
    },
    {
        rule: "all-divisions",
        what: "an assignment",
        program: `${dataRole}
            new contact.genesys.RoleAssignment("everybody", { role: role.id, divisions: ["*"],
                subjects: [{ user: "anna.smith@acme.example" }] });`,
        says: 'everybody: divisions: is "*", all divisions and those made later; must be ids of divisions, or allDivisions must name "everybody"',
    },
    {
        rule: "provider-clients",
        what: "a provider client without protection",
        options: eleveo,
        program: `new contact.eleveo.ProviderClient("importer", { name: "I", clientType: "user-import",
            profile: { client: { ${owned} } }, deletionProtection: false });`,
        says: "importer: deletionProtection: is false; must be true or left out, because deleting a provider client is for ever: all users that it imported become local and stay local",
    },
    {
        rule: "owner",
        what: "a description without one",
        program: `new contact.genesys.Group("agents", { name: "G", description: "Agents" });`,
        says: 'agents: description: is "Agents"; must name an owner by the pattern /\\bowner: *\\S/i, such as "owner: team A"',
    },
];

const good = `${dataRole}
    ${callerHolds("data-caller")}
    const data = new contact.genesys.OAuthClient("data", { name: "D", ${owned}, tokenLifetimeSeconds: 86_400,
        roles: [{ role: role.id, divisions: ["*"] }] }, { dependsOn: [caller] });
    ${client("sso", `grantType: "code", redirectUris: ["https://a.acme.example/callback"]`)}
    new contact.genesys.ClientApp("app", { name: "A", notes: "Owner: team A", url: "https://a.acme.example/{{gcTargetEnv}}" });`;

describe("guard rails on the real engine", () => {
    before(() => project());

    for (const { rule, what, program, says, options } of broken)
        it(`${rule} refuses ${what}, and nothing is changed`, () =>
            guarded({ ...options, index: pack(), source: using(program) }, async (ground) => {
                const { code, output } = await up(ground);
                expect(code).not.to.equal(0);
                const found = violations(output).filter((line) => !line.startsWith("advisory all-divisions"));
                expect(found.map(withoutIds)).to.deep.equal([says].flat().map((one) => `mandatory ${rule}: ${one}`));
                expect(output).not.to.include("canary");
                expect(ground.sim.writes()).to.deep.equal([]);
            }));

    it("a program that keeps within them passes, also when nothing changes; narrower ones refuse what is there", () =>
        guarded({ index: pack(), source: using(good) }, async (ground) => {
            const first = await up(ground);
            expect(first.code, first.output).to.equal(0);
            expect(first.output).not.to.include("[mandatory]");
            const second = await up(ground);
            expect(second.code, second.output).to.equal(0);
            expect(second.output).to.include("unchanged");
            expect(violations(second.output)).to.deep.equal([]);

            await writeFile(
                join(ground.folder, "policy", "index.ts"),
                pack(
                    `clientPermissions: {}, allDivisions: [], tokenLifetimeSeconds: 3_600, owner: /owner: team B/i,`,
                ).replace(/clientPermissions: \{ "data.*\n.*allDivisions.*\n/, ""),
            );
            const narrower = await ground.stack.preview(...guards);
            expect(narrower.code).not.to.equal(0);
            expect(violations(narrower.output).map((line) => line.split(" ").slice(0, 3).join(" "))).to.deep.equal([
                "mandatory all-divisions: data-caller:",
                "mandatory all-divisions: data:",
                "mandatory client-permissions: data-caller:",
                "mandatory client-permissions: data:",
                "mandatory owner: app:",
                "mandatory owner: data:",
                "mandatory owner: role:",
                "mandatory owner: sso:",
                "mandatory token-lifetime: data:",
                "mandatory token-lifetime: sso:",
            ]);
        }));

    it("all-divisions refuses at preview a client of a role that is still to be made: nothing is made", () =>
        guarded(
            {
                index: pack(),
                source: using(`${dataRole}
                    ${callerHolds("data-caller")}
                    new contact.genesys.OAuthClient("wide", { name: "W", ${owned},
                        roles: [{ role: role.id, divisions: ["*"] }] }, { dependsOn: [caller] });`),
            },
            async (ground) => {
                await writeFile(
                    join(ground.folder, "policy", "index.ts"),
                    pack().replace('{ "data*"', '{ wide: ["routing:queue:view"], "data*"'),
                );
                const { code, output } = await up(ground);
                expect(code).not.to.equal(0);
                expect(violations(output).map(withoutIds)).to.deep.equal([
                    'mandatory all-divisions: wide: roles.divisions: is "*", all divisions and those made later; must be ids of divisions, or allDivisions must name "wide"',
                ]);
                expect(ground.sim.writes()).to.deep.equal([]);
            },
        ));

    it("a role of the tenant's own passes where otherRoles holds its id", () =>
        guarded({ index: pack() }, async (ground) => {
            const [{ id } = { id: "" }] = [...ground.sim.tenant.roles.values()];
            await writeFile(join(ground.folder, "policy", "index.ts"), pack(`otherRoles: ["${id}"],`));
            await ground.program(
                using(
                    `new contact.genesys.RoleAssignment("data", { role: "${id}", divisions: ["*"],
                        subjects: contact.genesys.caller().then(({ id }) => [{ oauthClient: id }]) });`,
                ),
            );
            const { code, output } = await ground.stack.preview(...guards);
            expect(violations(output)).to.deep.equal([]);
            expect(code, output).to.equal(0);
        }));

    it("the template as it is passes eMite's procedure where every description names an owner", async () => {
        const { folder } = await project();
        const tenant = await readFile(join(folder, "tenant.js"), "utf8");
        await guarded(
            {
                config: tenantConfig,
                source: `require("@pulumi/pulumi").runtime.registerResourceTransform(({ type, props, opts }) => {
                        const key = { ClientApp: "notes", Group: "description", OAuthClient: "description", Role: "description" }[
                            type.replace("pulumi-nodejs:dynamic/genesys:", "")
                        ];
                        if (key === undefined) return undefined;
                        return { props: { ...props, [key]: [props[key], "owner: team A"].filter(Boolean).join(", ") }, opts };
                    });
                    ${tenant}`,
            },
            async (ground) => {
                const { code, output } = await up(ground);
                expect(code, output).to.equal(0);
                expect(violations(output)).to.deep.equal([]);
                const again = await up(ground);
                expect(again.output).to.match(/25 unchanged/);
            },
        );
    });

    it("a rule is lowered by the configuration of the pack", () =>
        guarded(
            { index: pack(), source: using(`new contact.genesys.Group("agents", { name: "G" });`) },
            async ({ stack, folder }) => {
                await writeFile(join(folder, "lowered.json"), JSON.stringify({ owner: "advisory" }));
                const { code, output } = await stack.preview(...guards, "--policy-pack-config", "lowered.json");
                expect(code, output).to.equal(0);
                expect(violations(output)).to.have.length(1);
                expect(violations(output)[0]).to.match(/^advisory owner: agents: description: is missing;/);
            },
        ));

    it("guard rails that are wrong are named, all of them, and nothing runs", () =>
        guarded(
            {
                index: pack(`tokenLifetimeSeconds: 10,`).replace("*.acme.example", "https://acme.example/x"),
                source: using(good),
            },
            async (ground) => {
                const { code, output } = await up(ground);
                expect(code).not.to.equal(0);
                expect(output).to.include(
                    'redirectHosts[0] must be a host, such as "eu-cloud.emite.com" or "*.emite.com"; it is "https://acme.example/x"',
                );
                expect(output).to.include("tokenLifetimeSeconds must be 300 to 172800; it is 10");
                expect(ground.sim.requests).to.deep.equal([]);
            },
        ));

    it("a pack without its packages says what to install", () =>
        guarded({ source: using("") }, async ({ stack }) => {
            const apart = await mkdtemp(join(tmpdir(), "policy-"));
            try {
                await cp(template, apart, { recursive: true });
                const { code, output } = await stack.preview("--policy-pack", apart);
                expect(code).not.to.equal(0);
                // The engine adds its advice where it has read Node's words before the pack's end; they are there anyway.
                expect(output, output).to.match(
                    /dependencies are not installed; try running npm install|Cannot find module '@pulumi\/pulumi/,
                );
            } finally {
                await rm(apart, { recursive: true, force: true });
            }
        }));

    it("the pack's process runs in its folder, and ends with the run", () =>
        guarded(
            {
                index: `require("node:fs").writeFileSync("pid", String(process.pid));\n${pack()}`,
                source: using(""),
            },
            async ({ stack, folder }) => {
                await stack.must(["preview", ...guards]);
                const pid = Number(await readFile(join(folder, "policy", "pid"), "utf8"));
                expect(pid).to.be.above(1);
                while (lives(pid)) await new Promise(setImmediate);
            },
        ));
});
