import { z } from "zod";
import { answer, flag, needed, number, reference, text, word } from "./decoder";

/** Genesys may return a stored `address` or `extension` only in `display`, and may format numbers. */
const contact = answer("address", { address: text, extension: text, display: text, type: word, mediaType: word });
export type GroupContact = z.output<typeof contact>;
const owner = reference("owner");

const fields = {
    id: word,
    name: word,
    /** Absent in the answer to a GET if it is empty. */
    description: text,
    state: word,
    version: number,
    memberCount: number,
    type: word,
    visibility: word,
    rulesVisible: flag,
    rolesEnabled: flag,
    includeOwners: flag,
    callsEnabled: flag,
    email: text,
    /** Absent in the answer to a GET if there are none. The same applies to owners. */
    addresses: z.array(contact).optional(),
    owners: z.array(owner).optional(),
};

export const group = answer("group", fields);
/** In lists, in searches, and in the answer to a POST. */
export const listedGroup = answer("group", { ...fields, id: needed });
export type Group = z.output<typeof group>;
export type ListedGroup = z.output<typeof listedGroup>;
