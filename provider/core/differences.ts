import { isRecord, own, sameJson } from "./json";

/** One difference between the declared and the existing values. */
export interface Difference {
    /** The property's path in the program, `roles["<id>"].divisions`. */
    path: string;
    kind: "added" | "removed" | "changed";
    /** The declared value; absent if something was added. */
    declared?: unknown;
    /** The existing value; absent if something was removed. */
    found?: unknown;
    /** For a set: no members are left. */
    emptied?: true;
    /** For a set: it is declared as empty. */
    filled?: true;
}

/** The property that a path begins with, `roles`. */
export const propertyOf = (path: string): string => /^\w+/.exec(path)?.[0] ?? path;

/** What the engine shows instead of a secret. */
const secret = "[secret]";
/** Filled in by the library, not properties of a program. */
const hidden = ["__provider"];

/**
 * The differences, by property path: for sets the added and removed members, for everything else both values. Both
 * sides are in the form of the state, in which a set is a record of `true`.
 * @param changed - top-level properties that have changed according to the engine: for a secret, nothing else is known
 */
export function differences(
    declared: Record<string, unknown>,
    found: Record<string, unknown>,
    changed: readonly string[] = [],
): Difference[] {
    const keys = [...new Set([...Object.keys(declared), ...Object.keys(found)])].sort();
    return keys.flatMap((key): Difference[] => {
        if (hidden.includes(key)) return [];
        const some = between(key, own(declared, key), own(found, key));
        const unseen = some.length === 0 && holdsSecret(own(declared, key)) && changed.includes(key);
        return unseen ? [{ path: key, kind: "changed", declared: secret, found: secret }] : some;
    });
}

function between(path: string, declared: unknown, found: unknown): Difference[] {
    if (sameJson(declared, found)) return [];
    const sides = [declared, found].filter((side) => side !== undefined);
    if (sides.every(isSet)) return members(path, declared as object | undefined, found ?? {});
    if (isRecord(declared) && isRecord(found)) {
        const keys = [...new Set([...Object.keys(declared), ...Object.keys(found)])].sort();
        return keys.flatMap((key) => between(below(path, key), own(declared, key), own(found, key)));
    }
    if (found === undefined) return [{ path, kind: "removed", declared: plain(declared) }];
    if (declared === undefined) return [{ path, kind: "added", found: plain(found) }];
    return [{ path, kind: "changed", declared: plain(declared), found: plain(found) }];
}

function members(path: string, before: object | undefined, found: object): Difference[] {
    const declared = before ?? {};
    const removed = Object.keys(declared).filter((key) => !Object.hasOwn(found, key));
    const emptied = Object.keys(found).length === 0 ? { emptied: true as const } : {};
    const filled = before && Object.keys(before).length === 0 ? { filled: true as const } : {};
    const added = Object.keys(found).filter((key) => !Object.hasOwn(declared, key));
    return [
        ...added.sort().map((key): Difference => ({ path, kind: "added", found: key, ...filled })),
        ...removed.sort().map((key): Difference => ({ path, kind: "removed", declared: key, ...emptied })),
    ];
}

const isSet = (value: unknown): value is Record<string, true> =>
    isRecord(value) && Object.values(value).every((one) => one === true);

/** A list instead of a set, as programs write it. */
function plain(value: unknown): unknown {
    if (isSet(value) && Object.keys(value).length > 0) return Object.keys(value);
    if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
    return value;
}

const below = (path: string, key: string): string =>
    /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;

function holdsSecret(value: unknown): boolean {
    if (value === secret) return true;
    return typeof value === "object" && value !== null && Object.values(value).some(holdsSecret);
}
