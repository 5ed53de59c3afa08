import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cached, fillCache } from "../cache";
import { completed } from "../children";

const requirements = join(__dirname, "requirements.txt");
const command = "python3";
/** Ends with status 0 in a Python that the SDK supports, with pip. */
const suits = "import sys, pip; sys.exit(sys.version_info < (3, 10))";

/**
 * What a machine lacks to run the official Python SDK, in one line that says what to install; nothing if it lacks
 * nothing.
 */
export function missingForPython(): string | undefined {
    if (spawnSync(command, ["-c", suits]).status === 0) return undefined;
    return `there is no ${command} 3.10 or later with pip; install it`;
}

/** Runs a program with the official SDK, which is installed once per user. pip checks the sums of what it downloads. */
export async function runPython(program: string, env: NodeJS.ProcessEnv): Promise<string> {
    const folder = cached("python", createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16));
    const proof = join(folder, "PureCloudPlatformClientV2", "__init__.py");
    if (!existsSync(proof))
        await fillCache(folder, proof, async (work) => {
            const options = ["--no-deps", "--disable-pip-version-check", "--no-warn-script-location", "--quiet"];
            await completed(command, ["-m", "pip", "install", ...options, "--target", work, "-r", requirements]);
        });
    return completed(command, [program], { env: { ...process.env, ...env, PYTHONPATH: folder } });
}
