import { z } from "zod";
import { answer, flag, listOrEmpty, text, texts } from "./decoder";

const referred = answer("reference", { id: text, name: text }).optional();
const operand = answer("operand", {
    type: text,
    value: z.union([z.string(), z.number(), z.boolean()]).optional(),
    user: referred,
    queue: referred,
    team: referred,
});
/** A tree of conditions. The server adds names and addresses to what its leaves refer to. */
const conditions: z.ZodType<Record<string, unknown>> = answer("condition", {
    variableName: text,
    operator: text,
    operands: z.array(operand).optional(),
    conjunction: text,
    terms: z.lazy(() => z.array(conditions)).optional(),
});

const policy = answer("policy", {
    domain: z.string(),
    entityName: z.string(),
    /** May be `*`. An action set that is absent allows nothing. */
    actionSet: listOrEmpty(z.string()),
    /** Absent if the policy has no conditions. */
    resourceConditionNode: conditions.optional(),
});
export type PolicyAnswer = z.output<typeof policy>;

const fields = {
    id: text,
    name: text,
    /** Absent in the answer to a GET: empty. */
    description: text,
    /** Old-style permissions such as `employee`. */
    permissions: texts,
    /** Absent in the answer to a GET: none. */
    permissionPolicies: z.array(policy).optional(),
    default: flag,
    base: flag,
};

export const role = answer("role", fields);
/** In lists, and in the answer to a POST. */
export const listedRole = answer("role", { ...fields, id: z.string() });
export type Role = z.output<typeof role>;
export type ListedRole = z.output<typeof listedRole>;

/** Permissions of one domain, by entity. */
export const permissionDomain = answer("domain of permissions", {
    domain: text,
    permissionMap: z.record(
        z.string(),
        z.array(answer("permission", { domain: z.string(), entityType: z.string(), action: z.string() })),
    ),
});
