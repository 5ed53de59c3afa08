import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { renderProject } from "../../cli/init/render";
import { testedVersions } from "../../cli/init/context";
import { leaksIn } from "./leaks";
import { runWorkflow } from "./github";
import { Platform, type TenantName } from "./platform";

const pullRequest = { number: 7, branch: "tenants" };

// One story: each test continues where the previous one ended. Steps that need GitHub's servers are stubbed:
// setup-node, the engine's installation, upload-artifact, the login to a cloud; checkout is a plain clone.
describe("The workflows for GitHub, run by act without containers", () => {
    let platform: Platform;
    const wfmClients = (tenant: TenantName): number =>
        [...platform.sims[tenant].tenant.oauthClients.values()].filter(
            ({ name, state }) => name.startsWith("emite_WFM") && state === "active",
        ).length;

    before(async () => {
        platform = await Platform.create("github");
    });
    after(() => platform?.stop());

    it("write one comment on a pull request, update it at the next push, and change nothing", async () => {
        await platform.propose("tenants", async () => {
            await platform.addTenant("globex");
            await platform.addTenant("acme", "--canary");
        });
        const first = await runWorkflow(platform, "preview", { title: "1 pull request", pullRequest });
        expect(first.code, first.output).to.equal(0);
        const [comment] = platform.scm.comments.get(7) ?? [];
        const before = comment?.body;
        expect(before).to.match(/acme[^]*globex/);
        expect(first.output).to.include("2 of 2 tenants");

        await platform.addTenant("initech");
        await platform.commit("Initech");
        await platform.git("push", "--quiet", "origin", "tenants");
        const second = await runWorkflow(platform, "preview", { title: "2 second push", pullRequest });
        expect(second.code, second.output).to.equal(0);
        expect(platform.scm.comments.get(7)).to.have.length(1);
        expect(comment?.writes).to.equal(2);
        expect(before).to.not.include("initech");
        expect(comment?.body).to.match(/acme[^]*globex[^]*initech/);
        expect(platform.written).to.deep.equal([]);
    });

    it("roll out what was merged, canaries first", async () => {
        await platform.merge("tenants");
        const run = await runWorkflow(platform, "up", { title: "3 merge" });
        expect(run.code, run.output).to.equal(0);
        expect(platform.written).to.deep.equal(["acme", "globex", "initech"]);
        expect(run.output).to.include("3 of 3 tenants");
    });

    it("stop a roll-out at the first tenant that fails, and do not start the rest", async () => {
        await platform.propose("wfm", async () => {
            const program = await platform.read("index.ts");
            await platform.write("index.ts", program.replace('getBoolean("wfm")', 'getBoolean("wfm") ?? true'));
        });
        await platform.merge("wfm");
        platform.watch({
            globex: (call) =>
                call === "POST /api/v2/oauth/clients"
                    ? { status: 400, body: { code: "bad.request", message: "no more today", status: 400 } }
                    : undefined,
        });
        const run = await runWorkflow(platform, "up", { title: "4 failing tenant" });
        expect(run.code, run.output).to.not.equal(0);
        expect(run.output)
            .to.include("exit status 2")
            .and.to.match(/globex +failed/)
            .and.to.match(/initech +not started/);
        expect(platform.written).to.deep.equal(["acme", "globex"]);
        expect([wfmClients("acme"), wfmClients("globex"), wfmClients("initech")]).to.deep.equal([2, 0, 0]);
    });

    it("update every outdated tenant in one run, also if GitHub drops the waiting runs of earlier merges", async () => {
        for (const tenant of ["acme", "initech"] as const) {
            await platform.propose(`rotate-${tenant}`, () => platform.configure(tenant, "emite:rotation", "autumn"));
            await platform.merge(`rotate-${tenant}`);
        }
        platform.watch();
        const run = await runWorkflow(platform, "up", { title: "5 two merges in a row" });
        expect(run.code, run.output).to.equal(0);
        expect(platform.written).to.deep.equal(["acme", "globex", "initech"]);
        expect([wfmClients("acme"), wfmClients("globex"), wfmClients("initech")]).to.deep.equal([2, 2, 2]);
    });

    it("leave a tenant whose job is cancelled so that the next run continues: no duplicates, no lock", async () => {
        await platform.propose("renew", async () => {
            for (const tenant of ["acme", "globex"] as const) await platform.configure(tenant, "emite:licences", "all");
        });
        await platform.merge("renew");
        const stepProcess = join(platform.folder, "step");
        // As GitHub's runner does, only to the step's own process.
        platform.watch({ acme: cancelAtFirst("POST /api/v2/authorization/roles", stepProcess) });
        const cancelled = await runWorkflow(platform, "up", { title: "6 cancelled", stepProcess });
        expect(cancelled.code, cancelled.output).to.not.equal(0);
        expect(cancelled.output)
            .to.match(/acme +cancelled/)
            .and.to.match(/globex +not started/);
        expect(platform.written).to.deep.equal(["acme"]);

        platform.watch();
        const next = await runWorkflow(platform, "up", { title: "7 after the cancelled one" });
        expect(next.code, next.output).to.equal(0);
        expect(platform.written).to.deep.equal(["acme", "globex"]);
        const roles = [...platform.sims.acme.tenant.roles.values()].map(({ name }) => name);
        expect(roles.filter((name) => name.startsWith("eMite")).sort()).to.deep.equal(
            ["eMite Data Integration", ...["Berlin", "Home", "Sales", "Support"].map((name) => `eMite_${name}`)].sort(),
        );
    });

    it("review the fleet in the morning: an issue for the tenant that was changed by hand, closed when that is fixed", async () => {
        const mend = platform.changeByHand("globex");
        const first = await runWorkflow(platform, "drift", { title: "8 morning" });
        expect(first.output).to.include("exit status 1");
        const [issue] = platform.scm.issues;
        expect(platform.scm.issues).to.have.length(1);
        expect(issue).to.include({ title: "Drift of globex", open: true });
        expect(issue?.body).to.include("routing:queue:delete");
        expect(await readFile(join(first.artifacts, "drift/page.html"), "utf8")).to.include("routing:queue:delete");
        for (const file of ["drift.json", "junit.xml", "comment.md"])
            expect(existsSync(join(first.artifacts, "drift", file)), file).to.equal(true);

        mend();
        const second = await runWorkflow(platform, "drift", { title: "9 next morning" });
        expect(second.code, second.output).to.equal(0);
        expect(platform.scm.issues.map(({ open }) => open)).to.deep.equal([false]);
    });

    it("refuse a pull request from a fork with a message and status 3: no login, no API call; another logs in first", async () => {
        // The same story on AWS, which needs a login first, and there is no server for it.
        await platform.propose("aws", async () => {
            const context = {
                name: "platform",
                language: "typescript",
                pipelines: "github",
                secretsProvider: "default",
            } as const;
            const backend = { url: "s3://state", kind: "s3" } as const;
            const files = renderProject({ ...context, backend, versions: testedVersions() });
            for (const [path, text] of Object.entries(files))
                if (path.startsWith(".github/")) await platform.write(path, text);
            await platform.configure("acme", "emite:scopes", ["users:readonly"]);
        });
        platform.scm.calls.length = 0;
        const request = { number: 8, branch: "aws" };
        const fork = await runWorkflow(platform, "preview", {
            title: "10 fork",
            pullRequest: { ...request, fork: true },
        });
        expect(fork.output).to.include("exit status 3").and.to.not.include("logged in");
        expect(fork.output).to.match(/Summary - [^]*Not previewed: this change comes from a fork/);
        expect(platform.scm.calls).to.deep.equal([]);

        const own = await runWorkflow(platform, "preview", { title: "11 not a fork", pullRequest: request });
        expect(own.output).to.include("logged in as arn:aws:iam::111111111111:role/platform");
    });

    it("leave no secret in a log, a comment, an issue or an artifact", async () => {
        expect(await leaksIn(platform)).to.deep.equal([]);
    });

    /** Interrupts the running step when a request comes, like a runner that cancels a job: first INT, then TERM. */
    const cancelAtFirst = (wanted: string, stepProcess: string) => {
        let asked = false;
        return async (call: string) => {
            if (call !== wanted || asked) return undefined;
            asked = true;
            const step = Number(await readFile(stepProcess, "utf8"));
            process.kill(step, "SIGINT");
            process.kill(step, "SIGTERM");
            return undefined;
        };
    };
});
