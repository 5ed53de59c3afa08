import { z } from "zod";
import { answer, recordOf, text, texts, word } from "./decoder";

const someone = answer("author", { id: word, name: word }).optional();

const propertyChange = answer("changed property", { property: text, oldValues: texts, newValues: texts });
export type PropertyChange = z.output<typeof propertyChange>;

/** An entry of the audit log. In recorded entries, the ids of users and clients are often empty or absent. */
export const auditMessage = answer("entry of the audit log", {
    id: word,
    eventDate: text,
    entityType: text,
    action: text,
    status: text,
    entity: answer("object", { id: word }).optional(),
    user: someone,
    client: someone,
    context: recordOf(z.unknown()).optional(),
    propertyChanges: z.array(propertyChange).optional(),
});
export type AuditMessage = z.output<typeof auditMessage>;

export const auditQuery = answer("audit query", { id: word, state: word });
export const auditResults = answer("audit query", { entities: z.array(auditMessage).optional(), cursor: text });

/** Which services have audits of which types of object. */
export const serviceMapping = answer("service mapping", {
    services: z
        .array(
            answer("service", {
                name: word,
                entities: z.array(answer("type of object", { name: word })).optional(),
            }),
        )
        .optional(),
});
export type ServiceMapping = z.output<typeof serviceMapping>;
