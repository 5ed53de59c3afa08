import { mkdtemp, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { stringify } from "yaml";
import { passphrase, type Platform, type Run } from "./platform";
import { npmEnvironment, writeStandIns } from "./standIns";
import { writeTranscript } from "./transcripts";

/** Of the platform repository in its server. */
const project = "11";
const command = join(__dirname, "../../node_modules/.bin/gitlab-ci-local");

/** A merge request to main. */
export interface MergeRequest {
    number: number;
    branch: string;
    /** It comes from a fork, without the project's variables. */
    fork?: boolean;
}

export interface PipelineRun extends Run {
    /** Folder of the artifacts, by job. */
    artifacts: string;
}

/** Runs the pipeline of the platform repository by gitlab-ci-local, as GitLab would for the current commit. */
export async function runPipeline(
    platform: Platform,
    source: "merge_request_event" | "push" | "schedule",
    { title, mergeRequest }: { title: string; mergeRequest?: MergeRequest },
): Promise<PipelineRun> {
    const folder = await mkdtemp(join(platform.folder, "runner-"));
    const clone = join(folder, "clone");
    await platform.must("git", ["clone", "--quiet", platform.origin, clone], folder);
    if (mergeRequest !== undefined) await platform.must("git", ["checkout", "--quiet", mergeRequest.branch], clone);
    const variables = {
        // It reports that it is not GitLab.
        GITLAB_CI: "true",
        CI_PIPELINE_SOURCE: source,
        CI_PROJECT_ID: project,
        // Otherwise, it would be at the root of this machine, as in a container.
        npm_config_cache: npmEnvironment()["npm_config_cache"] ?? "",
        CI_API_V4_URL: platform.scm.gitlab,
        ...platform.fastStart,
        ...(await requestVariables(platform, clone, mergeRequest)),
        ...(mergeRequest?.fork ? {} : { PULUMI_CONFIG_PASSPHRASE: passphrase, GITLAB_TOKEN: platform.scm.token }),
    };
    // A file, because everybody can see a process's arguments; without the type, a path means its content.
    const typed = Object.entries(variables).map(([name, value]) => [
        name,
        { type: "variable", values: { "*": value } },
    ]);
    await writeFile(join(folder, "variables.yml"), stringify(Object.fromEntries(typed)));
    const args = [
        ...["--force-shell-executor", "--no-color", "--variables-file", "../variables.yml"],
        ...["--ignore-predefined-vars", Object.keys(variables).join(",")],
    ];
    const PATH = [await writeStandIns(join(folder, "bin")), ...platform.engineFolders, platform.env["PATH"]];
    const run = await platform.run(command, args, clone, { PATH: PATH.join(delimiter) });
    await writeTranscript(title, `gitlab-ci-local (${source})`, run.output, platform.folder);
    return { ...run, artifacts: join(clone, ".gitlab-ci-local/artifacts") };
}

async function requestVariables(platform: Platform, clone: string, request: MergeRequest | undefined) {
    if (request === undefined) return {};
    const base = await platform.must("git", ["merge-base", "origin/main", "HEAD"], clone);
    return {
        CI_MERGE_REQUEST_IID: String(request.number),
        CI_MERGE_REQUEST_PROJECT_ID: project,
        CI_MERGE_REQUEST_SOURCE_PROJECT_ID: request.fork ? "12" : project,
        CI_MERGE_REQUEST_DIFF_BASE_SHA: base.output.trim(),
    };
}
