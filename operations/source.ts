import { own } from "../provider/core/json";
import type { Names } from "../provider/core/names";

/**
 * Invisible characters, and characters that change the direction of reading. They could make a program look different.
 */
const hidden = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|\p{Default_Ignorable_Code_Point}/gu;

/** A text in which every character is visible. */
export const shown = (text: string): string =>
    text.replace(hidden, (character) =>
        character
            .split("")
            .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
            .join(""),
    );

/** The key of a property in TypeScript. A plain `__proto__` in an object literal would set its prototype. */
export function propertyKey(key: string): string {
    if (key === "__proto__") return `["__proto__"]`;
    return /^[A-Za-z_$][\w$]*$/.test(key) ? key : shown(JSON.stringify(key));
}

/**
 * A value in TypeScript, on one line.
 * @param names - names for ids in the value: each is added as a comment after its id
 */
export function source(value: unknown, names: Names = {}): string {
    if (value === undefined) return "undefined";
    if (Array.isArray(value)) return `[${value.map((item) => source(item, names)).join(", ")}]`;
    if (typeof value === "string") return `${shown(JSON.stringify(value))}${nameComment(own(names, value))}`;
    if (typeof value !== "object" || value === null) return shown(JSON.stringify(value));
    const entries = Object.entries(value).map(([key, inner]) => `${propertyKey(key)}: ${source(inner, names)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** No part of it can end the comment. */
function nameComment(name: string | null | undefined): string {
    if (name === undefined) return "";
    return ` /* ${name === null ? "no longer exists" : shown(name).replaceAll("*/", "* /")} */`;
}
