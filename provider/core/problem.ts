import { closest, distance } from "fastest-levenshtein";

/** One thing that is wrong with a resource's inputs. */
export interface Problem {
    /** Path of the property as the program wrote it, e.g. `permissions[3]`; empty where none applies. */
    path: string;
    /** What is wrong and what would be right. */
    reason: string;
}

/** `permissions[3].name` */
export const pathText = (path: readonly PropertyKey[]): string =>
    path
        .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index > 0 ? "." : ""}${String(part)}`))
        .join("");

/** ` ; did you mean …?` for the nearest legal value, or nothing where none is near. */
export function didYouMean(value: string, legal: Iterable<string>): string {
    const candidates = [...legal];
    if (candidates.length === 0) return "";
    const lower = value.toLowerCase();
    const nearest = closest(
        lower,
        candidates.map((candidate) => candidate.toLowerCase()),
    );
    const found = candidates.find((candidate) => candidate.toLowerCase() === nearest);
    const near = distance(lower, nearest) <= Math.max(2, Math.floor(value.length / 3));
    return found !== undefined && near ? `; did you mean "${found}"?` : "";
}

/** `"a", "b" and "c"` for messages. */
export function quotedList(values: readonly string[], last = "and"): string {
    const quoted = values.map((value) => JSON.stringify(value));
    if (quoted.length < 2) return quoted.join("");
    return `${quoted.slice(0, -1).join(", ")} ${last} ${quoted.at(-1)}`;
}
