import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { goTool } from "../../tools/goTool";
import { passphrase, type Platform, type Run } from "./platform";
import { stubbedActions, writeStandIns } from "./standIns";
import { writeTranscript } from "./transcripts";

const repository = { full_name: "acme/platform", name: "platform", owner: { login: "acme" }, default_branch: "main" };

/** A pull request to main. */
export interface PullRequest {
    number: number;
    branch: string;
    /** It comes from a fork, without the repository's secrets. */
    fork?: boolean;
}

export interface WorkflowRun extends Run {
    /** Folder of the artifacts, by name. */
    artifacts: string;
}

export interface WorkflowOptions {
    /** What the transcript is called. */
    title: string;
    pullRequest?: PullRequest;
    /** Receives the path of a file with the process of the running step. */
    stepProcess?: string;
}

/** Runs a workflow of the platform repository by act, as GitHub would for the current commit. */
export async function runWorkflow(
    platform: Platform,
    workflow: "preview" | "up" | "drift",
    { title, pullRequest, stepProcess }: WorkflowOptions,
): Promise<WorkflowRun> {
    const folder = await mkdtemp(join(platform.folder, "runner-"));
    const clone = join(folder, "clone");
    await platform.must("git", ["clone", "--quiet", platform.origin, clone], folder);
    if (pullRequest !== undefined) await makeMerge(platform, clone, pullRequest);
    const event = eventOf(workflow, pullRequest);
    await writeFile(join(folder, "event.json"), JSON.stringify(event.payload));
    const env = {
        GITHUB_REPOSITORY: repository.full_name,
        GITHUB_API_URL: platform.scm.github,
        GITHUB_GRAPHQL_URL: `${platform.scm.github}/graphql`,
        ARTIFACTS: join(folder, "artifacts"),
        ORIGIN: platform.origin,
        ...platform.fastStart,
        ...(stepProcess === undefined ? {} : { STEP_PROCESS: stepProcess }),
    };
    const secrets = pullRequest?.fork ? {} : { PULUMI_CONFIG_PASSPHRASE: passphrase, GITHUB_TOKEN: platform.scm.token };
    const args = [
        event.name,
        ...["--platform", "ubuntu-latest=-self-hosted", "--workflows", `.github/workflows/${workflow}.yml`],
        ...["--eventpath", "../event.json", "--action-cache-path", join(folder, "act"), "--no-cache-server"],
        // Leaks must be visible.
        ...["--insecure-secrets", "--no-skip-checkout"],
        ...Object.entries(env).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
        ...Object.keys(secrets).flatMap((name) => ["--secret", name]),
        ...["--var", "AWS_ROLE_ARN=arn:aws:iam::111111111111:role/platform", "--var", "AWS_REGION=eu-west-1"],
        ...(await stubs(platform, clone, folder)),
    ];
    const run = await platform.run(await goTool("act"), args, clone, secrets);
    await writeTranscript(title, `act ${event.name} (workflow ${workflow}.yml)`, run.output, platform.folder);
    return { ...run, artifacts: env.ARTIFACTS };
}

/** GitHub keeps the result of the merge. */
async function makeMerge(platform: Platform, clone: string, { number, branch }: PullRequest): Promise<void> {
    const git = (...args: string[]) => platform.must("git", args, clone);
    await git("checkout", "--quiet", "--detach", "main");
    await git("merge", "--quiet", "--no-ff", "--message", `Merge pull request ${number}`, `origin/${branch}`);
    await git("push", "--quiet", "--force", "origin", `HEAD:refs/pull/${number}/merge`);
}

function eventOf(workflow: string, request: PullRequest | undefined): { name: string; payload: object } {
    if (workflow === "drift") return { name: "schedule", payload: { repository } };
    if (request === undefined) return { name: "push", payload: { ref: "refs/heads/main", repository, forced: false } };
    const repo = request.fork ? { ...repository, full_name: "somebody/platform" } : repository;
    const { number, branch: ref } = request;
    const pull_request = { number, head: { ref, repo }, base: { ref: "main", repo: repository } };
    return { name: "pull_request", payload: { action: "synchronize", number, pull_request, repository } };
}

/** The options that replace each action with a stub. */
async function stubs(platform: Platform, clone: string, folder: string): Promise<string[]> {
    const bin = await writeStandIns(join(folder, "bin"));
    const options: string[] = [];
    for (const used of await usedActions(join(clone, ".github"))) {
        const name = used.split("@")[0] ?? used;
        const stub = stubbedActions[name];
        if (stub === undefined) throw new Error(`there is no stub for the action ${used}`);
        const place = join(folder, "stubs", name);
        await mkdir(place, { recursive: true });
        await writeFile(join(place, "action.yml"), stub({ bin, engine: platform.engineFolders }));
        options.push("--local-repository", `${used}=${place}`);
    }
    return options;
}

/** `owner/name@commit`, of every workflow and action in a folder. */
export async function usedActions(folder: string): Promise<string[]> {
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".yml"));
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    return [
        ...new Set(
            texts.flatMap((text) => [...text.matchAll(/uses: ([^./\s]\S*@\S+)/g)].map(([, used]) => used ?? "")),
        ),
    ];
}
