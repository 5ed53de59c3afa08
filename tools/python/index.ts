import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cached, fillCache } from "../cache";
import { completed } from "../children";

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

/** A file with pinned versions, and a file that proves that they are installed. */
const sets = {
    genesys: { requirements: "requirements.txt", proof: "PureCloudPlatformClientV2/__init__.py" },
    pulumi: { requirements: "pulumi.txt", proof: "pulumi/__init__.py" },
} as const;

/** The folder with a set of packages, installed once for each user: pip checks the sums of what it downloads. */
export async function pythonPackages(name: keyof typeof sets): Promise<string> {
    const requirements = join(__dirname, sets[name].requirements);
    const folder = cached("python", createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16));
    const proof = join(folder, sets[name].proof);
    if (!existsSync(proof))
        await fillCache(folder, proof, (work) => pip(["--no-deps", "--target", work, "-r", requirements]));
    return folder;
}

/** `pip install`. */
export async function pip(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
    const options = ["--disable-pip-version-check", "--no-warn-script-location", "--quiet"];
    await completed(command, ["-m", "pip", "install", ...options, ...args], { env: { ...process.env, ...env } });
}

/** Runs a program with packages of some folders. */
export async function runPython(program: string, env: NodeJS.ProcessEnv, folders?: readonly string[]): Promise<string> {
    const PYTHONPATH = (folders ?? [await pythonPackages("genesys")]).join(delimiter);
    return completed(command, [program], { env: { ...process.env, ...env, PYTHONPATH } });
}
