import type { LastUpdate } from "../../engine/history";
import { onceByKey } from "../../provider/core/once";
import { UserError } from "../../provider/transport/errors";
import { filesFor, type PlacedTenant } from "./changed";
import type { Repository } from "./git";

/** The changes between a commit and HEAD. */
type Changes = { files: string[]; back: boolean } | undefined;

/** The changes since a commit. Git is called once per commit. */
export type ChangedSince = (commit: string) => Promise<Changes>;

export function changedSinceIn(repository: Repository): ChangedSince {
    const once = onceByKey();
    return (commit) => once(commit, () => changedIn(repository, commit));
}

/** Nothing for a commit that this clone does not have, for example of another branch, or older than a shallow clone. */
async function changedIn(repository: Repository, commit: string): Promise<Changes> {
    if (!(await repository.has(commit))) return undefined;
    return { files: await repository.changedSince(commit), back: await repository.isBefore(commit) };
}

/** Why a tenant must be updated; nothing if it is up to date. Throws if HEAD is older than the tenant's commit. */
export async function reasonFor(
    tenant: PlacedTenant,
    fleet: readonly PlacedTenant[],
    last: LastUpdate,
    since: ChangedSince,
): Promise<string | undefined> {
    if ("unknown" in last) return last.unknown;
    const changed = await since(last.commit);
    const short = last.commit.slice(0, 12);
    if (changed === undefined) return `its last update used commit ${short}, which this clone does not have`;
    const files = filesFor(tenant, fleet, changed.files);
    // For example, a job that is repeated a day later.
    if (files.length > 0 && changed.back)
        throw new UserError(
            "CC7001",
            `its last update used commit ${short}, which is later than HEAD. Run the newest commit. To undo changes, revert them in a new commit`,
        );
    return files.length === 0 ? undefined : `${files.length} of its files changed since ${short}`;
}
