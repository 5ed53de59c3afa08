/** One property of an object, before and after. */
export interface PropertyChange {
    property: string;
    oldValues: string[];
    newValues: string[];
}

export interface Change {
    at: number;
    /** The OAuth client whose token was used. */
    by: string;
    /** The person whose token it was; absent for a client's own. */
    user?: string;
    action: "Create" | "Update" | "Delete" | "MemberAdd" | "MemberRemove" | "Grant" | "Revoke" | "RotateSecret";
    kind: string;
    id: string;
    name: string;
    properties?: PropertyChange[];
}

/** When an object was created and last changed, and by which OAuth client. */
export interface History {
    createdAt: number;
    createdBy: string;
    modifiedAt: number;
    modifiedBy: string;
}

/** The differences between an object before and after, property by property, without the excluded ones. */
export function propertyChanges(before: object, after: object, except: readonly string[] = []): PropertyChange[] {
    const [old, current] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
    return [...new Set([...old.keys(), ...current.keys()])]
        .filter((property) => !except.includes(property))
        .map((property) => ({
            property,
            oldValues: texts(old.get(property)),
            newValues: texts(current.get(property)),
        }))
        .filter(({ oldValues, newValues }) => JSON.stringify(oldValues) !== JSON.stringify(newValues));
}

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function texts(value: unknown): string[] {
    if (value === undefined || value === "") return [];
    return Array.isArray(value) ? value.map(text) : [text(value)];
}
