import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import type { Cluster } from "../../../cli/fleet/cluster";
import { driftJob } from "../../../cli/fleet/driftJob";

const run = promisify(execFile);

interface Container {
    command: [string, string, string];
    env: { name: string; value?: string }[];
}
const containerOf = (cluster: Cluster): Container => {
    const { spec } = driftJob(cluster, 3) as {
        spec: { jobTemplate: { spec: { template: { spec: { containers: Container[] } } } } };
    };
    const [container] = spec.jobTemplate.spec.template.spec.containers;
    if (container === undefined) throw new Error("the job has no container");
    return container;
};
/** As Kubernetes gives them to the container. */
const variablesOf = ({ env }: Container): Record<string, string> =>
    Object.fromEntries(env.map(({ name, value = "" }) => [name, value.replaceAll("$$(", () => "$(")]));

const cluster: Cluster = {
    repository: "https://git.example/acme/platform.git",
    branch: "main",
    namespace: "contact-center",
    image: "pulumi",
    gitSecret: "git",
    poll: 300,
    schedule: "0 5 * * *",
    fleetFile: "fleet.yaml",
};

describe("the job that reviews a fleet", () => {
    let folder: string;
    beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "drift-job-"))));
    afterEach(() => rm(folder, { recursive: true }));

    it("clones the branch, installs, and reviews the fleet file of its folder, whatever they are called", async () => {
        const branch = "release/$(id)'x";
        const origin = join(folder, "origin");
        await mkdir(join(origin, "a platform"), { recursive: true });
        await writeFile(join(origin, "a platform", "fleet.yaml"), "tenants: all\n");
        const git = (...args: string[]) => run("git", args, { cwd: origin });
        await git("init", "--quiet", "--initial-branch", branch);
        await git("add", "--all");
        await git("-c", "user.name=a", "-c", "user.email=a@acme.example", "commit", "--quiet", "--message", "a");

        const commands = join(folder, "bin");
        await mkdir(commands);
        for (const name of ["npm", "npx"]) {
            await writeFile(
                join(commands, name),
                `#!/bin/sh\necho "${name} $* in $(basename "$PWD")" >> "$HOME/calls"\n`,
            );
            await chmod(join(commands, name), 0o755);
        }
        const work = join(folder, "work");
        await mkdir(work);
        const container = containerOf({ ...cluster, branch, fleetFile: "a platform/fleet.yaml" });
        const [shell, options, script] = container.command;
        await run(shell, [options, script.replaceAll("/work", work)], {
            cwd: folder,
            env: {
                ...variablesOf(container),
                PATH: `${commands}:${process.env["PATH"]}`,
                HOME: work,
                REPOSITORY: `file://${origin}`,
            },
        });
        expect(await readFile(join(work, "calls"), "utf8")).to.equal(
            "npm ci --ignore-scripts --no-audit --no-fund in a platform\nnpx --no contact-center drift --fleet fleet.yaml in a platform\n",
        );
    });

    it("passes git the token in a variable, never in an argument or a file, and only for the repository's host", async () => {
        const container = containerOf(cluster);
        const child = run("git", ["credential", "fill"], {
            cwd: folder,
            env: { ...variablesOf(container), PATH: process.env["PATH"], HOME: folder, GIT_TOKEN: "canary" },
        });
        child.child.stdin?.end("protocol=https\nhost=git.example\n\n");
        expect((await child).stdout).to.include("username=git\npassword=canary\n");
        expect(container.command.join(" ")).not.to.include("TOKEN");
        const other = run("git", ["credential", "fill"], {
            cwd: folder,
            env: {
                ...variablesOf(container),
                PATH: process.env["PATH"],
                HOME: folder,
                GIT_TOKEN: "canary",
                GIT_TERMINAL_PROMPT: "0",
                GIT_ASKPASS: "true",
            },
        });
        other.child.stdin?.end("protocol=https\nhost=elsewhere.example\n\n");
        expect(JSON.stringify(await other.catch((error: object) => error))).not.to.include("canary");
    });
});
