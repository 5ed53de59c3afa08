import { z } from "zod";
import { didYouMean, kindName, pathText, type Problem, shown } from "../core/problem";
import type { ResourceType } from "../core/resourceType";
import { canonical, sameJson } from "../core/json";
import { coded } from "../transport/message";
import { decoded, encoded } from "../core/schema";
import { holdsUnknown, split, unknownAt } from "./wire";

/** Inputs after validation. */
export interface Checked<I> {
    /** The form that the state holds. Unknown values are left as the engine passed them. */
    state: Record<string, unknown>;
    /** The known values, normalized. */
    known: Partial<I>;
    problems: Problem[];
}

/**
 * Validates and normalizes. Reports every problem at once, in the order of the properties. Unknown values are skipped.
 */
export function checkInputs<I extends object>(
    type: Pick<ResourceType<never, I, I>, "inputs" | "rules"> & { readonly secrets: readonly string[] },
    news: Record<string, unknown>,
    olds: Record<string, unknown> = {},
): Checked<I> {
    const shape = type.inputs.shape as Record<string, z.ZodType>;
    const checked: Checked<I> = { state: {}, known: {}, problems: unknownKeys(shape, news) };
    const open = new Set<string>();
    for (const [property, schema] of Object.entries(shape)) {
        const value = news[property] ?? undefined;
        const isSecret = type.secrets.includes(property);
        const result = schema.safeParse(value, { error: (issue) => describeIssue(issue, isSecret) });
        // The product has it, so the product accepts it, for example in an imported object.
        if (!result.success && value !== undefined && sameJson(value, olds[property])) {
            checked.state[property] = value;
            Object.assign(checked.known, { [property]: decoded(schema, value) });
            continue;
        }
        if (holdsUnknown(value)) {
            // Policies can see the known parts of it at preview.
            checked.state[property] = value;
            open.add(property);
        } else if (result.success && result.data !== undefined) {
            checked.state[property] = z.encode(schema, result.data);
            Object.assign(checked.known, { [property]: result.data });
        }
        const issues = result.success ? [] : result.error.issues.filter(({ path }) => !unknownAt(value, path));
        if (issues.length > 0) open.add(property);
        checked.problems.push(...issues.map(({ path, message }) => problem([property, ...path], message)));
    }
    checked.problems.push(...(type.rules?.(checked.known, (property) => open.has(property), olds as Partial<I>) ?? []));
    return checked;
}

/** Inputs from the state, in the form that the resource types use. */
export function decodeInputs<I extends object>(
    type: { inputs: z.ZodObject & z.ZodType<I> },
    state: Record<string, unknown>,
): I {
    const { own } = split(state);
    const { success, data } = type.inputs.safeParse(own);
    return success ? data : (decodeFound(type, own) as I);
}

/** The same for inputs that a read has found, which may break rules for programs. Only the existing ones. */
export function decodeFound<I extends object>(
    type: { inputs: z.ZodObject },
    state: Record<string, unknown>,
): Partial<I> {
    const shape = Object.entries(type.inputs.shape as Record<string, z.ZodType>);
    const there = shape.filter(([property]) => state[property] !== undefined);
    return Object.fromEntries(
        there.map(([property, schema]) => [property, decoded(schema, state[property])]),
    ) as Partial<I>;
}

/** The declared properties of some outputs, in the form that the state holds. */
export function encodeInputs(
    type: { inputs: z.ZodObject },
    outputs: Record<string, unknown>,
    declared: readonly string[],
): Record<string, unknown> {
    const shape = type.inputs.shape as Record<string, z.ZodType>;
    return Object.fromEntries(
        declared
            .filter((property) => outputs[property] !== undefined)
            .map((property) => [property, encoded(shape[property] as z.ZodType, outputs[property])]),
    );
}

/** Whether the engine's old inputs are the same as the new ones. */
export function unchanged(olds: Record<string, unknown>, state: Record<string, unknown>): boolean {
    return canonical(split(olds).own) === canonical(split(state).own);
}

function unknownKeys(shape: Record<string, z.ZodType>, news: Record<string, unknown>): Problem[] {
    return Object.keys(news)
        .filter((property) => !Object.hasOwn(shape, property))
        .map((path) => ({
            code: "CC1201",
            path,
            reason: `is not a property of this resource${didYouMean(path, Object.keys(shape))}`,
        }));
}

/** The text of a rule has its code, except those of zod itself. */
function problem(parts: readonly PropertyKey[], reason: string): Problem {
    const path = pathText(parts);
    return / \[CC\d+\]$/.test(reason) ? { code: undefined, path, reason } : { code: "CC1206", path, reason };
}

/** Zod's issues in the words of this library: the rule, the given value, and the most similar legal one. */
function describeIssue(issue: z.core.$ZodRawIssue, isSecret: boolean): string | undefined {
    const value = shown(issue.input, isSecret);
    switch (issue.code) {
        case "invalid_type":
            if (issue.input === undefined) return coded("CC1202", "is required");
            return mustBe(issue.expected, issue.input, isSecret);
        case "invalid_value": {
            const values = issue.values.map(String);
            const near = typeof issue.input === "string" ? didYouMean(issue.input, values) : "";
            const legal = values.map((value) => `"${value}"`).join(", ");
            return coded("CC1204", `must be ${values.length > 1 ? "one of " : ""}${legal}; it is ${value}${near}`);
        }
        case "unrecognized_keys":
            return coded("CC1205", `does not have ${issue.keys.map((key) => `"${key}"`).join(", ")}`);
        default:
            return undefined;
    }
}

/** The rule for a value of another type. */
export function mustBe(type: string, found: unknown, isSecret = false): string {
    const [kind, value] = [kindName(type), shown(found, isSecret)];
    return coded("CC1203", `must be ${kind}; it is ${value}`);
}
