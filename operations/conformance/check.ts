import type { AssumptionId } from "./assumption";
import type { Probe } from "./probe";

export type Result = "confirmed" | "refuted" | "not checked";

/** What a check has found. No word of it comes from the tenant but error codes, field names and counts. */
export interface Verdict {
    result: Result;
    /** What was seen, or why nothing could be. */
    seen: string;
}

/** How an assumption is held against a real tenant. */
export interface Check {
    id: AssumptionId;
    /** Permissions of the calling client. */
    needs: readonly string[];
    /** Kinds of object that it creates, as a preflight names them; absent if it only reads. */
    creates?: readonly string[];
    run(probe: Probe): Promise<Verdict>;
}

export const confirmed = (seen: string): Verdict => ({ result: "confirmed", seen });
export const refuted = (seen: string): Verdict => ({ result: "refuted", seen });
export const verdict = (holds: boolean, seen: string): Verdict => (holds ? confirmed(seen) : refuted(seen));
