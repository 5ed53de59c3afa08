import PQueue from "p-queue";
import { interruptible } from "../../../engine/cancel";
import { lastUpdate, recentUpdates } from "../../../engine/history";
import { openedWorkspace, openWorkspace, plainly } from "../../../engine/workspace";
import { onceByKey } from "../../../provider/core/once";
import { withOutputs } from "../../../provider/core/outputs";
import type { PlacedTenant } from "../../ci/changed";
import { type ChangedSince, changedSinceIn, reasonFor } from "../../ci/due";
import { placedFleet } from "../../ci/fleet";
import { Repository } from "../../ci/git";
import { counted } from "../../drift/format";
import { printData, printStyled } from "../../print";
import { Progress } from "../../progress";
import { tenantsAtOnce } from "../forTenants";
import { renderStatusPage } from "./html";
import { type CommitInfo, type FleetStatus, statusOf, type TenantStatus, updatesIn } from "./status";
import { renderStatus } from "./terminal";

interface Options {
    fleet: string;
    json?: string | true;
    html?: string;
}

/** `contact-center fleet status` */
export async function status({ fleet, json, html }: Options): Promise<void> {
    await withOutputs([fleet], async (outputs) => {
        const page = html === undefined ? undefined : await outputs.open(html, { personal: true });
        const data = typeof json === "string" ? await outputs.open(json, { personal: true }) : undefined;
        const found = await statusOfFleet(fleet);
        await page?.write(renderStatusPage(found));
        const text = `${JSON.stringify(found)}\n`;
        await data?.write(text);
        const { isTTY, columns = 100 } = process.stdout;
        if (json === true) printData(text);
        else printStyled(renderStatus(found, { columns, colour: isTTY && process.stdout.hasColors() }));
        const states = found.tenants.map(({ state }) => state);
        process.exitCode = states.includes("unknown") ? 2 : states.every((state) => state === "applied") ? 0 : 1;
    });
}

const statusOfFleet = (file: string): Promise<FleetStatus> =>
    interruptible(async ({ signal }) => {
        const fleet = await placedFleet(file);
        const repository = await Repository.at(fleet[0]?.folder ?? process.cwd());
        for (const folder of new Set(fleet.map((tenant) => tenant.folder))) await openedWorkspace(folder);
        const since = changedSinceIn(repository);
        const listed = stackLists();
        const queue = new PQueue({ concurrency: tenantsAtOnce() });
        const progress = new Progress();
        let read = 0;
        const work = fleet.map((tenant) => async () => {
            const one = await tenantStatus(tenant, fleet, { since, listed });
            progress.report(() => `read the history of ${++read} of ${counted(fleet.length, "tenant")}`);
            return one;
        });
        const tenants = await queue.addAll(work).finally(() => progress.end());
        signal.throwIfAborted();
        const head = await repository.head();
        return { version: 1, head, commits: await commitsOf(head, tenants, repository), tenants };
    });

interface Summary {
    name: string;
    lastUpdate?: string;
    updateInProgress?: boolean;
}

/**
 * What the engine lists about a project's stacks, read once per project. Nothing if one of its states cannot be read.
 */
type StackLists = (folder: string) => Promise<Summary[] | undefined>;

function stackLists(): StackLists {
    const once = onceByKey();
    const list = async (folder: string) => plainly((await openWorkspace(folder)).listStacks());
    return (folder) => once(folder, () => list(folder).catch(() => undefined));
}

/** One tenant's row, even if it fails. */
async function tenantStatus(
    tenant: PlacedTenant,
    fleet: readonly PlacedTenant[],
    { since, listed }: { since: ChangedSince; listed: StackLists },
): Promise<TenantStatus> {
    const { stack, folder, canary } = tenant;
    try {
        const all = await listed(folder);
        const summary = all?.find(({ name }) => name === stack || name.endsWith(`/${stack}`));
        if (all !== undefined && summary === undefined)
            return { stack, canary, state: "never", why: "it has no stack yet", updates: [] };
        const history = await recentUpdates(await openWorkspace(folder), stack);
        const due = await reasonFor(tenant, fleet, lastUpdate(history), since).catch(({ message }: Error) => message);
        const { lastUpdate: writtenAt, updateInProgress: inProgress } = summary ?? {};
        return { stack, canary, ...statusOf({ history, inProgress, writtenAt, due }), updates: updatesIn(history) };
    } catch (error) {
        return { stack, canary, state: "unknown", why: (error as Error).message, updates: [] };
    }
}

/** HEAD and the commits of all updates, the newest first. */
async function commitsOf(
    head: string,
    tenants: readonly TenantStatus[],
    repository: Repository,
): Promise<CommitInfo[]> {
    const updates = tenants.flatMap((tenant) => tenant.updates);
    const others = new Set(updates.flatMap(({ commit }) => commit ?? []));
    others.delete(head);
    const described = await Promise.all(
        [...others].map(async (commit): Promise<CommitInfo> => {
            const at = updates.findLast((update) => update.commit === commit)?.at;
            return { commit, ...(at === undefined ? {} : { at }), ...(await repository.describe(commit)) };
        }),
    );
    const sorted = described.sort((one, two) => Date.parse(two.at ?? "") - Date.parse(one.at ?? ""));
    return [{ commit: head, ...(await repository.describe(head)) }, ...sorted];
}
