import { createHash } from "node:crypto";
import { canonical } from "./json";

/** A user that a file or a synchronization creates in another product. */
export interface SnapshotUser {
    /** The id that stays the same when the key changes. */
    id: string;
    /** The value by which the other product identifies users. */
    key: string;
    values: object;
}

/** What the next run would do, compared with the last recorded one. */
export interface UserChanges {
    added: number;
    changed: number;
    removed: number;
    /** Removed and created again because their key changed. */
    recreated: number;
}

const size = 8;

/**
 * Users as sorted digests of id, key and values. They contain no personal data, are equal for equal users, and have 32
 * characters each.
 */
export const snapshotOf = (users: readonly SnapshotUser[]): string => users.map(entryOf).sort().join("");

const entryOf = ({ id, key, values }: SnapshotUser): string =>
    Buffer.concat([digest(id), digest(key), digest(canonical(values))]).toString("base64");

/** What the other product would do with a user; unknown if the user could not be read. */
export type UserChange = "added" | "changed" | "recreated" | "unchanged" | "unread";

/** The users of `next` that differ from a snapshot, by what the other product would do with them. */
export function changesSince(
    snapshot: string,
    next: readonly SnapshotUser[],
): { changes: UserChanges; recreatedKeys: string[]; changeOf: Map<string, UserChange> } {
    const before = readSnapshot(snapshot);
    const changes = { added: 0, changed: 0, removed: 0, recreated: 0 };
    const recreatedKeys: string[] = [];
    const changeOf = new Map<string, UserChange>();
    const seen = new Set<string>();
    for (const user of next) {
        const name = digest(user.id).toString("base64");
        seen.add(name);
        const change = changeSince(before.get(name), user);
        changeOf.set(user.id, change);
        if (change !== "unchanged") changes[change]++;
        if (change === "recreated") recreatedKeys.push(user.key);
    }
    for (const name of before.keys()) if (!seen.has(name)) changes.removed++;
    return { changes, recreatedKeys, changeOf };
}

function changeSince(known: Entry | undefined, { key, values }: SnapshotUser): Exclude<UserChange, "unread"> {
    if (known === undefined) return "added";
    if (known.key !== digest(key).toString("base64")) return "recreated";
    return known.values === digest(canonical(values)).toString("base64") ? "unchanged" : "changed";
}

/** The next users, of which some could not be read. */
export interface PartlyRead {
    /** Users that were read in full. */
    users: readonly SnapshotUser[];
    /** Users that were read in part. */
    inPart: readonly SnapshotUser[];
    /** Whether there may be users that could not be read at all. */
    othersMayExist: boolean;
}

/** The same if some users could not be read: what the snapshot knows about them is kept and counts as unchanged. */
export function compareUsers(
    snapshot: string,
    { users, inPart, othersMayExist }: PartlyRead,
): { changes: UserChanges; recreatedKeys: string[]; changeOf: Map<string, UserChange>; snapshot: string } {
    const before = readSnapshot(snapshot);
    const name = ({ id }: SnapshotUser) => digest(id).toString("base64");
    const next = [...users, ...inPart.filter((user) => !before.has(name(user)))];
    const stay = new Set(inPart.map(name));
    const gone = new Set(before.keys());
    for (const user of next) gone.delete(name(user));
    const kept = [...gone].filter((one) => othersMayExist || stay.has(one));
    const { changes, recreatedKeys, changeOf } = changesSince(snapshot, next);
    for (const { id } of inPart) if (!changeOf.has(id)) changeOf.set(id, "unread");
    const entries = [...next.map(entryOf), ...kept.map((one) => before.get(one)?.entry ?? "")];
    return {
        changes: { ...changes, removed: changes.removed - kept.length },
        recreatedKeys,
        changeOf,
        snapshot: entries.sort().join(""),
    };
}

interface Entry {
    key: string;
    values: string;
    /** The complete entry. */
    entry: string;
}

function readSnapshot(snapshot: string): Map<string, Entry> {
    const bytes = Buffer.from(snapshot, "base64");
    const entries = new Map<string, Entry>();
    for (let at = 0; at + size * 3 <= bytes.length; at += size * 3) {
        const part = (index: number) => bytes.subarray(at + size * index, at + size * (index + 1)).toString("base64");
        const entry = bytes.subarray(at, at + size * 3).toString("base64");
        entries.set(part(0), { key: part(1), values: part(2), entry });
    }
    return entries;
}

const digest = (text: string) => createHash("sha256").update(text).digest().subarray(0, size);
