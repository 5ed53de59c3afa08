import { z } from "zod";
import { answer, flag, needed, text, texts, textsOrEmpty, word } from "./decoder";

const referred = (kind: string) => answer(kind, { id: word, name: word }).optional();
const operand = answer("operand", {
    type: word,
    value: z.union([z.string(), z.number(), z.boolean()]).optional(),
    user: referred("user"),
    queue: referred("queue"),
    team: referred("team"),
});
/** A tree of conditions. The server adds names and addresses of the objects that its leaves refer to. */
const conditions: z.ZodType<Record<string, unknown>> = answer("condition", {
    variableName: word,
    operator: word,
    operands: z.array(operand).optional(),
    conjunction: word,
    terms: z.lazy(() => z.array(conditions)).optional(),
});

const policy = answer("policy", {
    domain: needed,
    entityName: needed,
    /** May be `*`. A missing action set allows nothing. */
    actionSet: textsOrEmpty,
    /** Absent if the policy has no conditions. */
    resourceConditionNode: conditions.optional(),
});
export type PolicyAnswer = z.output<typeof policy>;

const fields = {
    id: word,
    name: word,
    /** Absent in the answer to a GET if it is empty. */
    description: text,
    /** Old-style permissions such as `employee`. */
    permissions: texts,
    /** Absent in the answer to a GET if there are none. */
    permissionPolicies: z.array(policy).optional(),
    default: flag,
    base: flag,
};

export const role = answer("role", fields);
/** In lists, and in the answer to a POST. */
export const listedRole = answer("role", { ...fields, id: needed });
export type Role = z.output<typeof role>;
export type ListedRole = z.output<typeof listedRole>;

/** Permissions of one domain, by entity; absent or empty if they are not told. */
export const permissionDomain = answer("domain of permissions", {
    domain: text,
    permissionMap: z
        .record(
            z.string(),
            z.array(answer("permission", { domain: needed, entityType: needed, action: needed })).nullable(),
        )
        .optional(),
});
