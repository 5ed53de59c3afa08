import type { z } from "zod";
import { answer, needed, word } from "./decoder";

export const user = answer("user", {
    id: needed,
    name: word,
    email: word,
    username: word,
    state: word,
    division: answer("division", { id: word, name: word }).optional(),
});
export type User = z.output<typeof user>;
