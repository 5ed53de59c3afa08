import { z } from "zod";
import { answer, flag, number, reference, text } from "./decoder";

/** Genesys may answer what was stored as `address` or `extension` in `display` only, and numbers formatted. */
const contact = answer("address", { address: text, extension: text, display: text, type: text, mediaType: text });
export type GroupContact = z.output<typeof contact>;
const owner = reference("owner");

const fields = {
    id: text,
    name: text,
    /** Absent in the answer to a GET: empty. */
    description: text,
    state: text,
    version: number,
    memberCount: number,
    type: text,
    visibility: text,
    rulesVisible: flag,
    rolesEnabled: flag,
    includeOwners: flag,
    callsEnabled: flag,
    email: text,
    /** Absent in the answer to a GET: none. So are owners. */
    addresses: z.array(contact).optional(),
    owners: z.array(owner).optional(),
};

/** What a program manages. Recorded items of lists lack `addresses`, `callsEnabled` and sometimes `owners`. */
export const groupFields = [
    "name",
    "description",
    "visibility",
    "rulesVisible",
    "rolesEnabled",
    "includeOwners",
    "callsEnabled",
    "email",
    "addresses",
    "owners",
] as const satisfies (keyof typeof fields)[];

export const group = answer("group", fields);
/** In lists, in searches, and in the answer to a POST. */
export const listedGroup = answer("group", { ...fields, id: z.string() });
export type Group = z.output<typeof group>;
export type ListedGroup = z.output<typeof listedGroup>;
