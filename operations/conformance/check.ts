import type { AssumptionId } from "./assumption";
import type { Probe } from "./probe";

export type Result = "confirmed" | "refuted" | "not checked";

/** The result of a check. It contains no words from the tenant except error codes, field names and counts. */
export interface Verdict {
    result: Result;
    /** What was seen, or why nothing could be seen. */
    seen: string;
}

/** How to check an assumption against a real tenant. */
export interface Check {
    id: AssumptionId;
    /** Permissions that the calling client needs. */
    needs: readonly string[];
    /** Kinds of object that it creates, as a preflight names them; absent if it only reads. */
    creates?: readonly string[];
    run(probe: Probe): Promise<Verdict>;
}

export const confirmed = (seen: string): Verdict => ({ result: "confirmed", seen });
export const refuted = (seen: string): Verdict => ({ result: "refuted", seen });
export const verdict = (holds: boolean, seen: string): Verdict => (holds ? confirmed(seen) : refuted(seen));
