// Reads values whose shape is not certain: from a program, or from a state.

/** Properties by name. For a policy, reading one that a preview does not know yet throws. */
export type Props = Readonly<Record<string, unknown>>;

const isProps = (value: unknown): value is Props =>
    typeof value === "object" && value !== null && !Array.isArray(value);

/** The properties of an object; none for any other value. */
export const record = (value: unknown): Props => (isProps(value) ? value : {});

/** A text; an empty one for any other value. */
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
        // The only error that reading throws: see UnknownValueError in @pulumi/policy.
        return undefined;
    }
}
