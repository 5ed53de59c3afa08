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
        "CC7014",
        "neither GITHUB_ACTIONS nor GITLAB_CI is set, so this is not a pipeline of GitHub or GitLab. In other pipelines, post the file in another way",
    );
}
