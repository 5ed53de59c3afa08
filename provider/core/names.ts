import { Deadline, within } from "../transport/deadline";
import { printable } from "../transport/foreignText";
import { isRecord } from "./json";

/** What a property names by ids: one object or several, or roles with their divisions (`{ role: id, divisions: [id] }`). */
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

/** The properties of a type that name other objects. */
export type References = Readonly<Partial<Record<string, Reference>>>;

/** The properties that name something in one of some ways. */
export const propertiesWith = (references: References = {}, ...ways: readonly Reference[]): string[] =>
    Object.entries(references).flatMap(([property, way]) =>
        way !== undefined && ways.includes(way) ? [property] : [],
    );

/** Kinds of object that have a name for people. */
export type NamedKind = "user" | "role" | "group" | "division" | "oauthClient";

export interface NamedId {
    kind: NamedKind;
    id: string;
}

/** Names by ids; `null`: the product says that the object is deleted. An id whose name could not be read is absent. */
export type Names = Readonly<Record<string, string | null>>;

/** Who knows the names of objects. */
export interface Naming {
    /**
     * The name of an object for people; `null`: the product says that it is deleted, `undefined`: nothing shows it. Those
     * that come together are one request. Absent if nothing refers to objects by ids.
     */
    readonly nameOf?: (kind: NamedKind, id: string) => Promise<string | null | undefined>;
}

/** Seconds for all lookups of names together: an id is better than a long wait. */
const patience = 15;

/** The ids that some properties hold, in the form of a program or of the state. */
export function idsIn(references: References = {}, bag: Readonly<Record<string, unknown>>): NamedId[] {
    const found = Object.entries(references).flatMap(([property, reference]) =>
        reference === undefined ? [] : idsOf(reference, bag[property]),
    );
    // A program may name people by their addresses, and all divisions by "*".
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

/** One text, those of a list, or the keys of a record. */
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
 * The names of those of some ids that texts hold. A name that cannot be read is left out: it never fails, and asks
 * nothing if the texts hold no id.
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

/** `anna.smith@acme.example (e533…)`: a name with the id behind it. */
function label(id: string, name: string | null): string {
    if (name === null) return `${id} (no longer exists)`;
    const characters = Array.from(printable(name));
    const shown = characters.length > longestName ? `${characters.slice(0, longestName - 1).join("")}…` : name;
    return `${printable(shown)} (${id})`;
}

/** A text with the name before each id that it holds. */
export const withNames = (text: string, names: Names = {}): string => replaced(text, names, label);

/** The same with the name in place of the id, for where there is no room for both. */
export const withNamesOnly = (text: string, names: Names = {}): string =>
    replaced(text, names, (id, name) => (name === null ? id : printable(name)));

function replaced(text: string, names: Names, by: (id: string, name: string | null) => string): string {
    const ids = Object.keys(names).sort((one, two) => two.length - one.length);
    if (ids.length === 0) return text;
    const pattern = new RegExp(`(?<![\\w-])(?:${ids.join("|")})(?![\\w-])`, "g");
    return text.replace(pattern, (id) => by(id, names[id] ?? null));
}

/** A text for a person, with the names of those of some ids that it holds. */
export async function named(text: string, ids: readonly NamedId[], connect: () => Naming | undefined): Promise<string> {
    return withNames(text, await namesIn([text], ids, connect));
}
