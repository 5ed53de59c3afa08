import { sameJson } from "../core/json";
import { UnreadableAnswer } from "./answers/needed";

/**
 * Fields that the API description calls read-only, or that only the read form of an object has. Every other field of
 * what was read goes back with a PUT, also one that we do not know.
 */
const readOnly = {
    // GroupUpdate has no type, and the ids of owners in `ownerIds`.
    group: ["id", "dateModified", "memberCount", "type", "owners", "selfUri"],
    oauthClient: ["id", "secret", "dateCreated", "dateModified", "createdBy", "modifiedBy", "selfUri"],
    role: [
        "id",
        "defaultRoleId",
        "unusedPermissions",
        "userCount",
        "roleNeedsUpdate",
        "baseLicense",
        "addonLicenses",
        "dateLicenseLastUpdated",
        "default",
        "base",
        "selfUri",
    ],
    integrationConfig: ["id", "selfUri"],
    credential: ["createdDate", "modifiedDate", "selfUri"],
} as const;

/** What a PUT starts from: an object as it was read, without what is read-only. */
export function writable<T extends object>(kind: keyof typeof readOnly, read: T): Partial<T> {
    const left: readonly string[] = readOnly[kind];
    return Object.fromEntries(
        Object.entries(read).filter(([key, value]) => value !== undefined && !left.includes(key)),
    ) as Partial<T>;
}

/**
 * The answer to a write if it shows what is declared. Otherwise it may only lack something, or not be up to date: then
 * the object as it reads back.
 */
export async function confirmed<Written extends object, Read extends object>(
    written: Written,
    shows: (answer: Written) => boolean,
    read: () => Promise<Read>,
): Promise<Written | Read> {
    try {
        if (shows(written)) return written;
    } catch (error) {
        if (!(error instanceof UnreadableAnswer)) throw error;
    }
    return read();
}

/** Whether outputs have everything that is declared. */
export const isDeclared = (outputs: object, declared: object): boolean =>
    Object.entries(declared).every(([key, value]) => sameJson(outputs[key as keyof typeof outputs], value));
