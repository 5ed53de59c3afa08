import { isUpdate, type PastUpdate } from "../../../engine/history";

/** The rollout state of a tenant. */
export const states = ["failed", "unknown", "unfinished", "in progress", "never", "behind", "applied"] as const;
export type State = (typeof states)[number];

/** One update of a tenant. */
export interface TenantUpdate {
    state: "applied" | "failed" | "in progress";
    /** Commit of the program's repository; absent if the engine did not record one. */
    commit?: string;
    /** When it ended, or began; ISO 8601. */
    at?: string;
    /** The run of the CI server, if the engine recorded it. */
    run?: Run;
}

export interface Run {
    url?: string;
    /** `GitHub Actions 1234` */
    name?: string;
}

/** A tenant's row. */
export interface TenantStatus {
    stack: string;
    canary: boolean;
    state: State;
    /** Why it is not applied. */
    why?: string;
    /** The newest first. */
    updates: TenantUpdate[];
}

/** A column. */
export interface CommitInfo {
    commit: string;
    /** Absent if this clone does not have the commit. */
    subject?: string;
    /** Time of the commit, or of its first rollout; ISO 8601. */
    at?: string;
}

export interface FleetStatus {
    version: 1;
    /** The commit that is checked out. */
    head: string;
    /** HEAD, then every commit from which a tenant was updated, the newest first. */
    commits: CommitInfo[];
    tenants: TenantStatus[];
}

/** Updates from the engine's history, the newest first. A destroy ends the list. */
export function updatesIn(history: readonly PastUpdate[]): TenantUpdate[] {
    const destroyed = history.findIndex(({ kind }) => kind === "destroy");
    return history
        .slice(0, destroyed < 0 ? undefined : destroyed)
        .filter(isUpdate)
        .map(({ result, startTime, endTime, environment = {} }) => {
            const commit = environment["git.head"];
            const at = endTime ?? startTime;
            const run = runIn(environment);
            return {
                state: result === "succeeded" ? "applied" : result === "in-progress" ? "in progress" : "failed",
                ...(commit === undefined ? {} : { commit }),
                ...(at === undefined ? {} : { at }),
                ...(run === undefined ? {} : { run }),
            };
        });
}

function runIn(environment: Record<string, string>): Run | undefined {
    const { "ci.build.url": url = "", "ci.system": system = "", "ci.build.id": id = "" } = environment;
    const name = [system, id].filter(Boolean).join(" ");
    const run = { ...(isWebAddress(url) ? { url } : {}), ...(name === "" ? {} : { name }) };
    return Object.keys(run).length === 0 ? undefined : run;
}

const isWebAddress = (url: string): boolean => /^https?:\/\//.test(url) && URL.canParse(url);

/** What the engine reports about a stack, and git about its commit. */
export interface Known {
    history: readonly PastUpdate[];
    /** From Pulumi Cloud: whether an update is running. */
    inProgress?: boolean | undefined;
    /** When the state was written. */
    writtenAt?: string | undefined;
    /** Why the tenant must be updated; nothing if it is up to date. */
    due: string | undefined;
}

/** Tolerance for the times of an engine's records: the state is written shortly before its run is recorded. */
const moment = 5_000;

export function statusOf(known: Known): Pick<TenantStatus, "state" | "why"> {
    const { history, inProgress, writtenAt, due } = known;
    const last = history.find(isUpdate);
    const isRunning = inProgress === true || history[0]?.result === "in-progress";
    if (isRunning) return { state: "in progress", why: "an update is running" };
    if (writtenAt !== undefined && isLater(writtenAt, history[0]))
        return {
            state: "unfinished",
            why: `its state was written at ${writtenAt}, after the last recorded run: an update is running or was killed, or the state was edited`,
        };
    if (last === undefined || last.kind === "destroy")
        return { state: "never", ...(due === undefined ? {} : { why: due }) };
    if (last.result !== "succeeded") return { state: "failed", why: "its last update did not succeed" };
    return due === undefined ? { state: "applied" } : { state: "behind", why: due };
}

/** A new stack has a state but no history. */
function isLater(writtenAt: string, latest: PastUpdate | undefined): boolean {
    const end = Date.parse(latest?.endTime ?? latest?.startTime ?? "");
    return Date.parse(writtenAt) - end > moment;
}

/** A cell: the newest update of a tenant from a commit. */
export const cellOf = ({ updates }: TenantStatus, commit: string): TenantUpdate | undefined =>
    updates.find((update) => update.commit === commit);

/** The mark of a cell. In the column of HEAD, also for a tenant that is behind or not concerned by the commit. */
export function cellState(
    tenant: TenantStatus,
    commit: string,
    head: string,
): TenantUpdate["state"] | "behind" | "unaffected" | undefined {
    const update = cellOf(tenant, commit);
    if (update !== undefined || commit !== head) return update?.state;
    if (tenant.state === "applied") return "unaffected";
    return tenant.state === "behind" || tenant.state === "never" ? "behind" : undefined;
}

/** `2 applied, 1 behind` */
export const countsOf = (tenants: readonly TenantStatus[]): (readonly [State, number])[] =>
    [...states]
        .reverse()
        .map((state) => [state, tenants.filter((tenant) => tenant.state === state).length] as const)
        .filter(([, count]) => count > 0);
