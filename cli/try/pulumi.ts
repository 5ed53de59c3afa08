import { spawnSync } from "node:child_process";
import { UserError } from "../../provider/transport/errors";

/** Throws a {@link UserError} where the commands of Pulumi cannot be run. */
export function requirePulumi(): void {
    const { error, status } = spawnSync("pulumi", ["version"], { env: { ...process.env, ...quietEngine } });
    if (error !== undefined || status !== 0)
        throw new UserError(
            "there is no pulumi on PATH that can be run: install it (https://www.pulumi.com/docs/iac/download-install/), then run the command again",
        );
}

export const quietEngine = { PULUMI_SKIP_UPDATE_CHECK: "true" };
