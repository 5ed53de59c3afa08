import type { Rule } from "../../provider/core/metadata";

export type Severity = Rule["severity"];

/** The highest first. */
export const severities = ["high", "medium", "low"] as const satisfies readonly Severity[];
