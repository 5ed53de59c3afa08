import { answer, flag, needed, word } from "./decoder";

export const organization = answer("organization", { id: needed, name: needed, thirdPartyOrgName: needed });

/** A division. The name of one of our divisions is only needed to find it. */
export const division = answer("division", { id: needed, name: word, homeDivision: flag });
