import { answer, flag, needed, word } from "./decoder";

export const organization = answer("organization", { id: needed, name: needed, thirdPartyOrgName: needed });

/** A division; the name of a division of ours is needed only to find it. */
export const division = answer("division", { id: needed, name: word, homeDivision: flag });
