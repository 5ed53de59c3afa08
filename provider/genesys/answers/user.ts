import { z } from "zod";
import { answer, text } from "./decoder";

export const user = answer("user", {
    id: z.string(),
    name: text,
    email: text,
    username: text,
    state: text,
    division: answer("division", { id: text, name: text }).optional(),
});
export type User = z.output<typeof user>;
