import { readFileSync } from "node:fs";
import { UserError } from "../../provider/transport/errors";

/** What a pipeline's environment says. Nothing at a terminal and in other pipelines. */
export interface Pipeline {
    scm: "github" | "gitlab" | undefined;
    /** Number of the pull request, or of the merge request within its project. */
    request?: number;
    /** The target branch of the pull request. */
    base?: string;
    /** Whether it comes from a fork, whose author is not trusted. */
    fork: boolean;
}

/** The fields that are read from a GitHub event. */
interface GitHubEvent {
    pull_request?: {
        number: number;
        head: { repo: { full_name: string } | null };
        base: { repo: { full_name: string } };
    };
}

export function pipelineOf(env: NodeJS.ProcessEnv): Pipeline {
    if (env["GITHUB_ACTIONS"] === "true") return onGitHub(env);
    if (env["GITLAB_CI"] === "true") return onGitLab(env);
    return { scm: undefined, fork: false };
}

function onGitHub({ GITHUB_EVENT_PATH: file, GITHUB_BASE_REF: base }: NodeJS.ProcessEnv): Pipeline {
    const event = file ? (JSON.parse(readFileSync(file, "utf8")) as GitHubEvent) : {};
    const request = event.pull_request;
    if (request === undefined) return { scm: "github", fork: false };
    return {
        scm: "github",
        request: request.number,
        ...(base ? { base: `origin/${base}` } : {}),
        // A fork that was deleted has no repository.
        fork: request.head.repo?.full_name !== request.base.repo.full_name,
    };
}

function onGitLab({
    CI_MERGE_REQUEST_IID: number,
    CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
    CI_MERGE_REQUEST_PROJECT_ID: project,
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: source,
}: NodeJS.ProcessEnv): Pipeline {
    if (!number) return { scm: "gitlab", fork: false };
    return {
        scm: "gitlab",
        request: Number(number),
        ...(base ? { base } : {}),
        fork: source !== project,
    };
}

/** The values of a pipeline's variables. Throws a {@link UserError} that lists all missing ones. */
export function variables<Name extends string>(env: NodeJS.ProcessEnv, ...names: Name[]): Record<Name, string> {
    const missing = names.filter((name) => !env[name]);
    if (missing.length > 0)
        throw new UserError(
            "CC7003",
            `the environment of the pipeline lacks ${missing.join(", ")}. Set these variables for the job`,
        );
    return Object.fromEntries(names.map((name) => [name, env[name]])) as Record<Name, string>;
}
