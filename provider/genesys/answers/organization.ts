import { z } from "zod";
import { answer, flag, text } from "./decoder";

export const organization = answer("organization", { id: z.string(), name: z.string(), thirdPartyOrgName: z.string() });

/** A division; the name of a division of ours is needed only to find it. */
export const division = answer("division", { id: z.string(), name: text, homeDivision: flag });
