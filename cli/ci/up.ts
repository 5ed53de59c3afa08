import PQueue from "p-queue";
import { writeOutput } from "../../provider/core/outputs";
import { UserError } from "../../provider/transport/errors";
import { openedWorkspace, openWorkspace } from "../../engine/workspace";
import { credentialsFor } from "../credentials";
import { interruptible, type Interruption } from "../../engine/cancel";
import type { PlacedTenant } from "./changed";
import { changedSinceIn, reasonFor } from "./due";
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
import { tenantsAtOnce } from "../fleet/forTenants";

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

/** Tenants with changes since their last update, so that none is missed after a skipped run. */
async function dueTenants(fleet: readonly PlacedTenant[], signal: AbortSignal): Promise<Due[]> {
    const repository = await Repository.at(process.cwd());
    for (const folder of new Set(fleet.map((tenant) => tenant.folder))) await openedWorkspace(folder);
    const since = changedSinceIn(repository);
    const problems: string[] = [];
    const progress = new Progress();
    let asked = 0;
    const queue = new PQueue({ concurrency: tenantsAtOnce() });
    const due = await queue.addAll(
        fleet.map((tenant) => async (): Promise<Due | undefined> => {
            try {
                const last = await lastUpdateOf(await openWorkspace(tenant.folder), tenant.stack);
                const why = await reasonFor(tenant, fleet, last, since);
                return why === undefined ? undefined : { tenant, why };
            } catch (error) {
                problems.push(`${tenant.stack}: ${(error as Error).message}`);
                return undefined;
            } finally {
                asked++;
                progress.report(() => `read ${asked} of ${counted(fleet.length, "last update")}`);
            }
        }),
    );
    progress.end();
    signal.throwIfAborted();
    if (problems.length > 0)
        throw new UserError(
            "CC7016",
            ["no tenant was updated, because these tenants cannot be updated:", ...problems.sort()].join("\n"),
        );
    return due.filter((one) => one !== undefined);
}
