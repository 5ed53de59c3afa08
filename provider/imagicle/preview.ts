import { createHash } from "node:crypto";
import { canonical } from "../schema";
import { type Field, fields } from "./fields";
import type { ImagicleUser } from "./users";

/** What is wrong with a user that the synchronisation would make, or worth knowing. */
export interface UserProblem {
    kind: "username" | "userNameTwice" | "numberTwice" | "tooLong" | "noLine" | "noKey";
    /** The user, by what Imagicle tells it by. */
    user: string;
    field: string;
    value: string;
    reason: string;
}

/** Fields with numbers that must be there once over all users: "e.g. 303 must appear only once". */
const numberFields = ["extension", "extensionAlias", "voicemailNumber", "faxNumber"];

/** Every problem, in the order of the users. */
export function userProblems(users: readonly ImagicleUser[]): UserProblem[] {
    const problems: UserProblem[] = [];
    const numbers = new Map<string, string>();
    const keys = new Set<string>();
    for (const user of users) {
        const found = (kind: UserProblem["kind"], field: string, value: string, reason: string) =>
            problems.push({ kind, user: user.key || user.id, field, value, reason });
        const table: Readonly<Record<string, Field>> = fields[user.connector];
        if (user.key === "") found("noKey", "", "", "has neither an e-mail address nor a user name");
        else if (keys.has(user.key)) found("userNameTwice", "username", user.key, "another user has the same name");
        keys.add(user.key);
        for (const [key, value] of Object.entries(user.values)) {
            const { label = key, max } = table[key] ?? {};
            if (max === undefined || [...value].length <= max) continue;
            const reason = `${label} has ${[...value].length} characters; ${max} at most (whether Imagicle cuts it or refuses it is not confirmed)`;
            found(key === "username" ? "username" : "tooLong", key, value, reason);
        }
        const own = new Set(numberFields.map((field) => user.values[field]).filter((value) => value !== undefined));
        for (const value of own) {
            const other = numbers.get(value);
            const field = numberFields.find((one) => user.values[one] === value) ?? "";
            if (other !== undefined) found("numberTwice", field, value, `${other} has the same number`);
            else numbers.set(value, user.key || user.id);
        }
        if ("extension" in table && !user.values["extension"])
            found("noLine", "extension", "", "has no line, so its extension stays blank");
    }
    return problems;
}

/** What the next synchronisation would do, against the last one that was recorded. */
export interface UserChanges {
    added: number;
    changed: number;
    removed: number;
    /** Removed and made again because the e-mail address changed: settings and data of the old user are lost. */
    recreated: number;
}

const size = 8;

/** Users as digests of id, key and values, sorted: no personal data, and the same for the same users. */
export function snapshotOf(users: readonly ImagicleUser[]): string {
    const entries = users.map(({ id, key, values }) =>
        Buffer.concat([digest(id), digest(key), digest(canonical(values))]).toString("base64"),
    );
    return entries.sort().join("");
}

/** The users of `next` that are others than in a snapshot, by what Imagicle would do with them. */
export function changesSince(
    snapshot: string,
    next: readonly ImagicleUser[],
): UserChanges & { recreatedKeys: string[] } {
    const before = readSnapshot(snapshot);
    const result = { added: 0, changed: 0, removed: 0, recreated: 0, recreatedKeys: [] as string[] };
    const seen = new Set<string>();
    for (const { id, key, values } of next) {
        const name = digest(id).toString("base64");
        seen.add(name);
        const known = before.get(name);
        if (known === undefined) result.added++;
        else if (known.key !== digest(key).toString("base64")) {
            result.recreated++;
            result.recreatedKeys.push(key);
        } else if (known.values !== digest(canonical(values)).toString("base64")) result.changed++;
    }
    for (const name of before.keys()) if (!seen.has(name)) result.removed++;
    return result;
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
