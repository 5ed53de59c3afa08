import { z } from "zod";
import { described } from "../described";
import { text } from "../paging";
import { badRequest } from "../refusal";

const comparisons = ["RANGE", "LESS_THAN", "LESS_THAN_EQUAL_TO", "GREATER_THAN", "GREATER_THAN_EQUAL_TO"] as const;
const types = [
    "EXACT",
    "STARTS_WITH",
    "CONTAINS",
    "REGEX",
    "TERM",
    "TERMS",
    "REQUIRED_FIELDS",
    "MATCH_ALL",
    "QUERY_STRING",
    ...comparisons,
] as const;

interface Criterion {
    type: string;
    fields?: readonly string[] | undefined;
    value?: string | undefined;
    values?: readonly string[] | undefined;
    startValue?: string | undefined;
    endValue?: string | undefined;
    /** How it combines with the others. @default AND */
    operator?: "AND" | "OR" | "NOT" | undefined;
    /** Criteria in parentheses, instead of a criterion. */
    group?: readonly Criterion[] | undefined;
}

const criterion: z.ZodType<Criterion> = z.lazy(() =>
    described({
        type: z.enum(types),
        fields: z.array(z.string()).optional(),
        value: text,
        values: z.array(z.string()).optional(),
        startValue: text,
        endValue: text,
        dateFormat: text,
        operator: z.enum(["AND", "OR", "NOT"]).optional(),
        group: z.array(criterion).optional(),
    }),
);

const order = z.enum(["ASC", "DESC", "SCORE"]).optional();

/** Body of a search. */
const common = {
    pageSize: z.number().int().min(1).max(100).default(25),
    pageNumber: z.number().int().min(1).default(1),
    sortBy: text,
    sortOrder: order,
    sort: z.array(described({ sortBy: text, sortOrder: order })).optional(),
    query: z.array(criterion).optional(),
};
export const groupSearch = described(common);
export const userSearch = described({
    ...common,
    expand: z.array(z.string()).optional(),
    integrationPresenceSource: text,
    enforcePermissions: z.boolean().optional(),
});
type Search = z.output<typeof groupSearch>;

/** The values of an object's fields that can be searched. */
type Own = Readonly<Record<string, string>>;

const valueOf = (own: Own, field: string): string => ((Object.hasOwn(own, field) && own[field]) || "").toLowerCase();
const words = (value: string): string[] => value.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** Whether an object matches criteria, regardless of letter case. No document says how `OR` combines with `AND`. */
export function fits(own: Own, criteria: readonly Criterion[]): boolean {
    const others = criteria.filter(({ operator }) => operator !== "OR");
    const any = criteria.filter(({ operator }) => operator === "OR");
    return (
        others.every((one) => (one.operator === "NOT") !== fitsOne(own, one)) &&
        (any.length === 0 || any.some((one) => fitsOne(own, one)))
    );
}

function fitsOne(own: Own, one: Criterion): boolean {
    if (one.group !== undefined && one.group.length > 0) return fits(own, one.group);
    if (one.type === "MATCH_ALL") return true;
    const { fields = [], value, values = [] } = one;
    if (fields.length === 0) throw badRequest("A criterion needs fields.", "invalid.value");
    if (one.type === "REQUIRED_FIELDS") return fields.every((field) => valueOf(own, field) !== "");
    const wanted = [...values, ...(value === undefined ? [] : [value])].map((each) => each.toLowerCase());
    const ranges = comparisons.some((type) => type === one.type);
    if (wanted.length === 0 && !ranges) throw badRequest("A criterion needs a value.", "invalid.value");
    return fields.some((field) => matches(valueOf(own, field), wanted, one));
}

function matches(has: string, wanted: readonly string[], { type, startValue, endValue }: Criterion): boolean {
    const [first = ""] = wanted;
    switch (type) {
        case "STARTS_WITH":
            return wanted.some((one) => has.startsWith(one));
        case "CONTAINS":
            return wanted.some((one) => has.includes(one));
        case "REGEX":
            return wanted.some((one) => pattern(one).test(has));
        case "TERM":
        case "TERMS":
            return wanted.some((one) => has === one || words(has).includes(one));
        case "QUERY_STRING":
            return words(first).every((one) => words(has).includes(one));
        case "RANGE":
            return has >= (startValue ?? first) && (endValue === undefined || has <= endValue);
        case "LESS_THAN":
            return has < first;
        case "LESS_THAN_EQUAL_TO":
            return has <= first;
        case "GREATER_THAN":
            return has > first;
        case "GREATER_THAN_EQUAL_TO":
            return has >= first;
        default:
            return wanted.includes(has);
    }
}

function pattern(text: string): RegExp {
    try {
        return new RegExp(`^(?:${text})$`, "iu");
    } catch {
        throw badRequest(`${text} is not a regular expression.`, "invalid.value");
    }
}

/** Matching objects, in the requested order. */
export function searched<T>(all: Iterable<T>, fieldsOf: (one: T) => Own, body: Search, usual: string): T[] {
    const { sortBy = usual, sortOrder } = body.sort?.[0] ?? body;
    const turn = sortOrder === "DESC" ? -1 : 1;
    return [...all]
        .filter((one) => fits(fieldsOf(one), body.query ?? []))
        .sort((a, b) => turn * valueOf(fieldsOf(a), sortBy).localeCompare(valueOf(fieldsOf(b), sortBy)));
}
