/** Properties as a policy sees them: reading one that a preview does not know yet throws. */
export type Props = Readonly<Record<string, unknown>>;

/** A role and its divisions, as a client or an assignment declares them. */
export interface Grant {
    /** Absent where a preview does not know it yet. */
    role?: string;
    divisions: string[];
}

const typePrefix = "pulumi-nodejs:dynamic/";

/** `genesys:Role`; nothing for a resource that is not of this library. */
export function tokenOf(type: string): string | undefined {
    const token = type.startsWith(typePrefix) ? type.slice(typePrefix.length) : "";
    return /^(eleveo|genesys):\w+$/.test(token) ? token : undefined;
}

/** The value, or nothing where a preview does not know it yet. */
export function ifKnown<Value>(read: () => Value): Value | undefined {
    try {
        return read();
    } catch {
        // The only error that reading makes: see UnknownValueError in @pulumi/policy.
        return undefined;
    }
}

const isRecord = (value: unknown): value is Props =>
    typeof value === "object" && value !== null && !Array.isArray(value);

export const record = (value: unknown): Props => (isRecord(value) ? value : {});

export const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Members of a set: inputs hold it as a record, outputs as a list. */
export function members(value: unknown): string[] {
    return Array.isArray(value) ? value.map(text) : Object.keys(record(value));
}

/** What `roles` of a client gives, a record by role or a list. */
export function grants(value: unknown): Grant[] {
    if (!Array.isArray(value))
        return Object.entries(record(value)).map(([role, divisions]) => ({ role, divisions: members(divisions) }));
    return (value as Props[]).map((grant) => {
        const role = ifKnown(() => text(grant["role"]));
        return { ...(role === undefined ? {} : { role }), divisions: members(grant["divisions"]) };
    });
}
