import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { pipelineOf } from "../../../cli/ci/pipeline";

describe("a pipeline", () => {
    let folder: string;
    before(() => (folder = mkdtempSync(join(tmpdir(), "pipeline-"))));
    after(() => rmSync(folder, { recursive: true, force: true }));

    const onGitHub = (event: object) => {
        const file = join(folder, "event.json");
        writeFileSync(file, JSON.stringify(event));
        return pipelineOf({ GITHUB_ACTIONS: "true", GITHUB_EVENT_PATH: file, GITHUB_BASE_REF: "main" });
    };
    const request = (repo: string | undefined) => ({
        pull_request: {
            number: 7,
            head: { repo: repo === undefined ? null : { full_name: repo } },
            base: { repo: { full_name: "acme/platform" } },
        },
    });
    const onGitLab = (source: string) =>
        pipelineOf({
            GITLAB_CI: "true",
            CI_MERGE_REQUEST_IID: "7",
            CI_MERGE_REQUEST_DIFF_BASE_SHA: "c0ffee",
            CI_MERGE_REQUEST_PROJECT_ID: "1",
            CI_MERGE_REQUEST_SOURCE_PROJECT_ID: source,
        });

    it("of a pull request knows its number and its target", () => {
        expect(onGitHub(request("acme/platform"))).to.deep.equal({
            scm: "github",
            request: 7,
            base: "origin/main",
            fork: false,
        });
        expect(onGitLab("1")).to.deep.equal({ scm: "gitlab", request: 7, base: "c0ffee", fork: false });
    });

    it("recognizes a fork, also one that was deleted since", () => {
        expect(onGitHub(request("mallory/platform")).fork).to.equal(true);
        expect(onGitHub(request(undefined)).fork).to.equal(true);
        expect(onGitLab("2").fork).to.equal(true);
    });

    it("of a push or a schedule is of no pull request", () => {
        expect(onGitHub({})).to.deep.equal({ scm: "github", fork: false });
        expect(pipelineOf({ GITLAB_CI: "true" })).to.deep.equal({ scm: "gitlab", fork: false });
        expect(pipelineOf({})).to.deep.equal({ scm: undefined, fork: false });
    });
});
