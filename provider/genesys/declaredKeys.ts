import { canonical, isRecord, own, sameJson } from "../core/json";
import { required } from "./answers/needed";

/**
 * The declared keys with the tenant's values. A list that differs only in its order is shown as declared.
 * @param what - e.g. `properties of the integration "Actions"`
 */
export function declaredKeys(
    told: Record<string, unknown> | undefined,
    declared: Record<string, unknown> | undefined,
    what: string,
): Record<string, unknown> {
    const present = told ?? {};
    if (declared === undefined) return present;
    if (Object.keys(declared).length > 0) required(told, what);
    return Object.fromEntries(
        Object.keys(declared)
            .filter((key) => own(present, key) !== undefined)
            .map((key) => [key, sameUnordered(present[key], declared[key]) ? declared[key] : present[key]]),
    );
}

/** Equal except for the order of lists of plain values, which Genesys does not keep. */
function sameUnordered(a: unknown, b: unknown): boolean {
    const plain = (value: unknown): value is unknown[] => Array.isArray(value) && !value.some((one) => isRecord(one));
    if (plain(a) && plain(b)) return sameJson(a.map(canonical).sort(), b.map(canonical).sort());
    return sameJson(a, b);
}
