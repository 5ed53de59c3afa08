import { AsyncResource } from "node:async_hooks";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import * as contact from "../../sdk";
import { type Simulator, startSimulator } from "../../simulator";
import { connectionTo } from "../../tools/emiteTenant";
import { configMap } from "../../tools/engine/inline";
import { type FixtureOptions, withStack } from "./fixture";
import { project } from "./project";

/** Errors of a failed command, each with the resource that it is reported at. */
function errorsIn(output: string): { resource: string; text: string }[] {
    const lines = output.slice(output.indexOf("Diagnostics:")).split("\n");
    let resource = "";
    return lines.flatMap((line, index) => {
        resource = /^ {2}\S+ \(([^)]+)\):/.exec(line)?.[1] ?? resource;
        if (!/^ {4}error: /.test(line)) return [];
        // Pulumi's own last line for a program with errors.
        if (line.includes("BAIL: run bailed")) return [];
        const rest = lines.slice(index + 1).findIndex((next) => !/^ {4}(?!error: )\S|^ {6}/.test(next));
        return [{ resource, text: lines.slice(index, index + 1 + rest).join("\n") }];
    });
}

/** The errors that fail the preview of a program. */
async function refused(program: () => unknown, options: FixtureOptions = {}) {
    let output = "";
    await withStack({ program, ...options }, async ({ stack }) => {
        const preview = await stack.preview();
        expect(preview.code, preview.output).not.to.equal(0);
        ({ output } = preview);
    });
    return errorsIn(output);
}

const resourcesOf = (errors: readonly { resource: string }[]) => errors.map(({ resource }) => resource);

describe("programs as Pulumi users write them", () => {
    it("a missing connection is one error, also through components and lookups", async () => {
        const errors = await refused(
            () => {
                const emite = new contact.emite.Integration("emite", { wfm: true, licences: { divisions: ["Sales"] } });
                return { url: emite.redirectUrl };
            },
            { unconfigured: true },
        );
        expect(errors).to.have.length(1);
        expect(errors[0]?.text)
            .to.include("genesyscloud:region is missing")
            .and.to.include("genesyscloud:oauthClientId is missing")
            .and.to.include("genesyscloud:oauthClientSecret is missing");
    });

    it("a wrong secret is one error, and one login", () =>
        withStack(
            {
                program: () => void new contact.emite.Integration("emite", { wfm: true }),
                secrets: { "genesyscloud:oauthClientSecret": "wrong" },
            },
            async ({ sim, stack }) => {
                const errors = errorsIn((await stack.preview()).output);
                expect(errors).to.have.length(1);
                expect(errors[0]?.text).to.include("Check the client id and secret of the configuration");
                expect(sim.calls("POST /login/oauth/token").length).to.be.at.most(3);
            },
        ));

    it("a lookup that fails is reported once, at a resource that uses it, and hides no other problem", async () => {
        const errors = await refused(() => {
            const role = contact.genesys.role("nope");
            const roles = [{ role: role.then(({ id }) => id), divisions: ["*"] }];
            for (const name of ["one", "two"]) new contact.genesys.OAuthClient(name, { name, roles });
            new contact.genesys.Role("typo", { name: "Typo", permissions: ["a:b:c"] });
        });
        expect(resourcesOf(errors)).to.have.members(["one", "typo"]);
        expect(errors.find(({ resource }) => resource === "one")?.text).to.include('has no role "nope"');
    });

    it("an update refuses the resource that needs a failed lookup, and creates nothing from partial inputs", () => {
        const program = () => {
            const role = contact.genesys.role("nope").then(({ id }) => id);
            new contact.genesys.OAuthClient("client", { name: "C", roles: [{ role, divisions: ["*"] }] });
        };
        return withStack({ program }, async ({ sim, stack }) => {
            const { code, output } = await stack.up();
            expect(code).not.to.equal(0);
            expect(errorsIn(output)[0]?.text).to.include('this organization has no role "nope"');
            expect(sim.writes()).to.deep.equal([]);
        });
    });

    it("a role that the program creates must be granted to the caller before a client gets it: the preview shows the lines to add", async () => {
        const declare = (held: boolean) => () => {
            const role = new contact.genesys.Role("agents", { name: "Agents", permissions: ["routing:queue:view"] });
            const assignment = held
                ? [
                      new contact.genesys.RoleAssignment("held", {
                          role,
                          divisions: ["*"],
                          subjects: [contact.genesys.caller()],
                      }),
                  ]
                : [];
            const roles = [{ role, divisions: ["*"] }];
            new contact.genesys.OAuthClient("client", { name: "C", roles }, { dependsOn: assignment });
        };
        const errors = await refused(declare(false));
        expect(resourcesOf(errors)).to.deep.equal(["client"]);
        expect(errors[0]?.text)
            .to.include('does not have the role "agents"')
            .and.to.include("subjects: [genesys.caller()]")
            .and.to.include("dependsOn: [held]");
        await withStack({ program: declare(true) }, async ({ stack }) => {
            expect((await stack.up()).output).to.include("+ 4 created");
            expect((await stack.up()).output).to.include("4 unchanged");
        });
    });

    it("a preview warns of a role for a group of the program without rolesEnabled", async () => {
        const declare = (rolesEnabled?: boolean) => () => {
            const role = contact.genesys.role("Supervisor").then(({ id }) => id);
            const group = new contact.genesys.Group("team", { name: "Team", rolesEnabled });
            new contact.genesys.RoleAssignment("held", { role, divisions: ["*"], subjects: [{ group }] });
        };
        const warning = 'role assignment "held": Genesys Cloud may reject the role for "team"';
        await withStack({ program: declare() }, async ({ stack, program }) => {
            expect((await stack.must(["preview"])).output).to.include(warning);
            program(declare(true));
            expect((await stack.up()).output)
                .to.include("+ 3 created")
                .and.not.include(warning);
            program(declare());
            expect((await stack.must(["preview"])).output).not.to.include(warning);
            program(declare(false));
            expect((await stack.must(["preview"])).output).to.include(warning);
        });
    });

    it("sets are lists in a preview and in an update", async () => {
        const seen: unknown[] = [];
        const program = () => {
            const role = new contact.genesys.Role("role", { name: "R", permissions: ["routing:queue:view"] });
            role.permissions.apply((permissions) => seen.push(permissions));
        };
        await withStack({ program }, async ({ stack }) => {
            await stack.must(["preview"]);
            await stack.up();
        });
        expect(seen).to.deep.equal([["routing:queue:view"], ["routing:queue:view"]]);
    });

    it("customTimeouts limit an operation, and stay in the state for the delete", () => {
        const customTimeouts = { create: "2m", delete: "90s" };
        const program = () => void new contact.genesys.Group("group", { name: "G" }, { customTimeouts });
        return withStack({ program }, async ({ stack }) => {
            await stack.must(["up", "--yes", "--skip-preview"]);
            const { deployment } = await stack.state();
            expect(deployment.resources?.at(-1)?.outputs).to.deep.include({ __timeouts: customTimeouts });
        });
    });

    it("an error of a program whose engine is gone does not fail the next program of the process", () => {
        const dropped = Object.assign(new Error("14 UNAVAILABLE: Connection dropped"), { code: 14 });
        let fail = (): void => undefined;
        const first = () => void (fail = AsyncResource.bind(() => void Promise.reject(dropped)));
        return withStack({ program: first }, async ({ stack, program }) => {
            await stack.must(["preview"]);
            program(async () => {
                fail();
                await new Promise(setImmediate);
            });
            await stack.must(["preview"]);
        });
    });

    describe("two tenants in one program", () => {
        let other: Simulator;
        before(async () => (other = await startSimulator({ seed: 2, organization: { shortName: "umbrella" } })));
        after(() => other.stop());

        const providerArgs = ({ url, credentials }: Simulator, clientSecret = credentials.clientSecret) => ({
            genesys: {
                region: "eu-west-1",
                gateway: url,
                oauthClientId: credentials.clientId,
                oauthClientSecret: clientSecret,
            },
        });

        it("each resource, component and lookup uses its own; other credentials replace nothing", () => {
            let credentials = other.credentials;
            const program = async () => {
                const umbrella = new contact.Provider("umbrella", {
                    genesys: {
                        ...providerArgs(other).genesys,
                        oauthClientId: credentials.clientId,
                        oauthClientSecret: credentials.clientSecret,
                    },
                });
                new contact.genesys.Group("ours", { name: "Same name" });
                new contact.genesys.Group("theirs", { name: "Same name" }, { provider: umbrella });
                const emite = new contact.emite.Integration("emite", {}, { providers: [umbrella] });
                const { shortName } = await contact.genesys.organization({ provider: umbrella });
                return { shortName, url: emite.redirectUrl };
            };
            return withStack({ program }, async ({ sim, stack }) => {
                await stack.must(["preview"]);
                await stack.must(["up", "--yes", "--skip-preview"]);
                const outputs = await stack.outputs();
                expect(outputs["shortName"]).to.equal("umbrella");
                expect(outputs["url"]).to.include("/emite/umbrella/");
                const groups = ({ tenant }: Simulator) =>
                    [...tenant.groups.values()].filter(({ state }) => state === "active").map(({ name }) => name);
                expect(groups(sim).filter((name) => name === "Same name")).to.have.length(1);
                expect(groups(sim).filter((name) => name.startsWith("emite_"))).to.deep.equal([]);
                expect(groups(other).filter((name) => name.startsWith("emite_"))).to.have.length(3);
                credentials = other.addClient("rotated");
                const { output } = await stack.must(["up", "--yes", "--skip-preview"]);
                expect(output).not.to.match(/\d+ (replaced|deleted|created)\n/);
                await stack.must(["destroy", "--yes", "--skip-preview"]);
                expect(groups(sim)).to.not.include("Same name");
                expect(groups(other)).to.not.include("Same name");
                expect(groups(other).filter((name) => name.startsWith("emite_"))).to.deep.equal([]);
            });
        });

        it("missing settings of an explicit provider are named as its arguments", async () => {
            const errors = await refused(() => {
                const umbrella = new contact.Provider("umbrella", { genesys: { region: "eu-west-1" } });
                new contact.genesys.Group("group", { name: "G" }, { provider: umbrella });
            });
            expect(errors).to.have.length(1);
            expect(errors[0]?.text).to.include('pass genesys.oauthClientId to the provider "umbrella"');
        });
    });

    describe("the programs of docs/programs.md", () => {
        const tsx = join(__dirname, "../../node_modules/.bin/tsx");
        /** The program below a heading, in a folder in which the packed library is installed. */
        async function inFolder(heading: string, run: (folder: string) => Promise<void>): Promise<void> {
            const text = await readFile(join(__dirname, "../../docs/programs.md"), "utf8");
            const section = text.split(`\n## ${heading}\n`)[1] ?? "";
            const code = /```ts\n(.*?)```/s.exec(section)?.[1] ?? "";
            const { folder: home } = await project();
            const folder = await mkdtemp(join(tmpdir(), "documented-"));
            try {
                await symlink(join(home, "node_modules"), join(folder, "node_modules"));
                await writeFile(join(folder, "program.ts"), code);
                await run(folder);
            } finally {
                await rm(folder, { recursive: true, force: true });
            }
        }

        it("brings up several tenants by the Automation API, each in its own organization", async () => {
            const sims = await Promise.all(
                Array.from({ length: 3 }, (_, index) =>
                    startSimulator({ seed: index + 1, organization: { shortName: `tenant${index}` } }),
                ),
            );
            try {
                const { engine, env } = await project();
                await inFolder("The Automation API", async (folder) => {
                    const tenants = sims.map((one, index) => ({
                        name: `t${index}`,
                        config: configMap(connectionTo(one)),
                    }));
                    const script = `import { bringUpAll } from "./program";
                        void bringUpAll(JSON.parse(process.env.TENANTS ?? "[]")).then((all) => console.log(JSON.stringify([...all])));`;
                    await writeFile(join(folder, "main.ts"), script);
                    const { stdout } = await promisify(execFile)(tsx, [join(folder, "main.ts")], {
                        // A process may start anywhere.
                        cwd: tmpdir(),
                        env: {
                            ...engine.env,
                            TENANTS: JSON.stringify(tenants),
                            ...env,
                            PULUMI_HOME: join(folder, "home"),
                            PULUMI_BACKEND_URL: `file://${folder}`,
                            PULUMI_CONFIG_PASSPHRASE: "only for this test",
                        },
                    });
                    expect(JSON.parse(stdout)).to.have.deep.members(
                        sims.map((_, index) => [
                            `t${index}`,
                            `https://eu-cloud.emite.com/emite/tenant${index}/Auth/OAuthPureCloud?org=tenant${index}`,
                        ]),
                    );
                });
            } finally {
                await Promise.all(sims.map((one) => one.stop()));
            }
        });

        it("tests a program with mocks, without configuration and without a request", () =>
            inFolder("Unit tests", async (folder) => {
                const { stdout, stderr } = await promisify(execFile)(tsx, ["program.ts"], { cwd: folder });
                expect(stdout + stderr).to.equal("");
            }));
    });
});
