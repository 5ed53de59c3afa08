import type { Simulator } from "../simulator";
import type { Stack } from "../tools/engine/stack";
import { Family, type Usage } from "./family";

/** What one command took. */
export interface Measure {
    /** All of them, those for a token too. */
    requests: number;
    /** Of these, those that may change something. */
    writing: number;
    /** Of these, those that were answered 429. */
    refused: number;
    seconds: number;
    /** Absent if the machine does not report it. */
    usage?: Usage;
}

/** Runs `pulumi`, and measures it and the requests that it causes. */
export async function measured(
    { sim, stack }: { sim: Simulator; stack: Stack },
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
): Promise<Measure> {
    sim.clearRequests();
    let family: Family | undefined;
    const begin = performance.now();
    try {
        await stack.must(args, { env, onStart: (pid) => (family = new Family(pid)) });
    } finally {
        family?.end();
    }
    const seconds = (performance.now() - begin) / 1_000;
    const usage = family?.end();
    return { ...counted(sim), seconds, ...(usage ? { usage } : {}) };
}

export const counted = (sim: Simulator): Pick<Measure, "requests" | "writing" | "refused"> => ({
    requests: sim.requests.length,
    writing: sim.writes().length,
    refused: sim.requests.filter(({ status }) => status === 429).length,
});

export const up = ["up", "--yes", "--skip-preview"];
export const preview = ["preview"];
export const refresh = ["refresh", "--yes", "--skip-preview"];
export const destroy = ["destroy", "--yes", "--skip-preview"];

export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Does something to every item, ten at a time, as the library's own connection does. */
export async function tenAtATime<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    const left = items.values();
    const worker = async () => {
        for (const item of left) await work(item);
    };
    await Promise.all(Array.from({ length: 10 }, worker));
}
