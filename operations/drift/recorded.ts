import type { ResourceToken } from "../../provider/resources";
import type { RecordedChange } from "./findings";

/** An object whose changes are asked for. */
export interface AskedObject {
    kind: ResourceToken;
    /** The resource's id. */
    id: string;
}

/** One change in a product's own log, with the properties that it tells of. */
export interface AuditChange extends Omit<RecordedChange, "by"> {
    /** A person's or a client's name, else its id; absent if the log names nobody. */
    by?: string;
    /** By the product's own names; without values where those may be secret. */
    properties: { property: string; from?: string; to?: string }[];
}

/** What a product's own log says of objects. */
export interface Recorded {
    /** By the resource's id, the latest first; objects without changes are absent. */
    changes: Map<string, AuditChange[]>;
    /** Why something is not known. */
    note?: string;
}

/** The note of a log that could not be read, or not all of it. */
export const notKnown = (why: string, inPart = false): string =>
    `who changed it is ${inPart ? "known in part" : "not known"}: ${why}`;
