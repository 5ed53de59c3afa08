import type { Measure } from "./measure";

export const sides = ["ours", "nothing", "one GET each"] as const;
/** The library; a do-nothing resource in its place; a reading of each object by itself. */
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

/** Takes a row as soon as it is measured, so that a long run shows how far it is. */
export type Add = (row: Row) => void;

/** Both sides, in another order each time: whoever comes second finds the machine warmer. */
export function inTurn<T>(run: number, ours: T, nothing: T): [Side, T][] {
    const both: [Side, T][] = [
        ["ours", ours],
        ["nothing", nothing],
    ];
    return run % 2 === 0 ? both.reverse() : both;
}
