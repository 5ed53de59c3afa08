import { z } from "zod";
import { answer, needed, text, texts, word } from "./decoder";

/** A subject that holds a role, with the divisions in which it does. */
export const subjectGrants = answer("subject", {
    id: needed,
    /** `PC_USER`, `PC_GROUP`, `PC_OAUTH_CLIENT`, `PC_TRUSTEE_USER` …; may be absent. */
    type: word,
    /** Absent: not told, because a subject that is listed holds the role somewhere. */
    divisions: z.array(answer("division", { id: needed })).optional(),
});

/** Recorded grants have an empty list of policies for some roles. Absent and empty both mean: not told. */
const grantedRole = answer("role", {
    id: word,
    name: word,
    policies: z.array(answer("policy", { domain: text, entityName: text, actions: texts })).optional(),
});
export type GrantedRole = z.output<typeof grantedRole>;

/** The roles of a subject. Grants that are absent are not told, which is not the same as no grants. */
export const subject = answer("subject", {
    grants: z.array(answer("grant", { role: grantedRole.optional() })).optional(),
});
