import { z } from "zod";
import { isRecord, own } from "../../core/json";
import { withArticle } from "../../core/problem";
import { UnreadableAnswer } from "./needed";

/**
 * An object in an answer. `null` counts as absent. Unknown fields and unknown values are kept: a field is any text, not
 * one of a list of values. If a needed field is missing, or any field has another type, the error names it.
 *
 * @param kind - how errors name the object, e.g. `group`
 * @param isFrame - whether it only contains other objects, which errors name without it
 */
export function answer<Shape extends z.ZodRawShape>(
    kind: string,
    shape: Shape,
    isFrame = false,
): z.ZodType<z.output<z.ZodObject<Shape, z.core.$loose>>> {
    const fields = z.looseObject(shape);
    return z.unknown().transform((value) => {
        if (value === undefined || value === null) throw new UnreadableAnswer(kind);
        if (!isRecord(value)) throw new UnreadableAnswer(kind, typeNames[typeOf(value)] ?? "something else");
        const present = Object.fromEntries(
            Object.entries(value).filter(([key, one]) => !isAbsent(own(shape, key), one)),
        );
        const result = inside(() => fields.safeParse(present), isFrame ? undefined : objectName(kind, present));
        if (result.error === undefined) return result.data;
        const [{ path } = { path: [] }] = result.error.issues;
        const name = String(path[0]);
        const found = present[name] === undefined ? undefined : wrong(present, path);
        throw new UnreadableAnswer(name, found).within(objectName(kind, present));
    });
}

/** Reads the contents of an object. Errors in them name the object. */
function inside<T>(read: () => T, object: string | undefined): T {
    try {
        return read();
    } catch (error) {
        throw error instanceof UnreadableAnswer && object !== undefined ? error.within(object) : error;
    }
}

/** Whether a known field counts as absent. Unknown fields do not change. */
const isAbsent = (schema: unknown, value: unknown): boolean =>
    schema !== undefined && (value === null || (value === "" && (schema === needed || schema === word)));

const typeOf = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
const typeNames: Readonly<Record<string, string>> = {
    string: "a text",
    number: "a number",
    boolean: "true or false",
    array: "a list",
    object: "an object",
    null: "null",
};

/** Describes an unexpected value. */
function wrong(object: Record<string, unknown>, path: readonly PropertyKey[]): string {
    const value = path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)[key], object);
    return `${typeNames[typeOf(value)]}${path.length > 1 ? " in a list" : ""}`;
}

/** `the group "Sales"`; the id if it has no name. */
function objectName(kind: string, { name, id }: Record<string, unknown>): string {
    const called = [name, id].find((one) => typeof one === "string" && one !== "");
    return called === undefined ? withArticle(kind) : `the ${kind} "${String(called)}"`;
}

/** A text that may be empty. */
export const text = z.string().optional();
/** A text that is never empty: an empty one counts as absent. */
export const word = z.string().optional();
/** The same, but required. */
export const needed = z.string();
export const number = z.number().optional();
export const flag = z.boolean().optional();
/** A list of texts. `null` in it counts as absent. */
const list = z.array(z.string().nullable()).transform((all) => all.filter((one) => one !== null));
export const texts = list.optional();
export const textsOrEmpty = list.default([]);
/** Values by names that are not fields. A name with the value `null` counts as absent. */
export const recordOf = <Value extends z.ZodType>(value: Value) =>
    z.preprocess(
        (all) => (isRecord(all) ? Object.fromEntries(Object.entries(all).filter(([, one]) => one !== null)) : all),
        z.record(z.string(), value),
    );
/** For an answer that is not read. */
export const nothing = z.unknown();
/** A reference to another object. */
export const reference = (kind: string) => answer(kind, { id: needed, name: text });
