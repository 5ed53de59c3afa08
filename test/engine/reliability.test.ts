import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import * as contact from "../../sdk";
import type { Simulator } from "../../simulator";
import { resourceName } from "../../tools/engine/stack";
import { killEngine } from "../fault/matrix/processes";
import { upKilledAt } from "./killed";
import { example, type Fixture, printedDuring, tenantConfig, withStack } from "./fixture";
import { restoreAttributes, namesIn, withProcesses, project, stateFile } from "./project";

/** How many objects of ours there are, and of how many names. */
function count(sim: Simulator) {
    const names = namesIn(sim);
    return { objects: names.length, names: new Set(names).size };
}

async function secretsWork({ sim, stack }: Pick<Fixture, "sim" | "stack">): Promise<void> {
    const secrets = (await stack.outputs(true))["clientSecrets"] as Record<string, string>;
    const living = [...sim.tenant.oauthClients.values()].filter(({ state }) => state === "active");
    for (const [name, secret] of Object.entries(secrets))
        expect(living.find((client) => client.name === name)?.secret, name).to.equal(secret);
}

/** Resolves when there is a complete lock in the backend. */
async function untilLocked(stateFolder: string): Promise<void> {
    const isLock = async (name: string) => {
        if (!/\.pulumi.locks.*\.json$/.test(name)) return false;
        return (await readFile(join(stateFolder, name), "utf8").catch(() => "")).endsWith("}");
    };
    for (;;) {
        const names = await readdir(stateFolder, { recursive: true });
        if ((await Promise.all(names.map(isLock))).includes(true)) return;
    }
}

const group = (visibility: "public" | "owners") => () =>
    void new contact.genesys.Group("group", { name: "G", visibility });

describe("no duplicates and no lost updates on the real engine", () => {
    before(() => project());

    it("of two simultaneous `up`s on two machines, one succeeds and one is refused, and every object exists once", () =>
        withStack({ config: tenantConfig, simulator: { latency: 50 } }, async (ground) => {
            const { sim, stack } = ground;
            const before = count(sim);
            // The machines share the backend.
            const machine = (name: string) => ({ env: { PULUMI_HOME: join(stack.stateFolder, "..", name) } });
            const up = ["up", "--yes", "--skip-preview", "--color=never"];
            const first = stack.run(up, machine("one"));
            // The engine of the second must not find a partially written lock, which it could not read.
            await Promise.race([first, untilLocked(stack.stateFolder)]);
            const results = await Promise.all([first, stack.run(up, machine("other"))]);
            const codes = results.map(({ code }) => code);
            expect(
                codes.filter((code) => code === 0).length,
                results.map(({ output }) => output).join("\n"),
            ).to.be.at.most(1);
            const refused = results.find(({ code }) => code !== 0);
            expect(refused?.output).to.include("the stack is currently locked by");
            await stack.must(["up", "--yes", "--skip-preview"]);
            const { objects, names } = count(sim);
            console.log(
                `      exit statuses ${codes.join(" and ")}; ${objects - before.objects} objects, ${names - before.names} names`,
            );
            expect(objects).to.equal(names);
            await secretsWork(ground);
            expect(await stack.steps("refresh")).to.deep.equal([]);
        }));

    it("after an older state was restored, `up` adopts what exists, renews its secrets and says so", () =>
        withStack({ config: tenantConfig }, async (ground) => {
            const { sim, stack } = ground;
            await stack.must(["up", "--yes", "--skip-preview"]);
            const good = JSON.stringify(sim.dump());
            const { deployment } = await stack.state();
            const all = deployment.resources ?? [];
            // As if the backup were from before anything was created.
            const older = { ...deployment, resources: all.slice(0, 1) };
            await stack.setState(older);
            const printed = await printedDuring(() => stack.must(["up", "--yes", "--skip-preview"]));
            expect(printed).to.match(
                /group "emite_Access" was left behind by an interrupted run \(id .*\) and was adopted/,
            );
            expect(printed).to.match(/OAuth client "emite_SSO" .* Its secret was lost, so it has a new one/);
            expect(JSON.stringify(sim.dump())).to.equal(good);
            await secretsWork(ground);
            expect(await stack.steps("refresh")).to.deep.equal([]);
        }));

    it("after a state from before a change was restored, `up` reaches the same; secrets that expired meanwhile are renewed", () =>
        withStack({ config: { ...tenantConfig, "emite:rotation": "1" } }, async (ground) => {
            const { sim, stack } = ground;
            await stack.must(["up", "--yes", "--skip-preview"]);
            const { deployment: backup } = await stack.state();
            // Secrets are renewed, and two clients and a member are gone.
            await stack.setConfig("emite:rotation", "2");
            await stack.setConfig("emite:wfm", "false");
            await stack.setConfig("emite:members", JSON.stringify({ access: ["ben.smith@acme.example"] }));
            await stack.must(["up", "--yes", "--skip-preview"]);
            const good = JSON.stringify(sim.dump());
            await stack.setState(backup);
            await stack.must(["up", "--yes", "--skip-preview"]);
            expect(JSON.stringify(sim.dump())).to.equal(good);
            await secretsWork(ground);
            expect(await stack.steps("refresh")).to.deep.equal([]);
        }));

    it("objects of a killed run are found although lists and reads lag by 10 s", async () => {
        const calls = ["POST /api/v2/oauth/clients", "POST /api/v2/authorization/roles/{roleId}"];
        const simulator = { listLag: 10_000, readLag: 10_000 };
        const lagging = (call: string) =>
            withProcesses({ function: example, config: tenantConfig, simulator }, async (ground) => {
                const { sim, stack } = ground;
                await upKilledAt(call, ground);
                await restoreAttributes(ground);
                await stack.must(["cancel", "--yes"]);
                const { output } = await stack.must(["up", "--yes", "--skip-preview"]);
                expect(output).to.include("was adopted");
                const { objects, names } = count(sim);
                expect(objects).to.equal(names);
                await secretsWork(ground);
            });
        // All at once, because they mostly wait.
        await Promise.all(calls.map(lagging));
    });

    it("a refresh just after an `up` loses nothing that reads do not show yet", () =>
        withStack(
            {
                program: () => {
                    for (const name of ["A", "B"])
                        new contact.genesys.Role(name, { name, permissions: ["routing:queue:view"] });
                },
                simulator: { listLag: 10_000, readLag: 10_000 },
            },
            async ({ stack }) => {
                await stack.must(["up", "--yes", "--skip-preview"]);
                expect(await stack.steps("refresh")).to.deep.equal([]);
            },
        ));

    it("an engine killed halfway leaves a lock; after `pulumi cancel` the next `up` finishes", () =>
        withProcesses({ function: example, config: tenantConfig }, async (ground) => {
            const { sim, stack } = ground;
            await upKilledAt("POST /api/v2/oauth/clients", ground);
            await restoreAttributes(ground);
            const locked = await stack.up();
            expect(locked.output).to.include("the stack is currently locked by");
            await stack.must(["cancel", "--yes"]);
            await stack.must(["up", "--yes", "--skip-preview"]);
            const { objects, names } = count(sim);
            expect(objects).to.equal(names);
            await secretsWork(ground);
        }));

    it("two hundred resources without checkpoints, killed halfway: the next `up` finishes without duplicates", () =>
        withProcesses(
            {
                function: () => {
                    for (let i = 0; i < 100; i++) {
                        new contact.genesys.Role(`r${i}`, { name: `R${i}`, permissions: ["routing:queue:view"] });
                        new contact.genesys.Group(`g${i}`, { name: `G${i}` });
                    }
                },
                simulator: { requestsPerMinute: 0 },
                config: { "genesyscloud:requestsPerMinute": "1000000" },
            },
            async (ground) => {
                const { sim, stack } = ground;
                const env = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
                const before = count(sim);
                let pid = 0;
                let made = 0;
                let killed: Promise<void> | undefined;
                sim.intercept(async (call) => {
                    if (/^POST \/api\/v2\/(groups|authorization\/roles)$/.test(call) && ++made === 100) {
                        killed = killEngine(pid);
                        await killed;
                        return "reset-after";
                    }
                    return undefined;
                });
                await stack.run(["up", "--yes", "--skip-preview"], { env, onStart: (id) => (pid = id) });
                await killed;
                await restoreAttributes(ground);
                sim.intercept(undefined);
                const left = count(sim);
                await stack.must(["cancel", "--yes"]);
                sim.clearRequests();
                await stack.must(["up", "--yes", "--skip-preview"], { env });
                const after = count(sim);
                console.log(
                    `      left by the killed run ${left.objects - before.objects}, after the next ${after.objects - before.objects}, ` +
                        `${sim.requests.length} requests, ${after.objects - after.names} twice`,
                );
                expect(left.objects - before.objects).to.be.within(80, 120);
                expect(after.objects - before.objects).to.equal(200);
                expect(after.names).to.equal(after.objects);
                const { deployment } = await stack.state();
                expect(deployment.resources?.length).to.equal(202);
                expect(await stack.steps("refresh")).to.deep.equal([]);
            },
        ));

    it("the next `up` works if an engine died while it wrote the attributes of its state file", () =>
        withStack({ config: tenantConfig }, async (ground) => {
            const { sim, stack } = ground;
            await stack.must(["up", "--yes", "--skip-preview"]);
            sim.clearRequests();
            await writeFile(`${stateFile(ground)}.attrs`, "");
            expect((await stack.up()).output).to.include("failed to load checkpoint: EOF");
            await rm(`${stateFile(ground)}.attrs`);
            expect((await stack.must(["up", "--yes", "--skip-preview"])).output).to.include("25 unchanged");
            expect(sim.writes()).to.deep.equal([]);
        }));

    it("an object deleted by others: the error names the remedy, and `up --refresh` recreates it", () =>
        withStack({ program: group("public") }, async ({ sim, stack, program }) => {
            await stack.must(["up", "--yes", "--skip-preview"]);
            for (const group of sim.tenant.groups.values()) if (group.name === "G") group.state = "deleted";
            program(group("owners"));
            const { code, output } = await stack.up();
            expect(code).not.to.equal(0);
            expect(output).to.include("It no longer exists. Run `pulumi up --refresh` to create it again.");
            await stack.must(["up", "--refresh", "--yes", "--skip-preview"]);
            const steps = await stack.steps("preview");
            expect(steps.map(({ urn }) => resourceName(urn))).to.deep.equal([]);
        }));

    it("new credentials of the caller are used at once by `up`, and by `refresh` with --run-program or after an `up`", () =>
        withStack({ program: group("public") }, async ({ sim, stack }) => {
            await stack.must(["up", "--yes", "--skip-preview"]);
            const pipeline = sim.tenant.oauthClients.get(sim.credentials.clientId);
            if (pipeline) pipeline.secret = "renewed";
            await stack.setConfig("genesyscloud:oauthClientSecret", "renewed", true);
            const refresh = ["refresh", "--yes", "--skip-preview"];
            expect((await stack.run(refresh)).output).to.include("400 invalid_client");
            await stack.must([...refresh, "--run-program"]);
            await stack.must(["up", "--yes", "--skip-preview"]);
            await stack.must(refresh);
        }));
});
