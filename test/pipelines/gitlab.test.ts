import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { leaksIn } from "./leaks";
import { runPipeline } from "./gitlab";
import { Platform } from "./platform";

// One story: each test continues where the previous one ended.
describe("The pipeline for GitLab, run by gitlab-ci-local without containers (rsync by a stand-in)", () => {
    let platform: Platform;

    before(async () => {
        platform = await Platform.create("gitlab");
    });
    after(() => platform?.stop());

    it("writes a comment on a merge request and changes nothing", async () => {
        await platform.propose("tenants", async () => {
            await platform.addTenant("globex");
            await platform.addTenant("acme", "--canary");
        });
        const mergeRequest = { number: 3, branch: "tenants" };
        const run = await runPipeline(platform, "merge_request_event", {
            title: "GitLab 1 merge request",
            mergeRequest,
        });
        expect(run.code, run.output).to.equal(0);
        expect(platform.scm.comments.get(3)?.map(({ writes }) => writes)).to.deep.equal([1]);
        expect(platform.scm.comments.get(3)?.[0]?.body).to.match(/acme[^]*globex/);
        expect(platform.written).to.deep.equal([]);
    });

    it("rolls out what was merged, canaries first", async () => {
        await platform.merge("tenants");
        const run = await runPipeline(platform, "push", { title: "GitLab 2 merge" });
        expect(run.code, run.output).to.equal(0);
        expect(platform.written).to.deep.equal(["acme", "globex"]);
    });

    it("opens an issue in the morning for the tenant that was changed by hand, with the page among the artifacts", async () => {
        platform.changeByHand("globex");
        const run = await runPipeline(platform, "schedule", { title: "GitLab 3 drift" });
        expect(run.output).to.include("FAIL 1");
        expect(platform.scm.issues.map(({ title, open }) => ({ title, open }))).to.deep.equal([
            { title: "Drift of globex", open: true },
        ]);
        for (const file of ["page.html", "junit.xml", "drift.json"])
            expect(existsSync(join(run.artifacts, "drift/report", file)), file).to.equal(true);
    });

    it("refuses a merge request from a fork before anything else: no login, no API call", async () => {
        await platform.propose("fork", () => platform.configure("acme", "emite:wfm", true));
        platform.scm.calls.length = 0;
        const mergeRequest = { number: 4, branch: "fork", fork: true };
        const run = await runPipeline(platform, "merge_request_event", { title: "GitLab 4 fork", mergeRequest });
        expect(run.output).to.include("this change comes from a fork").and.to.include("FAIL 3");
        expect(platform.scm.calls).to.deep.equal([]);
    });

    it("leaves no secret in a log, a comment, an issue or an artifact", async () => {
        expect(await leaksIn(platform)).to.deep.equal([]);
    });
});
