import { existsSync } from "node:fs";
import { cacheFolder } from "../provider/core/cacheFile";
import { UserError } from "../provider/transport/errors";
import { type CommandOptions, type CommandResult, runCommand } from "./command";

/** For the environment of every `pulumi`: it does not look for a newer version of itself. */
export const quietEnvironment = { PULUMI_SKIP_UPDATE_CHECK: "true" };

/** What Node has compiled of Pulumi and of this library is kept, because an engine starts two or more Node processes. */
const compiled = () => ({ NODE_COMPILE_CACHE: cacheFolder("compiled") });

/** Operations that are open at once are read and verified together. How many requests are sent at once is our own matter. */
const operations = { PULUMI_PARALLEL: "64" };

/** gRPC's library for Node.js would take the engine on this machine through a proxy whose variable is in lower case. */
const ownConnections = { no_grpc_proxy: "localhost,127.0.0.1" };

/** Runs a command of the `pulumi` on PATH, or of the binary `pulumi`. */
export const runPulumi = (
    args: readonly string[],
    { pulumi = "pulumi", env = process.env, ...options }: CommandOptions & { pulumi?: string | undefined } = {},
): Promise<CommandResult> =>
    runCommand(pulumi, args, {
        ...options,
        env: { ...compiled(), ...operations, ...ownConnections, ...env, ...quietEnvironment },
    }).catch((error: NodeJS.ErrnoException) => {
        // A folder that is not there gives the same error.
        const isMissing = error.code === "ENOENT" && existsSync(options.cwd ?? ".");
        throw isMissing ? noPulumi() : error;
    });

/** What `pulumi version` prints; nothing if there is no `pulumi` that runs. */
export async function pulumiVersion(pulumi?: string): Promise<string | undefined> {
    const signal = AbortSignal.timeout(30_000);
    const { code, stdout } = await runPulumi(["version"], { pulumi, signal }).catch(() => ({ code: 1, stdout: "" }));
    return code === 0 ? stdout.trim() : undefined;
}

/** Throws a {@link UserError} if there is no `pulumi` that runs. */
export async function requirePulumi(): Promise<void> {
    if ((await pulumiVersion()) === undefined) throw noPulumi();
}

/** There is no `pulumi` that runs. */
export class NoPulumi extends UserError {}

const noPulumi = () =>
    new NoPulumi(
        "there is no pulumi on PATH that can be run: install it (https://www.pulumi.com/docs/iac/download-install/), then run the command again",
    );
