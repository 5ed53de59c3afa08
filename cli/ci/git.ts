import { join, resolve } from "node:path";
import { UserError } from "../../provider/transport/errors";
import { askGit, git } from "../git";

/** The git repository of a folder. */
export class Repository {
    private constructor(readonly root: string) {}

    /** Throws a {@link UserError} if there is no repository, or no git. */
    static async at(folder: string): Promise<Repository> {
        return new Repository(await git(folder, "rev-parse", "--show-toplevel"));
    }

    /** The commit that is checked out. */
    head(): Promise<string> {
        return git(this.root, "rev-parse", "HEAD");
    }

    /**
     * The first line of a commit's message and its time in ISO 8601. Nothing for a commit that this clone does not
     * have.
     */
    async describe(commit: string): Promise<{ subject: string; at: string } | undefined> {
        const { output } = await askGit(this.root, "show", "--no-patch", "--format=%cI %s", `${commit}^{commit}`);
        const [, at, subject] = /^(\S+) ?(.*)$/.exec(output) ?? [];
        return at === undefined ? undefined : { at, subject: subject ?? "" };
    }

    async has(commit: string): Promise<boolean> {
        return (await askGit(this.root, "cat-file", "-e", `${commit}^{commit}`)).refusal === undefined;
    }

    /** Whether HEAD is older than a commit in this clone. */
    async isBefore(commit: string): Promise<boolean> {
        const later = await git(this.root, "rev-list", "--count", "--ancestry-path", `HEAD..${commit}`);
        return later !== "0";
    }

    /** The merge base of this commit and a revision in any form that git accepts. */
    async mergeBase(revision: string): Promise<string> {
        return git(this.root, "merge-base", "--end-of-options", revision, "HEAD").catch(() => {
            throw new UserError(
                "CC7002",
                `HEAD and ${revision} have no common commit in this clone. Clone with the whole history (fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab), and check the revision`,
            );
        });
    }

    /** Writes the files of a commit into a folder. */
    async copy(commit: string, folder: string): Promise<void> {
        // A separate index, so that the clone's own does not change.
        const place = { folder: this.root, env: { GIT_INDEX_FILE: join(folder, ".git-index") } };
        await git(place, "read-tree", commit);
        await git(place, "checkout-index", "--all", `--prefix=${folder}/`);
    }

    /** Files that differ between a commit and HEAD, by their paths from the root. For a moved file, both paths. */
    async changedSince(commit: string): Promise<string[]> {
        const names = await git(
            this.root,
            "diff",
            "--name-only",
            "--no-renames",
            "-z",
            "--end-of-options",
            commit,
            "HEAD",
        );
        return names
            .split("\0")
            .filter((name) => name !== "")
            .map((name) => resolve(this.root, name));
    }
}
