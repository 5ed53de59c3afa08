import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { UserError } from "../../provider/transport/errors";

const run = promisify(execFile);

/** The git repository of a folder. */
export class Repository {
    private constructor(private readonly root: string) {}

    /** Throws a {@link UserError} where there is none, or no git. */
    static async at(folder: string): Promise<Repository> {
        const root = await git(folder, "rev-parse", "--show-toplevel");
        return new Repository(root.trim());
    }

    head(): Promise<string> {
        return this.#line("rev-parse", "HEAD");
    }

    async has(commit: string): Promise<boolean> {
        return this.#line("cat-file", "-e", `${commit}^{commit}`).then(
            () => true,
            () => false,
        );
    }

    /** Whether HEAD is older than a commit that this clone has. */
    async isBefore(commit: string): Promise<boolean> {
        const later = await this.#line("rev-list", "--count", "--ancestry-path", `HEAD..${commit}`);
        return later !== "0";
    }

    /** Where the branch with this commit left another; a revision is anything that git takes for one. */
    async mergeBase(revision: string): Promise<string> {
        return this.#line("merge-base", "--end-of-options", revision, "HEAD").catch(() => {
            throw new UserError(
                `there is no common commit of HEAD and ${revision}: give a revision that this clone has, and clone with the whole history (fetch-depth: 0, GIT_DEPTH: 0)`,
            );
        });
    }

    /** Files that differ between a commit and HEAD, by their whole paths; of a file that was moved, both. */
    async changedSince(commit: string): Promise<string[]> {
        const names = await this.#line("diff", "--name-only", "--no-renames", "-z", "--end-of-options", commit, "HEAD");
        return names
            .split("\0")
            .filter((name) => name !== "")
            .map((name) => resolve(this.root, name));
    }

    async #line(...args: string[]): Promise<string> {
        return (await git(this.root, ...args)).trim();
    }
}

async function git(folder: string, ...args: string[]): Promise<string> {
    try {
        return (await run("git", args, { cwd: folder, maxBuffer: 1 << 30 })).stdout;
    } catch (error) {
        const { code, stderr = "" } = error as NodeJS.ErrnoException & { stderr?: string };
        if (code === "ENOENT") throw new UserError("changed tenants are found by git, which is not on PATH");
        throw new UserError(`git ${args[0]}: ${stderr.trim()}`);
    }
}
