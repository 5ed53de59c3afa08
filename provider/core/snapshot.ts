import { createHash } from "node:crypto";
import { canonical } from "./json";

/** A user that a file or a synchronisation makes in another product. */
export interface SnapshotUser {
    /** What stays when the key changes. */
    id: string;
    /** What the other product tells users by. */
    key: string;
    values: object;
}

/** What the next run would do, against the last one that was recorded. */
export interface UserChanges {
    added: number;
    changed: number;
    removed: number;
    /** Removed and made again because their key changed. */
    recreated: number;
}

const size = 8;

/** Users as digests of id, key and values, sorted: no personal data, the same for the same users, 32 characters each. */
export function snapshotOf(users: readonly SnapshotUser[]): string {
    const entries = users.map(({ id, key, values }) =>
        Buffer.concat([digest(id), digest(key), digest(canonical(values))]).toString("base64"),
    );
    return entries.sort().join("");
}

/** The users of `next` that are others than in a snapshot, by what the other product would do with them. */
export function changesSince(
    snapshot: string,
    next: readonly SnapshotUser[],
): { changes: UserChanges; recreatedKeys: string[] } {
    const before = readSnapshot(snapshot);
    const changes = { added: 0, changed: 0, removed: 0, recreated: 0 };
    const recreatedKeys: string[] = [];
    const seen = new Set<string>();
    for (const { id, key, values } of next) {
        const name = digest(id).toString("base64");
        seen.add(name);
        const known = before.get(name);
        if (known === undefined) changes.added++;
        else if (known.key !== digest(key).toString("base64")) {
            changes.recreated++;
            recreatedKeys.push(key);
        } else if (known.values !== digest(canonical(values)).toString("base64")) changes.changed++;
    }
    for (const name of before.keys()) if (!seen.has(name)) changes.removed++;
    return { changes, recreatedKeys };
}

function readSnapshot(snapshot: string): Map<string, { key: string; values: string }> {
    const bytes = Buffer.from(snapshot, "base64");
    const entries = new Map<string, { key: string; values: string }>();
    for (let at = 0; at + size * 3 <= bytes.length; at += size * 3) {
        const part = (index: number) => bytes.subarray(at + size * index, at + size * (index + 1)).toString("base64");
        entries.set(part(0), { key: part(1), values: part(2) });
    }
    return entries;
}

const digest = (text: string) => createHash("sha256").update(text).digest().subarray(0, size);
