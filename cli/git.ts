import { runCommand } from "../engine/command";
import { UserError } from "../provider/transport/errors";

/** A folder, with variables that are added to the environment of git there. */
export type GitPlace = string | { folder: string; env: Record<string, string> };

/** What a command of git prints. Throws a {@link UserError} where git refuses, or is not on PATH. */
export async function git(place: GitPlace, ...args: string[]): Promise<string> {
    const { output, refusal } = await askGit(place, ...args);
    if (refusal !== undefined) throw new UserError(`git ${args[0]}: ${refusal}`);
    return output;
}

/** The same where a refusal is an answer too. */
export async function askGit(place: GitPlace, ...args: string[]): Promise<{ output: string; refusal?: string }> {
    const { folder, env } = typeof place === "string" ? { folder: place, env: {} } : place;
    const options = { cwd: folder, env: { ...process.env, ...env } };
    const { code, stdout, stderr } = await runCommand("git", args, options).catch((error: NodeJS.ErrnoException) => {
        throw error.code === "ENOENT" ? new UserError("git is not on PATH") : error;
    });
    return code === 0 ? { output: stdout.trim() } : { output: "", refusal: stderr.trim() };
}
