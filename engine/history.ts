import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import { pulumiText } from "./workspace";

/** An update as `pulumi stack history --json` prints it. */
export interface PastUpdate {
    /** `update`, `destroy`, `refresh`, `import` and others. */
    kind: string;
    result: string;
    /** ISO 8601. */
    startTime?: string;
    /** Absent while it is running. */
    endTime?: string;
    environment?: Record<string, string>;
}

/** The commit of a tenant's last update, or why it is unknown. */
export type LastUpdate = { commit: string } | { unknown: string };

/** Contains the last update of most stacks, although refreshes and imports are listed too. */
const pageSize = 20;

export async function lastUpdateOf(workspace: LocalWorkspace, stack: string): Promise<LastUpdate> {
    for await (const history of pages(workspace, stack)) if (history.some(isUpdate)) return lastUpdate(history);
    return lastUpdate([]);
}

/** The latest runs of any kind, the newest first. */
export async function recentUpdates(workspace: LocalWorkspace, stack: string): Promise<PastUpdate[]> {
    for await (const history of pages(workspace, stack)) return history;
    return [];
}

/** Start and end of a run, in milliseconds. */
export interface Span {
    from: number;
    to: number;
}

/** Times of the stack's updates that had not ended before a time in milliseconds. */
export async function updatesSince(workspace: LocalWorkspace, stack: string, since: number): Promise<Span[]> {
    const spans: Span[] = [];
    for await (const history of pages(workspace, stack)) {
        spans.push(...history.filter(isUpdate).map(spanOf));
        if (history.some((update) => spanOf(update).to < since)) break;
    }
    return spans.filter(({ to }) => to >= since);
}

const spanOf = ({ startTime = "", endTime }: PastUpdate): Span => ({
    from: Date.parse(startTime),
    to: endTime === undefined ? Number.POSITIVE_INFINITY : Date.parse(endTime),
});

/** The history, the newest first. */
async function* pages(workspace: LocalWorkspace, stack: string): AsyncGenerator<PastUpdate[]> {
    for (let page = 1; ; page++) {
        const paging = ["--page-size", String(pageSize), "--page", String(page)];
        const text = await pulumiText(workspace, ["stack", "history", "--json", ...paging, "--stack", stack]);
        const history = JSON.parse(text) as PastUpdate[];
        yield history;
        if (history.length < pageSize) return;
    }
}

export const isUpdate = ({ kind }: PastUpdate): boolean => kind === "update" || kind === "destroy";

/** @param history - the newest first */
export function lastUpdate(history: readonly PastUpdate[]): LastUpdate {
    const last = history.find(isUpdate);
    if (last === undefined) return { unknown: "it has never been updated" };
    if (last.kind === "destroy") return { unknown: "it was destroyed" };
    if (last.result !== "succeeded") return { unknown: "its last update did not succeed" };
    const { "git.head": commit, "git.dirty": dirty } = last.environment ?? {};
    if (commit === undefined) return { unknown: "its last update did not use a commit" };
    if (dirty === "true") return { unknown: "its last update used files that were not committed" };
    return { commit };
}
