import { availableParallelism } from "node:os";
import PQueue from "p-queue";
import { onceByKey } from "../../provider/core/once";
import { writeOutput } from "../../provider/core/outputs";
import { UserError } from "../../provider/transport/errors";
import { openWorkspace } from "../../engine/workspace";
import { credentialsFor } from "../credentials";
import { interruptible, type Interruption } from "../../engine/cancel";
import { filesFor, type PlacedTenant } from "./changed";
import { placedFleet } from "./fleet";
import { Repository } from "./git";
import { lastUpdateOf } from "../../engine/history";
import { operate } from "../../engine/operation";
import { outcomeOf } from "./plan";
import type { Due, RolledOut } from "./results";
import { renderRollout, rolloutLines } from "./rollout";
import { LinePrinter, print } from "../print";
import { Progress, TenantProgress } from "../progress";
import { counted } from "../drift/format";

/** `contact-center ci up` */
export const up = (options: { comment?: string }): Promise<void> =>
    interruptible((interruption) => rollOut(options, interruption));

async function rollOut({ comment }: { comment?: string }, { signal }: Interruption): Promise<void> {
    const environmentOf = credentialsFor("write", process.env);
    const fleet = await placedFleet();
    const due = await dueTenants(fleet, signal);
    const done: RolledOut[] = [];
    const progress = new TenantProgress(
        due.map(({ tenant }) => tenant.stack),
        signal,
    );
    let stopped = false;
    for (const [index, one] of due.entries()) {
        if (stopped || signal.aborted) {
            done.push(one);
            continue;
        }
        const { stack, folder } = one.tenant;
        print(`\n${stack}: ${one.why}`);
        const engine = new LinePrinter();
        const operation = { stack, folder, env: environmentOf(stack), output: engine.add };
        const result = await progress
            .run(
                index,
                () => operate("up", operation),
                ({ failed }) => failed,
            )
            .finally(() => engine.end());
        const outcome = outcomeOf(result);
        stopped = outcome.failed;
        done.push({ ...one, outcome, ...(outcome.failed && signal.aborted ? { cancelled: true } : {}) });
    }
    progress.end();
    print(["", ...rolloutLines(done, fleet.length)].join("\n"));
    if (comment !== undefined) await writeOutput(comment, renderRollout(done, fleet.length), { personal: true });
    if (stopped) process.exitCode = 2;
    signal.throwIfAborted();
}

/** Tenants that something has changed for since their own last update: none is forgotten when a run was left out. */
async function dueTenants(fleet: readonly PlacedTenant[], signal: AbortSignal): Promise<Due[]> {
    const repository = await Repository.at(process.cwd());
    const once = onceByKey();
    const since = (commit: string) => once(commit, () => changedIn(repository, commit));
    const problems: string[] = [];
    const progress = new Progress();
    let asked = 0;
    const queue = new PQueue({ concurrency: 2 * availableParallelism() });
    const due = await queue.addAll(
        fleet.map((tenant) => async (): Promise<Due | undefined> => {
            try {
                const why = await reasonFor(tenant, fleet, since);
                return why === undefined ? undefined : { tenant, why };
            } catch (error) {
                problems.push(`${tenant.stack}: ${(error as Error).message}`);
                return undefined;
            } finally {
                asked++;
                progress.report(() => `asked ${asked} of ${counted(fleet.length, "tenant")} for the last update`);
            }
        }),
    );
    progress.end();
    signal.throwIfAborted();
    if (problems.length > 0)
        throw new UserError(["no tenant was brought up, because some cannot be:", ...problems.sort()].join("\n"));
    return due.filter((one) => one !== undefined);
}

/** What lies between a commit and HEAD. */
type Since = { files: string[]; back: boolean } | undefined;

/** Nothing of a commit that this clone has not: of another branch, or before a shallow clone's first. */
async function changedIn(repository: Repository, commit: string): Promise<Since> {
    if (!(await repository.has(commit))) return undefined;
    return { files: await repository.changedSince(commit), back: await repository.isBefore(commit) };
}

async function reasonFor(
    tenant: PlacedTenant,
    fleet: readonly PlacedTenant[],
    since: (commit: string) => Promise<Since>,
): Promise<string | undefined> {
    const last = await lastUpdateOf(await openWorkspace(tenant.folder), tenant.stack);
    if ("unknown" in last) return last.unknown;
    const changed = await since(last.commit);
    const short = last.commit.slice(0, 12);
    if (changed === undefined) return `its last update was made from ${short}, which this clone has not`;
    const files = filesFor(tenant, fleet, changed.files);
    // A job that is repeated a day later, for one.
    if (files.length > 0 && changed.back)
        throw new UserError(
            `its last update was made from ${short}, which is later than HEAD; take the newest commit, or revert what is to be undone`,
        );
    return files.length === 0 ? undefined : `${files.length} of its files changed since ${short}`;
}
