import { z } from "zod";
import { text } from "../paging";
import { badRequest } from "../refusal";

/** Body of a search; of the vendor's kinds of criteria, those that this simulator knows. */
export function searchBody<Field extends string>(fields: readonly [Field, ...Field[]]) {
    return z.strictObject({
        pageSize: z.number().int().min(1).max(100).default(25),
        pageNumber: z.number().int().min(1).default(1),
        sortBy: text,
        sortOrder: z.enum(["ASC", "DESC", "SCORE"]).optional(),
        query: z
            .array(
                z.strictObject({
                    type: z.enum(["EXACT", "STARTS_WITH", "CONTAINS", "TERM", "TERMS", "REGEX", "REQUIRED_FIELDS"]),
                    fields: z.array(z.enum(fields)).min(1),
                    value: text,
                    values: z.array(z.string()).optional(),
                }),
            )
            .min(1),
    });
}

interface Criterion {
    type: string;
    fields: readonly string[];
    value?: string | undefined;
    values?: readonly string[] | undefined;
}

/** Whether an object, given by the values of its fields, fits all criteria; letter case does not count. */
export function fits(own: Readonly<Record<string, string>>, criteria: readonly Criterion[]): boolean {
    return criteria.every(({ type, fields, value, values = [] }) => {
        if (type !== "EXACT") throw badRequest(`This simulator searches EXACT only, not ${type}.`, "invalid.value");
        const wanted = [...values, ...(value === undefined ? [] : [value])].map((one) => one.toLowerCase());
        if (wanted.length === 0) throw badRequest("A criterion needs a value.", "invalid.value");
        return fields.some((field) => wanted.includes(((Object.hasOwn(own, field) && own[field]) || "").toLowerCase()));
    });
}
