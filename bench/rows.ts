import type { Measure } from "./measure";

export const sides = ["ours", "nothing", "one GET each"] as const;
/** The library; the baseline with a no-op provider; reading each object by itself. */
export type Side = (typeof sides)[number];

/** One command, measured. */
export interface Row extends Measure {
    /** What belongs together in one table. */
    part: string;
    case: string;
    side: Side;
    /** From 1. */
    run: number;
    /** Number of resources. */
    size: number;
    /** Milliseconds that the tenant takes for an answer. */
    latency: number;
    /** Size of the state divided by the number of resources. */
    stateBytes?: number;
}

/** Reports a row as soon as it is measured, so that a long run shows its progress. */
export type Add = (row: Row) => void;

/** Both sides, in a different order each time, because the second one finds a warmer machine. */
export function inTurn<T>(run: number, ours: T, nothing: T): [Side, T][] {
    const both: [Side, T][] = [
        ["ours", ours],
        ["nothing", nothing],
    ];
    return run % 2 === 0 ? both.reverse() : both;
}
