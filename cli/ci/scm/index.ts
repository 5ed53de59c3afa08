import { UserError } from "../../../provider/transport/errors";
import type { Pipeline } from "../pipeline";
import type { Scm } from "./scm";
import { github } from "./github";
import { gitlab } from "./gitlab";

/** The source control host of this pipeline's repository. */
export function scmOf({ scm }: Pipeline, env: NodeJS.ProcessEnv): Scm {
    if (scm === "github") return github(env);
    if (scm === "gitlab") return gitlab(env);
    throw new UserError(
        "this runs in a pipeline of GitHub or GitLab, by the environment's GITHUB_ACTIONS or GITLAB_CI; in another, post the file with that pipeline's own means",
    );
}
