import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import { pulumiText } from "./workspace";

/** An update as `pulumi stack history --json` prints it. */
export interface PastUpdate {
    /** `update`, `destroy`, `refresh`, `import` and others. */
    kind: string;
    result: string;
    environment?: Record<string, string>;
}

/** The commit that a tenant was last brought up with, or why that is not known. */
export type LastUpdate = { commit: string } | { unknown: string };

/** Of most stacks the last update is among them; refreshes and imports are too. */
const pageSize = 20;

export async function lastUpdateOf(workspace: LocalWorkspace, stack: string): Promise<LastUpdate> {
    for (let page = 1; ; page++) {
        const paging = ["--page-size", String(pageSize), "--page", String(page)];
        const text = await pulumiText(workspace, ["stack", "history", "--json", ...paging, "--stack", stack]);
        const history = JSON.parse(text) as PastUpdate[];
        if (history.some(isUpdate) || history.length < pageSize) return lastUpdate(history);
    }
}

const isUpdate = ({ kind }: PastUpdate): boolean => kind === "update" || kind === "destroy";

/** @param history - the newest first */
export function lastUpdate(history: readonly PastUpdate[]): LastUpdate {
    const last = history.find(isUpdate);
    if (last === undefined) return { unknown: "it has never been brought up" };
    if (last.kind === "destroy") return { unknown: "it was destroyed" };
    if (last.result !== "succeeded") return { unknown: "its last update did not succeed" };
    const { "git.head": commit, "git.dirty": dirty } = last.environment ?? {};
    if (commit === undefined) return { unknown: "its last update was not made from a commit" };
    if (dirty === "true") return { unknown: "its last update was made from files that were not committed" };
    return { commit };
}
