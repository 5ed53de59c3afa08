/**
 * Fields that the API description calls read-only, or that only the read form of an object has. Every other field of a
 * read goes back with a PUT, including unknown ones.
 */
const readOnly = {
    // GroupUpdate has no type, and has the ids of owners in `ownerIds`.
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

/** The basis of a PUT: an object as it was read, without read-only fields. */
export function writable<T extends object>(kind: keyof typeof readOnly, read: T): Partial<T> {
    const left: readonly string[] = readOnly[kind];
    return Object.fromEntries(
        Object.entries(read).filter(([key, value]) => value !== undefined && !left.includes(key)),
    ) as Partial<T>;
}
