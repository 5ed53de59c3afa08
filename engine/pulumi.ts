import { existsSync } from "node:fs";
import { cacheFolder } from "../provider/core/cacheFile";
import { UserError } from "../provider/transport/errors";
import { type CommandOptions, type CommandResult, runCommand } from "./command";

/** Environment of every `pulumi` command: skips the check for a newer version. */
export const quietEnvironment = { PULUMI_SKIP_UPDATE_CHECK: "true" };

/** Caches compiled code of Pulumi and of this library, because an engine starts two or more Node processes. */
const compiled = () => ({ NODE_COMPILE_CACHE: cacheFolder("compiled") });

/**
 * Operations that run at the same time are read and verified in batches. This library limits the number of concurrent
 * requests itself.
 */
const operations = { PULUMI_PARALLEL: "64" };

/**
 * Without this, gRPC's library for Node.js would connect to the local engine through a proxy from a lower-case
 * variable.
 */
const ownConnections = { no_grpc_proxy: "localhost,127.0.0.1" };

/** Runs a command of the `pulumi` on PATH, or of the given binary. */
export const runPulumi = (
    args: readonly string[],
    { pulumi = "pulumi", env = process.env, ...options }: CommandOptions & { pulumi?: string | undefined } = {},
): Promise<CommandResult> =>
    runCommand(pulumi, args, {
        ...options,
        env: { ...compiled(), ...operations, ...ownConnections, ...env, ...quietEnvironment },
    }).catch((error: NodeJS.ErrnoException) => {
        // A missing folder causes the same error.
        const isMissing = error.code === "ENOENT" && existsSync(options.cwd ?? ".");
        throw isMissing ? noPulumi() : error;
    });

/** The output of `pulumi version`; nothing if no working `pulumi` is found. */
export async function pulumiVersion(pulumi?: string): Promise<string | undefined> {
    const signal = AbortSignal.timeout(30_000);
    const { code, stdout } = await runPulumi(["version"], { pulumi, signal }).catch(() => ({ code: 1, stdout: "" }));
    return code === 0 ? stdout.trim() : undefined;
}

/** Throws a {@link UserError} if no working `pulumi` is found. */
export async function requirePulumi(): Promise<void> {
    if ((await pulumiVersion()) === undefined) throw noPulumi();
}

/** No working `pulumi` was found. */
export class NoPulumi extends UserError {}

const noPulumi = () =>
    new NoPulumi(
        "CC8005",
        "no working pulumi is on PATH. Install it (https://www.pulumi.com/docs/iac/download-install/), then run the command again",
    );
