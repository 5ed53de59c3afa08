import { z } from "zod";
import { isRecord } from "../../core/json";
import { UnreadableAnswer } from "./needed";

/**
 * An object in an answer. `null` is the same as absent, unknown fields are kept, and so are unknown values of a text: a
 * field is a text, not one of a list of values. A field that is missing or has another type is an error that names it.
 *
 * @param kind - how errors name the object, e.g. `group`; absent if it is only a frame around others
 */
export function answer<Shape extends z.ZodRawShape>(
    kind: string | undefined,
    shape: Shape,
): z.ZodType<z.output<z.ZodObject<Shape, z.core.$loose>>> {
    const fields = z.looseObject(shape);
    const noun = kind ?? "answer";
    return z.unknown().transform((value) => {
        if (value === undefined || value === null) throw new UnreadableAnswer(noun);
        if (!isRecord(value)) throw new UnreadableAnswer(noun, typeNames[typeOf(value)] ?? "something else");
        const present = Object.fromEntries(
            Object.entries(value).filter(([key, one]) => one !== null || !(key in shape)),
        );
        try {
            const { data, error } = fields.safeParse(present);
            if (error === undefined) return data;
            const [issue] = error.issues;
            const name = String(issue?.path[0]);
            throw new UnreadableAnswer(
                name,
                present[name] === undefined ? undefined : wrong(present, issue?.path ?? []),
            );
        } catch (error) {
            throw error instanceof UnreadableAnswer && kind !== undefined
                ? error.within(objectName(kind, present))
                : error;
        }
    });
}

const typeOf = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
const typeNames: Readonly<Record<string, string>> = {
    string: "a text",
    number: "a number",
    boolean: "true or false",
    array: "a list",
    object: "an object",
    null: "null",
};

/** What stands where something else should be. */
function wrong(object: Record<string, unknown>, path: readonly PropertyKey[]): string {
    const value = path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)[key], object);
    return `${typeNames[typeOf(value)]}${path.length > 1 ? " in a list" : ""}`;
}

/** `the group "Sales"`; the id if it has no name. */
function objectName(kind: string, { name, id }: Record<string, unknown>): string {
    const own = [name, id].find((one) => typeof one === "string" && one !== "");
    return own === undefined ? `${/^[aeio]/i.test(kind) ? "an" : "a"} ${kind}` : `the ${kind} "${String(own)}"`;
}

/** A list whose absence means that it is empty. */
export const listOrEmpty = <Item extends z.ZodType>(item: Item) => z.array(item).default([]);
export const text = z.string().optional();
export const number = z.number().optional();
export const flag = z.boolean().optional();
export const texts = z.array(z.string()).optional();
/** Of an answer that is not read. */
export const nothing = z.unknown();
/** A reference to another object. */
export const reference = (kind: string) => answer(kind, { id: z.string(), name: text });
