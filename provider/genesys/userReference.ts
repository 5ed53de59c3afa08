import { z } from "zod";

/** A user: an e-mail address or an id; case does not matter. */
export const userReference = z
    .string()
    .overwrite((value) => value.trim().toLowerCase())
    .min(1, "must be an e-mail address or the id of a user; it is empty");
