import { closest, distance } from "fastest-levenshtein";
import { coded, type MessageCode } from "../transport/message";

/** One problem with a resource's inputs. */
export interface Problem {
    /** The code of the message. `undefined`: `reason` has it already, because it is the text of an error. */
    code: MessageCode | undefined;
    /** Path of the property as the program wrote it, e.g. `permissions[3]`; empty if none applies. */
    path: string;
    /** What is wrong and what would be correct. */
    reason: string;
    /**
     * Set if it is only inferred that the product would reject this: neither a document nor the tenant says so. Such a
     * problem is a warning. `docs/genesys.md` lists each rule with its evidence.
     */
    inferred?: true;
}

/** A problem as one line with its code. */
export function problemText({ code, path, reason }: Problem): string {
    const text = code === undefined ? reason : coded(code, reason);
    return path === "" ? text : `${path}: ${text}`;
}

/** Problems that are warnings. */
export const inferred = (problems: readonly Problem[]): Problem[] =>
    problems.map((one) => ({ ...one, inferred: true }));

/** `permissions[3].name`, `attributes["a.b"]` */
export const pathText = (path: readonly PropertyKey[]): string =>
    path
        .map((part, index) => {
            if (typeof part === "number") return `[${part}]`;
            const name = String(part);
            if (index === 0) return name;
            return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
        })
        .join("");

/** ` ; did you mean …?` with the {@link nearest} legal value, or nothing if none is similar. */
export function didYouMean(value: string, legal: Iterable<string>): string {
    const found = nearest(value, legal);
    return found === undefined ? "" : `; did you mean "${found}"?`;
}

/**
 * The most similar legal value, if one is similar. A value with other digits is a different value and not a
 * misspelling: `ap-southeast-1` is not `ap-southeast-3`.
 */
export function nearest(value: string, legal: Iterable<string>): string | undefined {
    const digits = (text: string) => text.replace(/\D/g, "");
    const candidates = [...legal].filter((candidate) => digits(candidate) === digits(value));
    if (candidates.length === 0) return undefined;
    const lower = value.toLowerCase();
    const near = closest(
        lower,
        candidates.map((candidate) => candidate.toLowerCase()),
    );
    const found = candidates.find((candidate) => candidate.toLowerCase() === near);
    return distance(lower, near) <= Math.max(2, Math.floor(value.length / 3)) ? found : undefined;
}

/** `"a", "b" and "c"` for messages. */
export function quotedList(values: readonly string[], last = "and"): string {
    const quoted = values.map((value) => JSON.stringify(value));
    if (quoted.length < 2) return quoted.join("");
    return `${quoted.slice(0, -1).join(", ")} ${last} ${quoted.at(-1)}`;
}

/** `an identity provider`, `a group`; also `a user sync`, so a `u` does not count. */
export const withArticle = (title: string): string => `${/^[aeio]/i.test(title) ? "an" : "a"} ${title}`;

/** A value in an error. Anything in an object or a list may be a secret. */
export function shown(value: unknown, isSecret = false): string {
    const type = Array.isArray(value) ? "array" : typeof value;
    const isHidden = value !== null && value !== undefined && (isSecret || type === "array" || type === "object");
    return isHidden ? kindName(type) : JSON.stringify(value);
}

/** The kind of a value, by its name in JavaScript or in Zod. */
export function kindName(type: string): string {
    const words: Record<string, string> = { array: "a list", object: "an object", record: "an object" };
    return words[type] ?? `a ${type}`;
}
