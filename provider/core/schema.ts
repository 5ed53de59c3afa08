import { z } from "zod";
import { coded } from "../transport/message";
import { canonicalRange } from "./ipRange";
import { isRecord, sortedSet } from "./json";

/** The forms of sets in the state, by their schemas. */
const stateForms = z.registry<{ encode: (items: never) => unknown; decode: (value: unknown) => unknown }>();

/** The codec of a set. Values from the tenant may break its rules and are still encoded. */
function set<Item>(
    items: z.ZodType<Item[], Item[]>,
    decode: (value: unknown) => unknown,
    encode: (items: Item[]) => unknown,
) {
    const codec = z.codec(z.unknown(), items, { decode: (value) => decode(value) as Item[], encode });
    stateForms.add(codec, { encode, decode });
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

/** A set as the list that programs and SDKs have; any other value as it is. */
export const asList = (schema: z.ZodType, value: unknown): unknown =>
    isRecord(value) ? (formOf(schema)?.decode(value) ?? value) : value;

/** A set as the record that the state of a dynamic resource has; any other value as it is. */
export const asRecord = (schema: z.ZodType, value: unknown): unknown =>
    Array.isArray(value) && formOf(schema) !== undefined ? encoded(schema, decoded(schema, value)) : value;

function formOf(schema: z.ZodType) {
    if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return formOf(schema.unwrap() as z.ZodType);
    return stateForms.get(schema);
}

/**
 * Sets are written as lists and stored in the state as records (`{ "users:readonly": true }`). The engine compares
 * lists by index: removing one of forty permissions in the middle would show as twenty changes.
 */
export function setOf(item: z.ZodType<string, string>) {
    return set(
        z.array(item).overwrite(sortedSet),
        (value) => (isRecord(value) ? Object.keys(value) : value),
        (items) => Object.fromEntries(items.map((one) => [one, true])),
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
