import type { ZodType } from "zod";
import { type ResourceToken, resources, tokenOf } from "../../provider/resources";
import { isRecord, own } from "../../provider/core/json";
import type { Names } from "../../provider/core/names";
import { emiteType, isProcedure } from "../emiteProgram";
import { type Assignment, type Notation, notationOf } from "./notation";
import { type Difference, propertyOf } from "../../provider/core/differences";
import type { Finding, RefreshedResource, Reviewed } from "./findings";

/** The component that a resource belongs to. */
export interface Parent {
    /** `contactcenter:emite:Integration`. */
    type: string;
    /** The name in the program. */
    name: string;
}

/** An argument of a component, and the child property that it sets. */
interface ComponentArgument {
    /** The child's name after the component's. */
    child: RegExp;
    property: string;
    /** How to write it in a program. @param key - the child's */
    argument: (key: string, value: string) => Assignment;
}

const groupArguments: Readonly<Record<string, string>> = {
    accessGroup: "access",
    viewerGroup: "dashboardViewers",
    creatorGroup: "dashboardCreators",
};

/** Arguments of `emite.Integration`, by the properties that they set. */
const emiteArguments: readonly ComponentArgument[] = [
    { child: /^role$/, property: "permissions", argument: (_key, value) => ["permissions", value] },
    { child: /^ssoClient$/, property: "scopes", argument: (_key, value) => ["scopes", value] },
    {
        child: /^(accessGroup|viewerGroup|creatorGroup)-members$/,
        property: "members",
        argument: (key, value) => ["members", `{ ${own(groupArguments, key) ?? key}: ${value} }`],
    },
    { child: /^app$/, property: "notes", argument: (_key, value) => ["descriptions", `{ app: ${value} }`] },
    { child: /^(\w+)$/, property: "name", argument: (key, value) => ["names", `{ ${key}: ${value} }`] },
    { child: /^(\w+)$/, property: "description", argument: (key, value) => ["descriptions", `{ ${key}: ${value} }`] },
];

/**
 * The same, with the program change that declares the differing value. The first finding gets the change for all
 * accepted findings. Each undecided finding gets the change as if it were accepted too.
 */
export function withAcceptance(resource: RefreshedResource, reviewed: Reviewed, parent: Parent | undefined): Reviewed {
    const accepted = reviewed.findings.filter(({ decision }) => decision?.decision === "accept");
    const findings = reviewed.findings.map((one) => {
        const isOpen = one.decision === undefined;
        if (!isOpen && one !== accepted[0]) return one;
        const together = isOpen ? [one, ...accepted.filter((other) => property(other) === property(one))] : accepted;
        const text = acceptance(resource, reviewed, together, parent);
        return text === "" ? one : { ...one, accept: text };
    });
    return { ...reviewed, findings };
}

const property = ({ difference }: Finding): string => propertyOf(difference?.path ?? "");

function acceptance(
    { urn, type, declared, found = {} }: RefreshedResource,
    reviewed: Reviewed,
    accepted: readonly Finding[],
    parent: Parent | undefined,
): string {
    const name = urn.split("::").at(-1) ?? "";
    const notation = notationOf(type);
    const object = notation.object(reviewed.type, name);
    const token = tokenOf(type);
    if (reviewed.status === "missing") return missing(object, parent);
    const differences = accepted.flatMap(({ difference }) => difference ?? []);
    const properties = [...new Set(differences.map(({ path }) => propertyOf(path)))].filter((one) => one !== "marker");
    if (token === undefined || properties.length === 0) return "";
    const values = Object.fromEntries(
        properties.map((one) => [one, programValue(token, one, acceptedValue(one, differences, declared, found))]),
    );
    const secret = properties.filter((one) => isSecret(values[one]));
    const rest = properties.filter((one) => !secret.includes(one));
    const names = Object.assign({}, ...accepted.map((one) => one.names)) as Names;
    const item = (one: string) => (key: string) => {
        const [first] = [programValue(token, one, { [key]: true })].flat() as unknown[];
        return notation.value(first, names);
    };
    const whole = (one: string): Assignment => [one, notation.value(values[one], names)];
    const shortest = (one: string): Assignment => {
        const change = setChange(one, differences, declared);
        return [one, shortestSource(whole(one)[1], change, { parent, notation, item: item(one) })];
    };
    return [
        ...secret.map((one) => `${object}: ${newSecret(token, one)}`),
        ...(rest.length === 0
            ? []
            : changed({ object, name, notation, names, parent, whole: rest.map(whole), shortest: rest.map(shortest) })),
    ].join("\n");
}

/** The existing value. For a set: the declared value with only the accepted differences. */
function acceptedValue(
    one: string,
    differences: readonly Difference[],
    declared: Record<string, unknown>,
    found: Record<string, unknown>,
): unknown {
    const change = setChange(one, differences, declared);
    if (change === undefined || !isRecord(found[one] ?? {})) return found[one];
    const kept = change.before.filter((key) => !change.removed.includes(key));
    return Object.fromEntries([...kept, ...change.added].map((key) => [key, true]));
}

/** How a set changes. */
interface SetChange {
    before: string[];
    added: string[];
    removed: string[];
}

/** Nothing for a value that is not a set, or that has changed as a whole. */
function setChange(
    one: string,
    differences: readonly Difference[],
    declared: Record<string, unknown>,
): SetChange | undefined {
    const own = differences.filter(({ path }) => path === one);
    const before = declared[one] ?? {};
    if (own.length === 0 || !isRecord(before) || own.some(({ kind }) => kind === "changed")) return undefined;
    return {
        before: Object.keys(before),
        added: own.flatMap(({ kind, found }) => (kind === "added" ? [String(found)] : [])),
        removed: own.flatMap(({ kind, declared: gone }) => (kind === "removed" ? [String(gone)] : [])),
    };
}

/** For a longer list, only the changes are shown. */
const longest = 6;

interface Written {
    parent: Parent | undefined;
    notation: Notation;
    item: (key: string) => string;
}

/** The shortest change of the program; `…` stands for its current value. */
function shortestSource(whole: string, change: SetChange | undefined, { parent, notation, item }: Written): string {
    if (change === undefined || change.before.length + change.added.length <= longest) return whole;
    const { before, added, removed } = change;
    const list = (items: readonly string[]) => items.map(item).join(", ");
    if (parent?.type === emiteType && isProcedure(before)) {
        const left = notation.procedure(removed);
        if (left === undefined) return whole;
        return added.length === 0 ? left : `[...${left}, ${list(added)}]`;
    }
    const gone = removed.length === 0 ? "" : ` without ${list(removed)}`;
    return `[${["…", ...added.map(item)].join(", ")}]${gone}`;
}

/** A secret that the product creates is not an argument. */
const newSecret = (token: ResourceToken, property: string): string =>
    property in resources[token].inputs.shape
        ? `${property} is secret: set the new value in the stack's configuration`
        : `${property} is created by the product: pulumi refresh reads the new one`;

const isSecret = (value: unknown): boolean => JSON.stringify(value ?? null).includes("[secret]");

function missing(object: string, parent: Parent | undefined): string {
    if (parent === undefined) return `remove ${object} from the program, then run pulumi up --refresh`;
    return `${object} is created by ${parent.type.split(":").slice(1).join(".")} "${parent.name}": it is removed when the arguments of the component no longer require it`;
}

interface ChangedResource {
    object: string;
    name: string;
    notation: Notation;
    names: Names;
    parent: Parent | undefined;
    whole: readonly Assignment[];
    shortest: readonly Assignment[];
}

function changed({ object, name, notation, names, parent, whole, shortest }: ChangedResource): string[] {
    if (parent === undefined) return notation.change(object, shortest, names);
    const component = notation.object(parent.type.split(":").slice(1).join("."), parent.name);
    const child = name.slice(parent.name.length + 1);
    const argued = shortest.map(([property, value]) => argumentOf(parent, child, property, value));
    return argued.every((one) => one !== undefined)
        ? notation.change(component, argued, names)
        : notation.changeWithin(component, name, whole, names);
}

function argumentOf({ type }: Parent, child: string, property: string, value: string): Assignment | undefined {
    if (type !== emiteType) return undefined;
    const fitting = emiteArguments.find((one) => one.property === property && one.child.test(child));
    return fitting?.argument(fitting.child.exec(child)?.[1] ?? child, value);
}

/** The form that a program uses: sets as lists. */
function programValue(token: ResourceToken, property: string, found: unknown): unknown {
    const shape = resources[token].inputs.shape as Readonly<Record<string, ZodType>>;
    const parsed = shape[property]?.safeParse(found);
    return parsed?.success ? parsed.data : found; // a secret's placeholder may not match a schema
}
