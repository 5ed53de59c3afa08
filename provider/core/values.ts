// Reads values whose shape is not known for certain: what a program declares, what a state holds.

/** Properties by their names. For a policy, reading one that a preview does not know yet throws. */
export type Props = Readonly<Record<string, unknown>>;

const isProps = (value: unknown): value is Props =>
    typeof value === "object" && value !== null && !Array.isArray(value);

/** The properties of an object; of anything else, none. */
export const record = (value: unknown): Props => (isProps(value) ? value : {});

/** A text; of anything else, an empty one. */
export const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Members of a set: inputs hold it as a record, outputs as a list. */
export function members(value: unknown): string[] {
    return Array.isArray(value) ? value.map(text) : Object.keys(record(value));
}

/** The value, or nothing if a preview does not know it yet. */
export function ifKnown<Value>(read: () => Value): Value | undefined {
    try {
        return read();
    } catch {
        // The only error that reading makes: see UnknownValueError in @pulumi/policy.
        return undefined;
    }
}
