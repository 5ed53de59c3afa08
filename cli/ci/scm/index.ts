import { UserError } from "../../../provider/transport/errors";
import type { Pipeline } from "../pipeline";
import type { Forge } from "./scm";
import { github } from "./github";
import { gitlab } from "./gitlab";

/** Where the repository of this pipeline is. */
export function forgeOf({ forge }: Pipeline, env: NodeJS.ProcessEnv): Forge {
    if (forge === "github") return github(env);
    if (forge === "gitlab") return gitlab(env);
    throw new UserError(
        "this runs in a pipeline of GitHub or GitLab, by the environment's GITHUB_ACTIONS or GITLAB_CI; in another, post the file with that pipeline's own means",
    );
}
