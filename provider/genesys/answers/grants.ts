import { z } from "zod";
import { answer, needed, text, texts, word } from "./decoder";

/** A subject that has a role, with its divisions. */
export const subjectGrants = answer("subject", {
    id: needed,
    /** `PC_USER`, `PC_GROUP`, `PC_OAUTH_CLIENT`, `PC_TRUSTEE_USER` …; may be absent. */
    type: word,
    /** Absent if not reported, because a listed subject has the role in at least one division. */
    divisions: z.array(answer("division", { id: needed })).optional(),
});

/** Recorded grants have an empty list of policies for some roles. Absent and empty both mean: not reported. */
const grantedRole = answer("role", {
    id: word,
    name: word,
    policies: z.array(answer("policy", { domain: text, entityName: text, actions: texts })).optional(),
});
export type GrantedRole = z.output<typeof grantedRole>;

/** The roles of a subject. Absent grants are not reported, which differs from no grants. */
export const subject = answer("subject", {
    grants: z.array(answer("grant", { role: grantedRole.optional() })).optional(),
});
