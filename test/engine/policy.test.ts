import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { eleveo, genesys } from "../../sdk";
import { lives } from "../fault/matrix/processes";
import { example, type Fixture, type FixtureOptions, Native, tenantConfig, withStack } from "./fixture";
import { project } from "./project";

const template = join(__dirname, "../../templates/policy");

/** The template's pack with other guard rails, in JavaScript, because the type check of each start takes seconds. */
const pack = (rails = ""): string => `const { PolicyPack } = require("@pulumi/policy");
const { contactCenterPolicies } = require("pulumi-contact-center/policy");

new PolicyPack("guard-rails", {
    policies: contactCenterPolicies({
        redirectHosts: ["*.acme.example"],
        clientPermissions: { "data*": ["routing:queue:view", "analytics:*:view"], wide: ["routing:queue:view"] },
        allDivisions: ["data*"],
        ${rails}
    }),
});
`;
const javascript = "description: Test\nruntime:\n    name: nodejs\n    options:\n        typescript: false\n";

interface Guarded extends Fixture {
    /** Folder of the pack, below the packages that it needs. */
    pack: string;
    /** For the engine. */
    guards: string[];
    /** With the preview before it, as a pipeline runs it. */
    up(): ReturnType<Fixture["stack"]["run"]>;
    write(index: string): Promise<void>;
}

/** A stack with a policy pack. */
async function guarded(
    { index, ...options }: FixtureOptions & { index?: string },
    test: (fixture: Guarded) => Promise<void>,
): Promise<void> {
    const { folder: home } = await project();
    const folder = await mkdtemp(join(home, "programs", "policy-"));
    const write = async (text: string) => {
        await writeFile(join(folder, "PulumiPolicy.yaml"), javascript);
        await writeFile(join(folder, "package.json"), JSON.stringify({ name: "guard-rails", version: "1.0.0" }));
        await writeFile(join(folder, "index.js"), text);
    };
    try {
        if (index === undefined) await cp(template, folder, { recursive: true });
        else await write(index);
        const guards = ["--policy-pack", folder];
        await withStack(options, (fixture) => {
            const up = () => fixture.stack.run(["up", "--yes", "--color=never", ...guards]);
            return test({ ...fixture, pack: folder, guards, up, write });
        });
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

/** `<level> <policy>: <message>` of each violation, as the engine prints them. */
function violations(output: string): string[] {
    const found = output.matchAll(/- \[(\w+)\] {2}([\w-]+) {2}\(.*\)\n((?: {10}.*\n)+)/g);
    const all = [...found].map(
        ([, level, policy, message = ""]) => `${level} ${policy}: ${message.trim().split("\n").at(-1)?.trim()}`,
    );
    return [...new Set(all)].sort();
}

const withoutIds = (line: string): string => line.replace(/[0-9a-f-]{36}/, "<id>");

const description = "owner: team A";
const dataRole = (name = "R", permissions = ["routing:queue:view"]) =>
    new genesys.Role(`role ${name}`, { name, description, permissions });
const callerHolds = (name: string, { id: role }: genesys.Role) =>
    new genesys.RoleAssignment(name, {
        role,
        divisions: ["*"],
        subjects: genesys.caller().then(({ id }) => [{ oauthClient: id }]),
    });
const client = (name: string, args: genesys.OAuthClientArgs, dependsOn: pulumi.Resource[] = []) =>
    new genesys.OAuthClient(name, { description, ...args }, { dependsOn });
const everywhere = ({ id: role }: genesys.Role) => [{ role, divisions: ["*"] }];

const eleveoTenant = {
    config: {
        "contactcenter:offlinePreview": "true",
        "eleveo:url": "https://eleveo.acme.example",
        "eleveo:realm": "eleveo",
        "eleveo:clientId": "pulumi",
        "contactcenter:genesys": JSON.stringify({ region: "eu-west-1", oauthClientId: "c", oauthClientSecret: "s" }),
    },
    secrets: { "eleveo:clientSecret": "canary" },
};

/** For each rule, resources that break it and no other. */
const broken: { rule: string; what: string; declare: () => unknown; says: string | string[] }[] = [
    {
        rule: "redirect-hosts",
        what: "an OAuth client's redirect address",
        declare: () =>
            client("sso", {
                name: "Redirected",
                grantType: "code",
                redirectUris: ["https://acme.example.evil.example/callback"],
            }),
        says: 'sso: redirectUris: leads to the host "acme.example.evil.example". It must lead to a host in redirectHosts: "*.acme.example" [CC1406]',
    },
    {
        rule: "redirect-hosts",
        what: "an identity provider's address",
        declare: () =>
            new eleveo.IdentityProvider("login", {
                alias: "login",
                clientId: "c",
                clientSecret: "canary",
                authorizationUrl: "https://login.acme.example/authorize",
                tokenUrl: "https://evil.example/token",
            }),
        says: 'login: tokenUrl: leads to the host "evil.example". It must lead to a host in redirectHosts: "*.acme.example" [CC1406]',
    },
    {
        rule: "client-permissions",
        what: "a role of the same program",
        declare: () => {
            const role = dataRole("Deleting", ["routing:queue:view", "routing:queue:delete"]);
            client("data", { name: "Data", roles: everywhere(role) }, [callerHolds("data-caller", role)]);
        },
        says: [
            'data-caller: role: the role "Deleting" grants routing:queue:delete. Add these permissions to clientPermissions["data-caller"], or remove them from the role [CC1416]',
            'data: roles: the role "Deleting" grants routing:queue:delete. Add these permissions to clientPermissions["data"], or remove them from the role [CC1416]',
        ],
    },
    {
        rule: "client-permissions",
        what: "a role of the tenant's own",
        declare: () => {
            const roles = genesys.role("employee").then(({ id }) => [{ role: id, divisions: ["*"] }]);
            client("data-theirs", { name: "Theirs", roles });
        },
        says: "data-theirs: roles: grants a role that is not in this stack (<id>), so its permissions are not known. Grant a genesys.Role of this program, or add its id to otherRoles [CC1413]",
    },
    {
        rule: "client-permissions",
        what: "a role of the native plugin",
        declare: () => {
            const permissions = ["routing:queue:delete"];
            const { id: role } = new Native("genesys:Role", "native", { name: "Native", description, permissions });
            const roles = [{ role, divisions: ["*"] }];
            new Native("genesys:OAuthClient", "data-native", { name: "Data of native", description, roles });
        },
        says: 'data-native: roles: the role "Native" grants routing:queue:delete. Add these permissions to clientPermissions["data-native"], or remove them from the role [CC1416]',
    },
    {
        rule: "redirect-hosts",
        what: "an address of the native plugin",
        declare: () =>
            new Native("genesys:OAuthClient", "native-sso", {
                name: "Native login",
                description,
                grantType: "code",
                redirectUris: ["https://evil.example/"],
            }),
        says: 'native-sso: redirectUris: leads to the host "evil.example". It must lead to a host in redirectHosts: "*.acme.example" [CC1406]',
    },
    {
        rule: "token-lifetime",
        what: "two days",
        declare: () =>
            client("lasting", {
                name: "Lasting",
                grantType: "code",
                redirectUris: ["https://a.acme.example/"],
                tokenLifetimeSeconds: 172_800,
            }),
        says: "lasting: tokenLifetimeSeconds: is 172800; must be 86400 seconds or less [CC1407]",
    },
    {
        rule: "all-divisions",
        what: "an assignment",
        declare: () =>
            new genesys.RoleAssignment("everybody", {
                role: dataRole().id,
                divisions: ["*"],
                subjects: [{ user: "anna.smith@acme.example" }],
            }),
        says: 'everybody: divisions: is "*", which also includes divisions that are created later. List ids of divisions, or add "everybody" to allDivisions [CC1410]',
    },
    {
        rule: "all-divisions",
        what: "a client of a role that is still to be made",
        declare: () => {
            const role = dataRole("New");
            client("wide", { name: "Wide", roles: everywhere(role) }, [callerHolds("data-new", role)]);
        },
        says: 'wide: roles.divisions: is "*", which also includes divisions that are created later. List ids of divisions, or add "wide" to allDivisions [CC1410]',
    },
    {
        rule: "provider-clients",
        what: "a provider client without protection",
        declare: () =>
            new eleveo.ProviderClient("importer", {
                name: "I",
                clientType: "user-import",
                profile: { client: { description } },
                deletionProtection: false,
            }),
        says: "importer: deletionProtection: is false; must be true or left out. Deleting a provider client is permanent: all users that it imported become local and stay local [CC1411]",
    },
    {
        rule: "owner",
        what: "a description without one",
        declare: () => new genesys.Group("agents", { name: "G", description: "Agents" }),
        says: 'agents: description: is "Agents"; must name an owner by the pattern /\\bowner: *\\S/i, such as "owner: team A" [CC1412]',
    },
];

function good(): void {
    const role = dataRole();
    const held = callerHolds("data-caller", role);
    const allowedIpAddresses = ["203.0.113.7"];
    client("data", { name: "D", tokenLifetimeSeconds: 86_400, roles: everywhere(role), allowedIpAddresses }, [held]);
    client("sso", { name: "C", grantType: "code", redirectUris: ["https://a.acme.example/callback"] });
    new genesys.ClientApp("app", { name: "A", notes: "Owner: team A", url: "https://a.acme.example/{{gcTargetEnv}}" });
}

/** The example, with an owner in every description. */
const owned = () => {
    const keys: Readonly<Record<string, string>> = {
        ClientApp: "notes",
        Group: "description",
        OAuthClient: "description",
        Role: "description",
    };
    void pulumi.runtime.registerResourceTransform(({ type, props, opts }) => {
        const key = keys[type.replace("pulumi-nodejs:dynamic/genesys:", "")];
        if (key === undefined) return undefined;
        return { props: { ...props, [key]: [props[key], description].filter(Boolean).join(", ") }, opts };
    });
    return example();
};

describe("guard rails on the real engine", () => {
    before(() => project());

    describe("a program that breaks each rule is refused, and nothing is changed", () => {
        let output = "";
        before(() =>
            guarded(
                { ...eleveoTenant, index: pack(), program: () => broken.forEach(({ declare }) => void declare()) },
                async ({ sim, up }) => {
                    const run = await up();
                    expect(run.code).not.to.equal(0);
                    expect(sim.writes()).to.deep.equal([]);
                    ({ output } = run);
                },
            ),
        );

        const told = ({ rule, says }: (typeof broken)[number]) =>
            [says].flat().map((one) => `mandatory ${rule}: ${one}`);
        for (const one of broken)
            it(`${one.rule} refuses ${one.what}`, () =>
                expect(violations(output).map(withoutIds)).to.include.members(told(one)));

        it("no rule refuses anything else, and no secret is shown", () => {
            const found = violations(output).filter((line) => !line.startsWith("advisory all-divisions"));
            expect(found.map(withoutIds)).to.have.members(broken.flatMap(told));
            expect(output).not.to.include("canary");
        });
    });

    it("a program that follows the rules passes, also without changes; narrower rules refuse what exists", () =>
        guarded({ index: pack(), program: good }, async ({ stack, up, write, guards }) => {
            const first = await up();
            expect(first.code, first.output).to.equal(0);
            expect(first.output).not.to.include("[mandatory]");
            const second = await stack.preview(...guards);
            expect(second.code, second.output).to.equal(0);
            expect(second.output).to.include("unchanged");
            expect(violations(second.output)).to.deep.equal([]);

            await write(
                pack(
                    `clientPermissions: {}, allDivisions: [], tokenLifetimeSeconds: 3_600, owner: /owner: team B/i, clientAddresses: ["198.51.100.0/24"],`,
                ).replace(/clientPermissions: \{ "data.*\n.*allDivisions.*\n/, ""),
            );
            const narrower = await stack.preview(...guards);
            expect(narrower.code).not.to.equal(0);
            expect(violations(narrower.output).map((line) => line.split(": ").slice(0, 2).join(": "))).to.have.members([
                "mandatory all-divisions: data",
                "mandatory all-divisions: data-caller",
                "mandatory client-addresses: data",
                "mandatory client-permissions: data",
                "mandatory client-permissions: data-caller",
                "mandatory owner: app",
                "mandatory owner: data",
                "mandatory owner: role R",
                "mandatory owner: sso",
                "mandatory token-lifetime: data",
                "mandatory token-lifetime: sso",
            ]);
        }));

    it("a role of the tenant passes if otherRoles has its id", () =>
        guarded({ index: pack() }, async ({ sim, stack, program, write, guards }) => {
            const [{ id } = { id: "" }] = [...sim.tenant.roles.values()];
            await write(pack(`otherRoles: ["${id}"],`));
            program(() => {
                const subjects = genesys.caller().then((caller) => [{ oauthClient: caller.id }]);
                new genesys.RoleAssignment("data", { role: id, divisions: ["*"], subjects });
            });
            const { code, output } = await stack.preview(...guards);
            expect(violations(output)).to.deep.equal([]);
            expect(code, output).to.equal(0);
        }));

    it("the unchanged template passes eMite's procedure if every description names an owner", () =>
        guarded({ config: tenantConfig, program: owned }, async ({ stack, up, guards }) => {
            const { code, output } = await up();
            expect(code, output).to.equal(0);
            expect(violations(output)).to.deep.equal([]);
            const again = await stack.preview(...guards);
            expect(again.output).to.match(/25 unchanged/);
        }));

    it("the rules apply to the resources of a component in YAML", () => {
        const yaml = "resources: { emite: { type: contactcenter:emite:Integration, properties: { owner: team A } } }\n";
        return guarded({ index: pack(), yaml }, async ({ stack, guards }) => {
            const found = violations((await stack.preview(...guards)).output);
            expect(found.map((line) => line.split(": ").slice(0, 2).join(": "))).to.have.members([
                ...["emite-caller", "emite-dataClient", "emite-realtimeClient"].flatMap((name) => [
                    `mandatory all-divisions: ${name}`,
                    `mandatory client-permissions: ${name}`,
                ]),
                "mandatory redirect-hosts: emite-app",
                "mandatory redirect-hosts: emite-ssoClient",
            ]);
        });
    });

    it("the configuration of the pack relaxes a rule", () =>
        guarded(
            { index: pack(), program: () => void new genesys.Group("agents", { name: "G" }) },
            async ({ stack, folder, guards }) => {
                await writeFile(join(folder, "lowered.json"), JSON.stringify({ owner: "advisory" }));
                const { code, output } = await stack.preview(...guards, "--policy-pack-config", "lowered.json");
                expect(code, output).to.equal(0);
                expect(violations(output)).to.have.length(1);
                expect(violations(output)[0]).to.match(/^advisory owner: agents: description: is missing;/);
            },
        ));

    it("invalid guard rails are all reported, and nothing runs", () =>
        guarded(
            {
                index: pack(`tokenLifetimeSeconds: 10,`).replace("*.acme.example", "https://acme.example/x"),
                program: good,
            },
            async ({ sim, up }) => {
                const { code, output } = await up();
                expect(code).not.to.equal(0);
                expect(output).to.include(
                    'redirectHosts[0] must be a host, such as "eu-cloud.emite.com" or "*.emite.com"; it is "https://acme.example/x"',
                );
                expect(output).to.include("tokenLifetimeSeconds must be 300 to 172800; it is 10");
                expect(sim.requests).to.deep.equal([]);
            },
        ));

    it("a pack without its packages says what to install", () =>
        withStack({ program: () => undefined }, async ({ stack }) => {
            const apart = await mkdtemp(join(tmpdir(), "policy-"));
            try {
                await cp(template, apart, { recursive: true });
                const { code, output } = await stack.preview("--policy-pack", apart);
                expect(code).not.to.equal(0);
                // The engine adds its advice if it has read Node's message before the pack's end; the message is there
                // in any case.
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
                program: () => undefined,
            },
            async ({ stack, pack: folder, guards }) => {
                await stack.must(["preview", ...guards]);
                const pid = Number(await readFile(join(folder, "pid"), "utf8"));
                expect(pid).to.be.above(1);
                while (lives(pid)) await new Promise(setImmediate);
            },
        ));
});
