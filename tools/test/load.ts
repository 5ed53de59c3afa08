import { cpus } from "node:os";
import type PQueue from "p-queue";

/** How often the load is measured. */
const everyMilliseconds = 2_000;

/**
 * Lets a queue run more tasks while the processors are idle, because some tests mostly wait: for a runner of pipelines,
 * for a quota, for a process that will be killed.
 */
export function fillProcessors(queue: PQueue, { least, most }: { least: number; most: number }): void {
    let before = processorTimes();
    setInterval(() => {
        const now = processorTimes();
        const idle = (now.idle - before.idle) / (now.all - before.all);
        before = now;
        if (idle > 0.15 && queue.pending >= queue.concurrency)
            queue.concurrency = Math.min(queue.concurrency + 1, most);
        else if (idle < 0.02) queue.concurrency = Math.max(queue.concurrency - 1, least);
    }, everyMilliseconds).unref();
}

function processorTimes(): { idle: number; all: number } {
    const times = cpus().map((one) => one.times);
    const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
    return { idle: sum(times.map(({ idle }) => idle)), all: sum(times.flatMap((one) => Object.values(one))) };
}
