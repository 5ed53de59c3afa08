import { z } from "zod";
import { coded } from "../transport/message";

/** A user: an e-mail address or an id; case does not matter. */
export const userReference = z
    .string()
    .overwrite((value) => value.trim().toLowerCase())
    .min(1, coded("CC2047", "must be an e-mail address or the id of a user; it is empty"));
