import { differences, propertyOf } from "./differences";
import { quotedList } from "./problem";

/** A clause about one member of a set, and one about several. */
type Counted = readonly [one: string, several: string];

/**
 * What users and systems that rely on an object lose by changing it. Previews, reviews, adoptions and comments all use
 * this one list of texts.
 */
export interface Consequences<Property extends string = string> {
    /** Texts for properties that get another value. */
    changed?: Partial<Record<Property, string>>;
    /** Texts for members removed from a set, or keys removed from a record. They follow the number. */
    removed?: Partial<Record<Property, Counted>>;
    /** Text for a deleted object. */
    deleted?: string;
    /** Text for an object that a create adopts. */
    adopted?: string;
}

export const secretRenewed = "its secret is renewed, and the old one stops working at once";

type Bag = Readonly<Record<string, unknown>>;

/**
 * What is lost by a change from one side to the other; both in the form of the state. Unknown values have no
 * consequences.
 */
export function consequencesOf(
    { changed = {}, removed = {} }: Consequences,
    before: Bag,
    after: Bag,
    isUnknown: (value: unknown) => boolean = () => false,
): string[] {
    const known = Object.entries(after).filter(([, value]) => value !== undefined && !isUnknown(value));
    const keys = known.map(([key]) => key);
    const olds = Object.fromEntries(Object.entries(before).filter(([key]) => keys.includes(key)));
    const all = differences(olds, Object.fromEntries(known));
    const replaced = Object.entries(changed).flatMap(([property, words]) =>
        words !== undefined && all.some(({ path }) => propertyOf(path) === property) ? [words] : [],
    );
    const gone = Object.entries(removed).flatMap(([property, words]) => {
        const members = all.flatMap(({ path, kind, declared }) =>
            kind === "removed" && propertyOf(path) === property ? [memberOf(path, property, declared)] : [],
        );
        return words === undefined || members.length === 0 ? [] : [formatRemoved(members, words)];
    });
    return [...replaced, ...gone];
}

/** A member of a set, or the key of a record below which something is removed. */
export function memberOf(path: string, property: string, removed: unknown): string {
    const key = /^(?:\.(\w+)|\["((?:[^"\\]|\\.)*)"\])/.exec(path.slice(property.length));
    return key?.[1] ?? key?.[2] ?? String(removed);
}

const most = 10;

function formatRemoved(members: readonly string[], [one, several]: Counted): string {
    const names = [...new Set(members)].sort();
    const rest = names.length > most ? ` and ${names.length - most} more` : "";
    return `${names.length} ${names.length === 1 ? one : several}: ${quotedList(names.slice(0, most))}${rest}`;
}
