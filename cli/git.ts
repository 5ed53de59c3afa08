import { runCommand } from "../engine/command";
import { UserError } from "../provider/transport/errors";

/** A folder, with additional environment variables for git. */
export type GitPlace = string | { folder: string; env: Record<string, string> };

/** The output of a git command. Throws a {@link UserError} if git fails or is not on PATH. */
export async function git(place: GitPlace, ...args: string[]): Promise<string> {
    const { output, refusal } = await askGit(place, ...args);
    if (refusal !== undefined) throw new UserError("CC7054", `git ${args[0]}: ${refusal}`);
    return output;
}

/** The same for a command whose failure is also an answer. */
export async function askGit(place: GitPlace, ...args: string[]): Promise<{ output: string; refusal?: string }> {
    const { folder, env } = typeof place === "string" ? { folder: place, env: {} } : place;
    const options = { cwd: folder, env: { ...process.env, ...env } };
    const { code, stdout, stderr } = await runCommand("git", args, options).catch((error: NodeJS.ErrnoException) => {
        throw error.code === "ENOENT"
            ? new UserError("CC7055", "git is not on PATH. Install it, then run the command again")
            : error;
    });
    return code === 0 ? { output: stdout.trim() } : { output: "", refusal: stderr.trim() };
}
