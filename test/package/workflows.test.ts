import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { goTool } from "../../tools/goTool";

const root = join(__dirname, "../..");
const folder = join(root, ".github/workflows");
const workflows = readdirSync(folder).map((name) => join(folder, name));
const text = (file: string) => readFileSync(file, "utf8");

/** Of this repository, and of the pipelines that `contact-center init` writes. */
const withActions = [".github", "templates"].flatMap((name) =>
    readdirSync(join(root, name), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.ya?ml$/.test(file))
        .map((file) => join(root, name, file)),
);

interface Job {
    permissions?: Record<string, string>;
    "timeout-minutes"?: number;
    uses?: string;
    steps?: { run?: string; with?: Record<string, unknown>; uses?: string }[];
}

interface Workflow {
    permissions?: Record<string, string>;
    jobs: Record<string, Job>;
}

const workflow = (name: string) => parse(text(join(folder, name))) as Workflow;
const commands = ({ steps = [] }: Job) => steps.flatMap(({ run }) => run ?? []);

describe("the workflows of this repository", () => {
    it("pass actionlint", async () => {
        const { stdout, stderr, status } = spawnSync(await goTool("actionlint"), ["-no-color", ...workflows], {
            cwd: root,
            encoding: "utf8",
        });
        expect(stdout + stderr).to.equal("");
        expect(status).to.equal(0);
    });

    it("and those of platform repositories name every action by its full commit and version, with one version of each", () => {
        const pins = new Map<string, string>();
        for (const file of withActions)
            for (const [, action = "", rest = ""] of text(file).matchAll(/\buses: *([^\s@./][^\s@]*)@(.*)$/gm)) {
                expect(rest, `${action} in ${file}`).to.match(/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
                expect(pins.get(action) ?? rest, `${action} in ${file}`).to.equal(rest);
                pins.set(action, rest);
            }
        expect([...pins.keys()]).to.include.members(["actions/checkout", "actions/setup-node", "actions/cache"]);
    });

    it("have only the permissions that they name, leave no token in the clone, and have a time limit", () => {
        for (const name of ["check.yml", "release.yml"]) {
            const { permissions, jobs } = workflow(name);
            expect(permissions, name).to.deep.equal(name === "check.yml" ? { contents: "read" } : {});
            for (const [id, job] of Object.entries(jobs)) {
                if (job.uses === undefined) expect(job["timeout-minutes"], id).to.be.within(5, 120);
                for (const step of job.steps ?? [])
                    if (step.uses?.startsWith("actions/checkout@"))
                        expect(step.with, id).to.include({ "persist-credentials": false });
            }
        }
    });

    it("run at each change what this repository's own pipeline runs, the versions, the audit and the site", () => {
        const { jobs } = workflow("check.yml");
        const all = Object.values(jobs).flatMap(commands).join("\n");
        for (const command of [
            ".ci/run",
            "npm run --silent versions",
            "npm audit --omit=dev",
            "npm run sbom",
            "npm run docs",
        ])
            expect(all).to.include(command);
    });

    it("publish only what has passed the whole check, by OIDC and with provenance, from the one job that may", () => {
        const { jobs } = workflow("release.yml");
        expect(jobs["check"]).to.deep.include({ needs: "tag", uses: "./.github/workflows/check.yml" });
        expect(jobs["publish"]).to.deep.include({ needs: "check", environment: "npm" });
        expect(commands(jobs["publish"] ?? {}).at(-1)).to.equal("npm publish --provenance --access public");
        const mayAsk = Object.entries(jobs).filter(([, { permissions }]) => permissions?.["id-token"] === "write");
        expect(mayAsk.map(([id]) => id)).to.deep.equal(["publish"]);
        expect(text(join(folder, "release.yml"))).not.to.match(/NODE_AUTH_TOKEN|secrets\./);
    });
});
