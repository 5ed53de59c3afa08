import type { FieldChange } from "./fieldChanges";
import { type Switch, switches } from "./switches";

/** How the organization behaves; a test may change it while the simulator runs. */
export interface Settings extends Record<Switch, boolean> {
    /** Milliseconds that every answer takes. */
    latency: number;
    /** Milliseconds until members that were accepted show, and those that were removed no longer do. */
    membershipLag: number;
    /** Milliseconds in which an object that was made is answered 404 by calls for it alone. */
    readLag: number;
    /** This many of the next deletions are answered well and not carried out. */
    lostDeletions: number;
    /** Milliseconds that the server's clock is ahead of ours. */
    clockError: number;
    /** Milliseconds until an object that was made shows in lists and searches; single reads show it at once. */
    listLag: number;
    /** How a stale version is refused. */
    versionConflictStatus: 409 | 400;
    /** Requests a minute; 0 for no limit. */
    requestsPerMinute: number;
    /** What they are counted by. No document tells whether two tokens of a client share its quota. */
    quotaBy: "client" | "token";
    /** Whether a deleted OAuth client or group is answered with 200 and the state `deleted` rather than 404. */
    showDeleted: boolean;
    /** OAuth clients that the organisation may have; about fifty, by one remark in the vendor's forum. */
    oauthClientLimit: number;
    /** Whether lists leave out what only a read of one object shows: policies, owners, grant types, states. */
    leanLists: boolean;
    /** Services whose audits the realtime query does not have. The vendor says "for certain services", not for which. */
    notInRealtime: readonly string[];
    /** Whether the credentials that an integration names must exist. No document tells what the vendor does. */
    checkCredentials: boolean;
    /** What an integration's empty notes read back as: the recorded one, or one that CX as Code has met. */
    emptyNotes: "" | "node_dynamodb_empty_string";
    /** Whether audit events name the client: in two organizations none did. */
    auditClients: "named" | "empty";
    /** Fields that answers lack or have otherwise. */
    fields: readonly FieldChange[];
    /**
     * Calls, `POST /api/v2/groups`, whose first request to each address is refused with 409; `*`: every call that
     * changes something.
     */
    conflicts: readonly string[];
}

const off = Object.fromEntries(Object.keys(switches).map((one) => [one, false])) as Record<Switch, boolean>;

/** What holds unless it is set. */
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
