import type { FieldChange } from "./fieldChanges";
import { type Switch, switches } from "./switches";

/** How the organization behaves; a test may change it while the simulator runs. */
export interface Settings extends Record<Switch, boolean> {
    /** Milliseconds before every answer. */
    latency: number;
    /** Milliseconds until accepted members become visible, and removed ones disappear. */
    membershipLag: number;
    /** Milliseconds in which calls for a new object return 404. */
    readLag: number;
    /** This many of the next deletions are accepted and not carried out. */
    lostDeletions: number;
    /** Milliseconds that the server's clock is ahead of ours. */
    clockError: number;
    /** Milliseconds until a new object appears in lists and searches; single reads show it at once. */
    listLag: number;
    /** How a stale version is refused. */
    versionConflictStatus: 409 | 400;
    /** Requests per minute; 0 for no limit. */
    requestsPerMinute: number;
    /** What they are counted by. No document says whether two tokens of a client share its quota. */
    quotaBy: "client" | "token";
    /** Whether a deleted OAuth client or group is answered with 200 and the state `deleted` rather than 404. */
    showDeleted: boolean;
    /** OAuth clients that the organization may have; about fifty, by one remark in the vendor's forum. */
    oauthClientLimit: number;
    /** Whether lists omit what only a read of one object shows: policies, owners, grant types, states. */
    leanLists: boolean;
    /**
     * Services whose audits the realtime query does not have. The vendor says "for certain services", but not which.
     */
    notInRealtime: readonly string[];
    /** Whether the credentials that an integration names must exist. No document says what the vendor does. */
    checkCredentials: boolean;
    /** What empty notes of an integration read back as: the recorded value, or one that CX as Code has met. */
    emptyNotes: "" | "node_dynamodb_empty_string";
    /** Whether audit events name the client: in two organizations none did. */
    auditClients: "named" | "empty";
    /** Fields that answers omit or return differently. */
    fields: readonly FieldChange[];
    /**
     * Calls, `POST /api/v2/groups`, whose first request to each address is refused with 409; `*`: every call that
     * changes something.
     */
    conflicts: readonly string[];
}

const off = Object.fromEntries(Object.keys(switches).map((one) => [one, false])) as Record<Switch, boolean>;

/** Defaults. */
export const usual: Readonly<Settings> = {
    ...off,
    latency: 0,
    membershipLag: 100,
    readLag: 0,
    lostDeletions: 0,
    clockError: 0,
    listLag: 0,
    versionConflictStatus: 409,
    requestsPerMinute: 300,
    quotaBy: "client",
    showDeleted: false,
    oauthClientLimit: 50,
    leanLists: false,
    notInRealtime: [],
    checkCredentials: false,
    emptyNotes: "",
    auditClients: "empty",
    fields: [],
    conflicts: [],
};
