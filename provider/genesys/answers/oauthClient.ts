import { z } from "zod";
import { answer, needed, number, text, texts, word } from "./decoder";

const roleDivision = answer("role", { roleId: needed, divisionId: needed });

const fields = {
    id: word,
    name: word,
    /** Absent in the answer to a GET if it is empty. */
    description: text,
    /** `CLIENT-CREDENTIALS`, in one of several spellings, `CODE` … */
    authorizedGrantType: word,
    accessTokenValiditySeconds: number,
    /** Absent in the answer to a GET if there are none. The same applies to `scope`, but not to `roleDivisions`. */
    registeredRedirectUri: texts,
    scope: texts,
    roleIds: texts,
    roleDivisions: z.array(roleDivision).optional(),
    /** `active`, `inactive`, `disabled` by Genesys' support, `deleted`; absent in old versions of the API. */
    state: word,
    /** Absent if there is none. */
    dateToDelete: word,
    /** Only in the answer to a POST, and to a POST for a new secret. */
    secret: word,
};

export const oauthClient = answer("OAuth client", fields);
/** In lists, and in the answer to a POST. */
export const listedClient = answer("OAuth client", { ...fields, id: needed });
export const newSecret = answer("new secret", { secret: z.string() });
export type OAuthClient = z.output<typeof oauthClient>;
export type ListedClient = z.output<typeof listedClient>;

export const scope = answer("scope", { id: needed });
