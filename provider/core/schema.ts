import { z } from "zod";
import { coded } from "../transport/message";
import { canonicalRange } from "./ipRange";
import { isRecord, own, sortedSet } from "./json";

/** The forms of sets in the state, by their schemas. */
const stateForms = z.registry<{
    encode: (items: never) => unknown;
    decode: (value: unknown) => unknown;
    /** Whether a value that breaks the rules can still be encoded. */
    fits: (items: readonly unknown[]) => boolean;
}>();

/** The codec of a set. Values from the tenant may break its rules and are still encoded. */
function set<Item>(
    items: z.ZodType<Item[], Item[]>,
    decode: (value: unknown) => unknown,
    encode: (items: Item[]) => unknown,
    fits: (items: readonly unknown[]) => boolean = () => false,
) {
    const codec = z.codec(z.unknown(), items, { decode: (value) => decode(value) as Item[], encode });
    stateForms.add(codec, { encode, decode, fits });
    return codec;
}

/** A value in the form of the state. A value from the tenant is accepted even if it breaks a rule for programs. */
export function encoded(schema: z.ZodType, value: unknown): unknown {
    const { success, data } = z.safeEncode(schema, value);
    if (success) return data;
    const form = formOf(schema);
    return form && Array.isArray(value) ? form.encode(value as never) : value;
}

/** The reverse of {@link encoded}. */
export function decoded(schema: z.ZodType, value: unknown): unknown {
    const { success, data } = schema.safeParse(value);
    return success ? data : (formOf(schema)?.decode(value) ?? value);
}

/** A value with its sets as the lists that programs and SDKs have. */
export const asList = (schema: z.ZodType, value: unknown): unknown =>
    withSets(schema, value, (one, set) => (isRecord(set) ? (formOf(one)?.decode(set) ?? set) : set));

/** A value with its sets as the records that the state of a dynamic resource has. A list that is not such a set stays. */
export const asRecord = (schema: z.ZodType, value: unknown): unknown =>
    withSets(schema, value, (one, set) => {
        if (!Array.isArray(set)) return set;
        const { success, data } = one.safeParse(set);
        return success || formOf(one)?.fits(set) === true ? encoded(one, data ?? set) : set;
    });

/** A value in which every set is converted, at any depth. */
function withSets(schema: z.ZodType, value: unknown, convert: (schema: z.ZodType, set: unknown) => unknown): unknown {
    const inner = unwrapped(schema);
    // A set with a further rule inherits its form, which only `get` knows.
    if (stateForms.get(inner) !== undefined) return convert(inner, value);
    if (!isRecord(value)) return value;
    const schemaOf = (key: string): z.ZodType | undefined => {
        if (inner instanceof z.ZodRecord) return inner.valueType as z.ZodType;
        return inner instanceof z.ZodObject ? own(inner.shape as Record<string, z.ZodType>, key) : undefined;
    };
    return Object.fromEntries(
        Object.entries(value).map(([key, one]) => {
            const below = schemaOf(key);
            return [key, below === undefined ? one : withSets(below, one, convert)];
        }),
    );
}

const unwrapped = (schema: z.ZodType): z.ZodType =>
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
        ? unwrapped(schema.unwrap() as z.ZodType)
        : schema;

const formOf = (schema: z.ZodType) => stateForms.get(unwrapped(schema));

/**
 * Sets are written as lists and stored in the state as records (`{ "users:readonly": true }`). The engine compares
 * lists by index: removing one of forty permissions in the middle would show as twenty changes.
 */
export function setOf(item: z.ZodType<string, string>) {
    return set(
        z.array(item).overwrite(sortedSet),
        (value) => (isRecord(value) ? Object.keys(value) : value),
        (items) => Object.fromEntries(items.map((one) => [one, true])),
        (items) => items.every((one) => typeof one === "string"),
    );
}

/** A set of objects, each stored under its unique key. */
export function keyedSet<Item extends object>(
    item: z.ZodType<Item, Item>,
    entry: (item: Item) => [key: string, value: unknown],
    fromEntry: (key: string, value: unknown) => Item,
    merge: (items: Item[]) => Item[] = (items) => items,
) {
    const byKey = (items: Item[]) =>
        [...new Map(merge(items).map((one) => [entry(one)[0], one])).entries()]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([, one]) => one);
    return set(
        z.array(item).overwrite(byKey),
        (value) => (isRecord(value) ? Object.entries(value).map(([key, rest]) => fromEntry(key, rest)) : value),
        (items) => Object.fromEntries(items.map(entry)),
    );
}

export type JsonValue = z.core.util.JSONType;

/** Any JSON object; keys are kept as written. */
export const jsonObject = z.record(z.string(), z.json());

export const notEmpty = coded("CC1122", "must not be empty");

/** Trimmed text; never empty. */
export const name = z
    .string()
    .overwrite((value) => value.trim())
    .min(1, notEmpty);

/** `<project>/<stack>/<name>`, filled in by the resource's class: see `provider/core/marker.ts`. */
export const marker = z.string().min(1).optional();

/** An id of Genesys Cloud; case does not matter. */
export const id = z
    .string()
    .overwrite((value) => value.trim().toLowerCase())
    .min(1, notEmpty);

/** A whole number within limits, with a message that shows the given value. */
export function wholeNumber(least: number, most: number, unit: string) {
    const error = (issue: { input?: unknown }) =>
        coded("CC1123", `must be ${least} to ${most} ${unit}; it is ${JSON.stringify(issue.input)}`);
    return z.number().int({ error }).min(least, { error }).max(most, { error });
}

/** An https address. */
export const httpsUrl = z
    .string()
    .overwrite((value) => value.trim())
    .refine((value) => URL.canParse(value) && new URL(value).protocol === "https:", {
        error: (issue) => coded("CC1124", `must be an https address; it is ${JSON.stringify(issue.input)}`),
    });

/** An IP address or a CIDR range, in canonical form. */
export const ipRange = z
    .string()
    .overwrite((value) => canonicalRange(value) ?? value.trim())
    .refine((value) => canonicalRange(value) !== undefined, {
        error: (issue) =>
            coded(
                "CC1125",
                `must be an IPv4 or IPv6 address, or a CIDR range such as "203.0.113.0/24"; it is ${JSON.stringify(issue.input)}`,
            ),
    });

/** A date and time in ISO 8601 with a time zone; stored in UTC. */
export const dateTime = z
    .string()
    .overwrite((value) => canonicalDateTime(value) ?? value)
    .refine((value) => canonicalDateTime(value) !== undefined, {
        error: (issue) =>
            coded(
                "CC1126",
                `must be a date and time in ISO 8601 with its zone, such as "2027-01-31T00:00:00Z"; it is ${JSON.stringify(issue.input)}`,
            ),
    });

/** The same instant in canonical form; `undefined`: it is not a date and time. */
export function canonicalDateTime(text: string): string | undefined {
    const instant = /T.*(Z|[+-]\d\d:?\d\d)$/i.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN;
    return Number.isNaN(instant) ? undefined : new Date(instant).toISOString();
}
