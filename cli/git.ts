import { runCommand } from "../engine/command";
import { UserError } from "../provider/transport/errors";

/** What a command of git prints. Throws a {@link UserError} where git refuses, or is not on PATH. */
export async function git(folder: string, ...args: string[]): Promise<string> {
    const { output, refusal } = await askGit(folder, ...args);
    if (refusal !== undefined) throw new UserError(`git ${args[0]}: ${refusal}`);
    return output;
}

/** The same where a refusal is an answer too. */
export async function askGit(folder: string, ...args: string[]): Promise<{ output: string; refusal?: string }> {
    const { code, stdout, stderr } = await runCommand("git", args, { cwd: folder }).catch(
        (error: NodeJS.ErrnoException) => {
            throw error.code === "ENOENT" ? new UserError("git is not on PATH") : error;
        },
    );
    return code === 0 ? { output: stdout.trim() } : { output: "", refusal: stderr.trim() };
}
