import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../provider/transport/errors";
import type { Simulator } from "../../simulator";
import { quietEngine } from "../../engine/pulumi";

/** Runs commands of `pulumi` on one stack; they print for themselves. */
export interface Engine {
    /** Throws where the command fails. */
    pulumi(...args: string[]): Promise<void>;
}

/** Of the user's own environment what leads to organisations, stacks and keys of their own. */
const own = /^(GENESYSCLOUD|ELEVEO|WEBEX)_|^PULUMI_(STACK|CONFIG_PASSPHRASE_FILE|ACCESS_TOKEN)$/;

/** Everything that Pulumi keeps is in the folder: backend, selected stacks and what it has downloaded. */
export async function throwAwayEnvironment(
    folder: string,
    { url, credentials }: Simulator,
): Promise<NodeJS.ProcessEnv> {
    const backend = join(folder, "backend");
    await mkdir(backend);
    return {
        ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name))),
        ...quietEngine,
        PULUMI_HOME: join(folder, "home"),
        PULUMI_BACKEND_URL: `file://${backend.replaceAll("\\", "/")}`,
        PULUMI_CONFIG_PASSPHRASE: "only for this throw-away stack",
        GENESYSCLOUD_GATEWAY: url,
        GENESYSCLOUD_OAUTHCLIENT_ID: credentials.clientId,
        GENESYSCLOUD_OAUTHCLIENT_SECRET: credentials.clientSecret,
    };
}

/** @param interrupt - ends the running command in order, and starts no other */
export const engineIn = (folder: string, env: NodeJS.ProcessEnv, interrupt: AbortSignal): Engine => ({
    pulumi: (...args) =>
        new Promise((resolve, reject) => {
            const child = spawn("pulumi", [...args, "--non-interactive"], {
                cwd: folder,
                env,
                stdio: ["ignore", "inherit", "inherit"],
                // A terminal's Ctrl-C would reach it too, and a second one makes Pulumi leave everything as it is.
                detached: process.platform !== "win32",
                signal: interrupt,
                killSignal: "SIGINT",
            });
            let failure: Error | undefined;
            child.on("error", (error) => (failure = error));
            child.on("close", (code) => {
                if (code === 0 && failure === undefined) resolve();
                else reject(failure ?? new UserError(`pulumi ${args[0]} ended with ${code}`));
            });
        }),
});
