import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { appendFile, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { parseDocument } from "yaml";
import * as contact from "../../sdk";
import { type Simulator, startSimulator } from "../../simulator";
import { connectionTo } from "../../tools/emiteTenant";
import { findEngine } from "../../tools/engine";
import { type Result, Stack } from "../../tools/engine/stack";
import { withStack } from "./fixture";
import { runCommand } from "../../engine/command";
import { descendants } from "../fault/matrix/processes";
import type { FleetStatus } from "../../cli/fleet/status/status";
import { addReader, readerVariables } from "../reader";
import { contactCenter, installedCommand, using, withProcesses } from "./project";

/** A group for each tenant, and what the tenant's own file and a shared file say about it. */
const program = (folder: string) => () => {
    const config = new pulumi.Config("demo");
    const { description } = JSON.parse(readFileSync(join(folder, "shared.json"), "utf8")) as { description: string };
    // A name that a tenant could have.
    void pulumi.log.warn("a ##[add-mask]x \u001b[2J\n::error::y");
    new contact.genesys.Group("team", {
        name: config.require("team"),
        description,
        ...(config.getBoolean("wrong") ? { visibility: "hidden" as never } : {}),
    });
};

interface Fleet {
    folder: string;
    tenants: Record<"acme" | "initech" | "umbrella", Simulator>;
    command(...args: string[]): Promise<Result>;
    ci(...args: string[]): Promise<Result>;
    commit(files: Record<string, string | undefined>): Promise<void>;
    /** The tenant's file with another value in it. */
    edited(tenant: string, key: string, value: string): Promise<Record<string, string>>;
    stack: Stack;
}

const git = (folder: string, ...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@acme.example", ...args], {
        cwd: folder,
        encoding: "utf8",
    });

/** Three tenants of one project in a git repository, none of them deployed yet; `initech` is the canary. */
async function onFleet(test: (fleet: Fleet) => Promise<void>): Promise<void> {
    await withStack({ config: { "demo:team": "Team" } }, async ({ folder, stack, command, program: set }) => {
        const engine = await findEngine(() => undefined);
        const tenants: Record<string, Simulator> = {};
        const stacks: Stack[] = [];
        set(program(folder));
        await rm(join(folder, "Pulumi.test.yaml"));
        try {
            for (const name of ["acme", "initech", "umbrella"]) {
                const sim = (tenants[name] = await startSimulator());
                const { config, secrets } = connectionTo(sim);
                stacks.push(
                    await Stack.create({
                        engine,
                        program: folder,
                        stack: name,
                        env: { PULUMI_BACKEND_URL: `file://${stack.stateFolder}` },
                        config: { ...config, "demo:team": `Team of ${name}` },
                        secrets,
                    }),
                );
            }
            await writeFile(join(folder, "shared.json"), JSON.stringify({ description: "first" }));
            await writeFile(join(folder, "fleet.yaml"), "tenants: all\ncanaries: [initech]\n");
            git(folder, "init", "--quiet", "--initial-branch=main");
            git(folder, "add", "--all");
            git(folder, "commit", "--quiet", "--message=first");
            await test({
                folder,
                tenants: tenants as Fleet["tenants"],
                stack,
                command,
                ci: (...args) => command("ci", ...args),
                async commit(files) {
                    for (const [name, text] of Object.entries(files)) {
                        await mkdir(dirname(join(folder, name)), { recursive: true });
                        await (text === undefined ? rm(join(folder, name)) : writeFile(join(folder, name), text));
                    }
                    git(folder, "add", "--all");
                    git(folder, "commit", "--quiet", "--message=change");
                },
                async edited(tenant, key, value) {
                    const name = `Pulumi.${tenant}.yaml`;
                    const document = parseDocument(await readFile(join(folder, name), "utf8"));
                    document.setIn(["config", key], value);
                    return { [name]: document.toString() };
                },
            });
        } finally {
            await Promise.all([
                ...Object.values(tenants).map((sim) => sim.stop()),
                ...stacks.map((one) => one.dispose()),
            ]);
        }
    });
}

const groups = (sim: Simulator): string[] =>
    [...sim.tenant.groups.values()].map(({ name }) => name).filter((name) => name.includes(" of "));

describe("contact-center ci", () => {
    it("rolls out to the canary first, stops at the first failure, and continues in the next run", () =>
        onFleet(async ({ ci, command, commit, edited, folder, tenants }) => {
            await commit(await edited("acme", "demo:wrong", "true"));
            const first = await ci("up", "--comment", "../up.md");
            expect(first.code, first.output).to.equal(2);
            expect(first.stdout.trimEnd().split("\n").slice(-4)).to.deep.equal([
                "initech   1 created  (canary)",
                "acme      failed",
                "umbrella  not started",
                "3 of 3 tenants affected: 1 updated, 1 failed, 1 not started",
            ]);
            expect(first.stdout).to.include("a #\\u0023[add-mask]x \\u001b[2J");
            expect(first.output).not.to.match(/##\[|^\s*::|\p{Cc}(?<!\n)/mu);
            expect([tenants.acme, tenants.umbrella].map((sim) => sim.writes().length)).to.deep.equal([0, 0]);
            expect(groups(tenants.initech)).to.deep.equal(["Team of initech"]);
            const summary = await readFile(join(folder, "../up.md"), "utf8");
            expect(summary).to.include("| `acme` | failed | it has never been updated |");
            expect(summary, summary).to.include("visibility");
            expect((await stat(join(folder, "../up.md"))).mode & 0o777).to.equal(0o600);

            const between = await command("fleet", "status");
            expect(between.code, between.output).to.equal(1);
            expect(between.stdout).to.match(
                /^initech \(canary\) {2}applied .*\nacme {14}(failed|never) .*\n.*\numbrella {10}never .*\n {4}it has never been updated\n/m,
            );

            await commit(await edited("acme", "demo:wrong", "false"));
            const second = await ci("up");
            expect(second.code, second.output).to.equal(0);
            expect(second.stdout.trimEnd().split("\n").slice(-3)).to.deep.equal([
                "acme      1 created",
                "umbrella  1 created",
                "2 of 3 tenants affected: 2 updated",
            ]);

            // Nothing of the newest commit affects the canary.
            const status = await command("fleet", "status", "--json", "--html", "../rollout.html");
            expect(status.code, status.output).to.equal(0);
            const { head, tenants: rows } = JSON.parse(status.stdout) as FleetStatus;
            expect(head).to.equal(git(folder, "rev-parse", "HEAD").trim());
            expect(
                rows.map(({ stack: name, state, updates }) => [name, state, updates[0]?.commit === head]),
            ).to.deep.equal([
                ["initech", "applied", false],
                ["acme", "applied", true],
                ["umbrella", "applied", true],
            ]);
            expect(await readFile(join(folder, "../rollout.html"), "utf8")).to.include("unaffected");

            for (const sim of Object.values(tenants)) sim.clearRequests();
            expect((await ci("up")).stdout.trim()).to.equal("0 of 3 tenants affected: 0 updated");
            expect(Object.values(tenants).flatMap(({ requests }) => requests)).to.deep.equal([]);

            git(folder, "switch", "--quiet", "--detach", "HEAD~1");
            const older = await ci("up");
            expect(older.code).to.equal(2);
            expect(older.output).to.match(
                /^no tenant was updated, because these tenants cannot be updated \[CC7016\]:\nacme: its last update used commit \w{12}, which is later than HEAD/,
            );
            git(folder, "switch", "--quiet", "main");

            await previews({ ci, commit, edited, folder, tenants });
        }));

    it("finishes what is running if it is cancelled, and starts nothing new; the next run continues", () =>
        onFleet(async ({ ci, commit, stack, tenants }) => {
            let pid = 0;
            tenants.initech.intercept((call) => {
                // As a pipeline cancels a job, while the group is being created.
                if (call === "POST /api/v2/groups") process.kill(pid, "SIGINT");
                return undefined;
            });
            const cancelled = await stack.command(await installedCommand(), ["ci", "up"], (started) => (pid = started));
            tenants.initech.intercept(undefined);
            expect(cancelled.code).to.equal(130);
            expect(cancelled.stderr).to.match(
                /^(?:read .*\n)?initech: running\ninterrupted: waiting for 1 tenant to end; .*\nnot finished: initech\nnot started: acme, umbrella\ninterrupted \[CC8001\]\n$/,
            );
            expect(cancelled.stdout).to.match(
                /initech {3}cancelled {2}\(canary\)\nacme {6}not started\numbrella {2}not started\n3 of 3/,
            );
            const next = await ci("up");
            expect(next.code, next.output).to.equal(0);
            expect(next.stdout).to.include("3 of 3 tenants affected: 3 updated");
            for (const [name, sim] of Object.entries(tenants)) expect(groups(sim)).to.deep.equal([`Team of ${name}`]);
            await interruptedReviews({ commit, stack, tenants });
        }));

    it("previews and reviews with a read-only client; the other client's secret is in no file and no state", async () => {
        const source =
            using(`const role = new contact.genesys.Role("role", { name: "R", permissions: ["routing:queue:view"] });
            const config = new pulumi.Config("demo");
            new contact.genesys.RoleAssignment("own", { role, divisions: ["*"], subjects: [contact.genesys.caller()] });
            new contact.genesys.Group("team", { name: config.require("team") });`);
        await withProcesses({ source, unconfigured: true, config: { "demo:team": "Team" } }, async (ground) => {
            const { folder, sim, stack } = ground;
            const { config, secrets } = connectionTo(sim);
            for (const [key, value] of Object.entries(config)) await stack.setConfig(key, value);
            await writeFile(join(folder, "fleet.yaml"), `tenants: [{ stack: ${stack.name} }]\n`);
            git(folder, "init", "--quiet", "--initial-branch=main");
            const save = () => {
                git(folder, "add", "--all");
                git(folder, "commit", "--quiet", "--message=change");
            };
            save();
            const reader = addReader(sim);
            const { clientId, clientSecret } = reader;
            const read = { "genesyscloud:oauthClientId": clientId, "genesyscloud:oauthClientSecret": clientSecret };
            const ci = (variable: string, credentials: object, ...args: string[]) =>
                runCommand(contactCenter(folder), ["ci", ...args], {
                    cwd: folder,
                    env: { ...stack.environment, [variable]: JSON.stringify({ [stack.name]: credentials }) },
                });
            const up = await ci("CONTACT_CENTER_CREDENTIALS", secrets, "up");
            expect(up.code, up.output).to.equal(0);

            git(folder, "switch", "--quiet", "--create=feature");
            await stack.setConfig("demo:team", "Crew");
            save();
            sim.clearRequests();
            const preview = await ci("CONTACT_CENTER_READ_CREDENTIALS", read, "preview", "--base", "main");
            expect(preview.stdout, preview.output).to.include(`${stack.name}  1 to change; drift: in sync\n`);
            const drift = await ci("CONTACT_CENTER_READ_CREDENTIALS", read, "drift", "--folder", "../review");
            expect(drift.code, drift.output).to.equal(0);
            const refused = await stack.run(["up", "--yes", "--skip-preview"], { env: readerVariables(reader) });
            expect(refused.code).not.to.equal(0);
            expect(refused.output).to.include(`the client ${clientId} only reads, so \`pulumi up\` cannot use it`);
            expect([...new Set(sim.requests.map((one) => one.clientId))]).to.deep.equal([clientId]);
            expect(sim.writes()).to.deep.equal([]);
            const written = JSON.stringify(await stack.state()) + preview.output + drift.output + up.output;
            expect(written).not.to.include(sim.credentials.clientSecret).and.not.to.include(clientSecret);
        });
    });
});

/** Of a deployed fleet: previews and reviews that are interrupted while tenants do not answer. */
async function interruptedReviews({ commit, stack, tenants }: Pick<Fleet, "commit" | "stack" | "tenants">) {
    await commit({ "shared.json": JSON.stringify({ description: "second" }) });
    // The second login is the provider of a preview, in its own process.
    for (const [logins, ...args] of [
        [1, "ci", "preview", "--base", "HEAD~1"],
        [2, "ci", "preview", "--base", "HEAD~1"],
        [1, "drift", "--fleet", "fleet.yaml", "--json"],
    ] as const) {
        let pid = 0;
        const waiting = new Set<string>();
        let family: Promise<{ pid: number }[]> | undefined;
        for (const [name, sim] of Object.entries(tenants)) {
            let seen = 0;
            sim.intercept((call) => {
                if (call === "POST /login/oauth/token") seen++;
                if (seen < logins) return undefined;
                if (waiting.add(name).size > 1) family ??= descendants(pid).finally(() => process.kill(pid, "SIGINT"));
                return "silence";
            });
        }
        const { code, stdout, stderr } = await stack.command(await installedCommand(), args, (one) => (pid = one));
        for (const sim of Object.values(tenants)) sim.intercept(undefined);
        expect(code, stderr).to.equal(130);
        expect(stdout).to.equal("");
        expect(stderr).to.match(
            /^interrupted: waiting for \d tenants to end; a second Ctrl-C ends at once\nnot finished: \w+, /m,
        );
        const children = (await family) ?? [];
        expect(children.length).to.be.greaterThan(1);
        expect(children.filter((one) => existsSync(`/proc/${one.pid}`))).to.deep.equal([]);
        const locks = await readdir(join(stack.stateFolder, ".pulumi/locks"), { recursive: true }).catch(() => []);
        expect(locks.filter((name) => name.endsWith(".json"))).to.deep.equal([]);
    }
}

/** Of a deployed fleet: the comments on pull requests. */
async function previews({ ci, commit, edited, folder, tenants }: Omit<Fleet, "stack" | "command">): Promise<void> {
    const previewed = async () => {
        const result = await ci("preview", "--base", "main", "--comment", "../preview.md");
        return { ...result, comment: await readFile(join(folder, "../preview.md"), "utf8") };
    };
    git(folder, "switch", "--quiet", "--create=feature");
    await commit({ "README.md": "Words alone concern nobody.\n" });
    expect((await previewed()).comment)
        .to.include("### No tenant is affected")
        .and.include("0 of 3 tenants");

    await commit(await edited("acme", "demo:team", "Crew of acme"));
    const group = [...tenants.acme.tenant.groups.values()].find(({ name }) => name === "Team of acme");
    if (group !== undefined) group.description = group.description?.replace("first", "by hand");
    const own = await previewed();
    expect(own.code, own.output).to.equal(0);
    expect(own.stdout).to.equal("acme  1 to change; drift: 1 low\nguard rails: none\n1 of 3 tenants affected\n");
    expect(own.comment)
        .to.include('~ genesys.Group "Crew of acme"\n    name: "Team of acme" -> "Crew of acme"\n')
        .and.include("| `acme` | 1 to change | 1 low |")
        .and.include("**Guard rails: none.**")
        .and.match(/\| \*\*low\*\* \| `genesys.Group "Team of acme"` \| `description: first/);

    await commit({
        "shared.json": JSON.stringify({ description: "second" }),
        "Pulumi.umbrella.yaml": undefined,
        ...(await edited("acme", "demo:wrong", "true")),
    });
    const shared = await previewed();
    expect(shared.code).to.equal(2);
    expect(shared.comment)
        .to.include("2 of 2 tenants affected by this change; 2 through shared files; 1 would fail.")
        .and.include("| `acme` | **would fail** |")
        .and.include("`umbrella` no longer has a file.")
        .and.match(/Errors:\n\n```\n[^`]*visibility/);

    // Later merges do not matter: the base is where the branch began.
    git(folder, "switch", "--quiet", "main");
    await symlink(join(__dirname, "../../node_modules"), join(folder, "node_modules"));
    await appendFile(join(folder, ".git/info/exclude"), "node_modules\n");
    await commit(pack("no group may be a crew", "/crew/i"));
    git(folder, "switch", "--quiet", "--create=guarded");
    await commit(await edited("acme", "demo:team", "Crew of acme"));
    const kept = await previewed();
    expect(kept.stdout).to.match(/acme {2}would fail[^]*no group may be a crew\n1 of 3 tenants affected\n$/);

    await commit({ ...pack("anything goes", "/never/") });
    for (const what of ["changed", "deleted"]) {
        if (what === "deleted")
            await commit(Object.fromEntries(Object.keys(pack("", "")).map((file) => [file, undefined])));
        const { code, stdout, comment } = await previewed();
        expect(code).to.equal(2);
        expect(stdout).to.match(/acme {2}would fail[^]*no group may be a crew\n/);
        expect(stdout).to.include(`\nguard rails: ${what} by this change. Those of the base branch were applied`);
        expect(comment).to.include(`**Guard rails: ${what} by this change.`).and.include("no group may be a crew");
    }
    expect(Object.values(tenants).flatMap((sim) => sim.writes())).to.deep.equal([]);
}

/** A policy pack that refuses names of groups. */
const pack = (says: string, refused: string): Record<string, string> => ({
    "policy/PulumiPolicy.yaml":
        "description: Test\nruntime:\n    name: nodejs\n    options:\n        typescript: false\n",
    "policy/package.json": JSON.stringify({ name: "guard-rails", version: "1.0.0", main: "index.js" }),
    "policy/index.js": `const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("guard-rails", {
    policies: [{
        name: "names",
        description: "Names of groups",
        enforcementLevel: "mandatory",
        validateResource: ({ props }, report) => ${refused}.test(props.name) && report(${JSON.stringify(says)}),
    }],
});
`,
});
