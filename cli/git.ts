import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { UserError } from "../provider/transport/errors";

const run = promisify(execFile);

/** What a command of git prints. Throws a {@link UserError} where git refuses, or is not on PATH. */
export async function git(folder: string, ...args: string[]): Promise<string> {
    const { output, refusal } = await askGit(folder, ...args);
    if (refusal !== undefined) throw new UserError(`git ${args[0]}: ${refusal}`);
    return output;
}

/** The same where a refusal is an answer too. */
export async function askGit(folder: string, ...args: string[]): Promise<{ output: string; refusal?: string }> {
    try {
        return { output: (await run("git", args, { cwd: folder, maxBuffer: 1 << 30 })).stdout.trim() };
    } catch (error) {
        const { code, stderr = "" } = error as NodeJS.ErrnoException & { stderr?: string };
        if (code === "ENOENT") throw new UserError("git is not on PATH");
        return { output: "", refusal: stderr.trim() };
    }
}
