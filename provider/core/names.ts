import { Deadline, within } from "../transport/deadline";
import { printable } from "../transport/foreignText";
import { isRecord } from "./json";

/**
 * How a property refers to other objects by id: one or several objects, or roles with their divisions
 * (`{ role: id, divisions: [id] }`).
 */
export type Reference =
    | "role"
    | "group"
    | "groups"
    | "queues"
    | "users"
    | "division"
    | "divisions"
    /** `{ user: id }`, `{ group: id }` or `{ oauthClient: id }`; in the state, `user:<id>`. */
    | "subjects"
    | "grants";

/** The properties of a type that refer to other objects. */
export type References = Readonly<Partial<Record<string, Reference>>>;

/** The properties that refer to other objects in one of the given ways. */
export const propertiesWith = (references: References = {}, ...ways: readonly Reference[]): string[] =>
    Object.entries(references).flatMap(([property, way]) =>
        way !== undefined && ways.includes(way) ? [property] : [],
    );

/** Kinds of object with a display name. */
export type NamedKind = "user" | "role" | "group" | "division" | "oauthClient";

export interface NamedId {
    kind: NamedKind;
    id: string;
}

/**
 * Names by ids; `null`: the product reports that the object is deleted. An id whose name could not be read is absent.
 */
export type Names = Readonly<Record<string, string | null>>;

/** A source of objects' names. */
export interface Naming {
    /**
     * The display name of an object. `null`: the product reports that it is deleted, `undefined`: it cannot be read.
     * Concurrent calls are one request. Absent if nothing refers to objects by ids.
     */
    readonly nameOf?: (kind: NamedKind, id: string) => Promise<string | null | undefined>;
}

/** Timeout in seconds for all lookups of names together: an id is better than a long wait. */
const patience = 15;

/** The ids in the given properties, in the form of a program or of the state. */
export function idsIn(references: References = {}, bag: Readonly<Record<string, unknown>>): NamedId[] {
    const found = Object.entries(references).flatMap(([property, reference]) =>
        reference === undefined ? [] : idsOf(reference, bag[property]),
    );
    // A program may refer to users by e-mail address, and to all divisions by "*".
    return found.filter(({ id }) => /^[\w-]+$/.test(id));
}

function idsOf(reference: Reference, value: unknown): NamedId[] {
    const all = (kind: NamedKind) => texts(value).map((id) => ({ kind, id }));
    switch (reference) {
        case "queues":
            return [];
        case "groups":
            return all("group");
        case "users":
            return all("user");
        case "divisions":
            return all("division");
        case "subjects":
            return subjectsIn(value);
        case "grants":
            return grantsIn(value);
        default:
            return all(reference);
    }
}

/** One text, the texts of a list, or the keys of a record. */
function texts(value: unknown): string[] {
    if (typeof value === "string") return [value];
    if (Array.isArray(value)) return value.filter((one) => typeof one === "string");
    return isRecord(value) ? Object.keys(value) : [];
}

const subjectKinds: readonly NamedKind[] = ["user", "group", "oauthClient"];

function subjectsIn(value: unknown): NamedId[] {
    const listed = Array.isArray(value) ? value.filter(isRecord).flatMap((one) => Object.entries(one)) : [];
    const keys = texts(value).map((key) => /^(\w+):(.*)$/.exec(key)?.slice(1) ?? []);
    return [...listed, ...keys].flatMap(([kind, id]) =>
        subjectKinds.includes(kind as NamedKind) && typeof id === "string" ? [{ kind: kind as NamedKind, id }] : [],
    );
}

function grantsIn(value: unknown): NamedId[] {
    const listed = Array.isArray(value)
        ? value.filter(isRecord).map(({ role, divisions }) => [role, divisions] as const)
        : Object.entries(isRecord(value) ? value : {});
    return listed.flatMap(([role, divisions]): NamedId[] => [
        ...(typeof role === "string" ? [{ kind: "role" as const, id: role }] : []),
        ...idsOf("divisions", divisions),
    ]);
}

/**
 * The names for those of the given ids that texts contain. A name that cannot be read is left out. It never fails, and
 * makes no request if the texts contain no id.
 */
export async function namesIn(
    held: readonly string[],
    ids: readonly NamedId[],
    connect: () => Naming | undefined,
): Promise<Names> {
    const byId = new Map(ids.map((one) => [one.id, one]));
    const wanted = [...byId.values()].filter(({ id }) => held.some((text) => text.includes(id)));
    if (wanted.length === 0) return {};
    try {
        const { nameOf } = connect() ?? {};
        if (nameOf === undefined) return {};
        const look = async ({ kind, id }: NamedId) => {
            const name = await nameOf(kind, id).catch(() => undefined);
            return name === undefined || name === "" ? [] : [[id, name] as const];
        };
        const found = await within(new Deadline(patience), () => Promise.all(wanted.map(look)));
        return Object.fromEntries(found.flat());
    } catch {
        return {};
    }
}

const longestName = 64;

/** `anna.smith@acme.example (e533…)`: a name followed by the id. */
function label(id: string, name: string | null): string {
    if (name === null) return `${id} (no longer exists)`;
    const characters = Array.from(printable(name));
    const shown = characters.length > longestName ? [...characters.slice(0, longestName - 1), "…"] : characters;
    return `${shown.join("")} (${id})`;
}

/** A text with the name before each id in it. */
export const withNames = (text: string, names: Names = {}): string => replaced(text, names, label);

/** The same with the name instead of the id, if there is no space for both. */
export const withNamesOnly = (text: string, names: Names = {}): string =>
    replaced(text, names, (id, name) => (name === null ? id : printable(name)));

function replaced(text: string, names: Names, by: (id: string, name: string | null) => string): string {
    const ids = Object.keys(names).sort((one, two) => two.length - one.length);
    if (ids.length === 0) return text;
    const pattern = new RegExp(`(?<![\\w-])(?:${ids.join("|")})(?![\\w-])`, "g");
    return text.replace(pattern, (id) => by(id, names[id] ?? null));
}

/** A text for the user, with names for those of the given ids that it contains. */
export async function named(text: string, ids: readonly NamedId[], connect: () => Naming | undefined): Promise<string> {
    return withNames(text, await namesIn([text], ids, connect));
}
