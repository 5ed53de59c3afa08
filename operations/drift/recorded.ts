import type { ResourceToken } from "../../provider/resources";
import type { RecordedChange } from "./findings";

/** An object whose changes are requested. */
export interface AskedObject {
    kind: ResourceToken;
    /** The resource's id. */
    id: string;
}

/** One change in a product's own log, with the properties that it lists. */
export interface AuditChange extends Omit<RecordedChange, "by"> {
    /** Name of a user or a client, otherwise its id; absent if the log names none. */
    by?: string;
    /** By the product's own names; without values if those may be secret. */
    properties: { property: string; from?: string; to?: string }[];
}

/** The entries of a product's own log about objects. */
export interface Recorded {
    /** By the resource's id, the latest first; objects without changes are absent. */
    changes: Map<string, AuditChange[]>;
    /** Why something is unknown. */
    note?: string;
}

/** The note about a log that could not be read, or only in part. */
export const notKnown = (why: string, inPart = false): string =>
    `who changed it is ${inPart ? "known in part" : "not known"}: ${why}`;
