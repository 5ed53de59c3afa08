import type { ZodType } from "zod";
import { type ResourceToken, resources, tokenOf } from "../../provider/resources";
import { isRecord, own } from "../../provider/core/json";
import { source } from "../source";
import { type Difference, propertyOf } from "../../provider/core/differences";
import type { Finding, RefreshedResource, Reviewed } from "./findings";

/** Where a resource of a component comes from. */
export interface Parent {
    /** `contactcenter:emite:Integration`. */
    type: string;
    /** The name in the program. */
    name: string;
}

/** What an argument of a component decides, of which child. */
interface ComponentArgument {
    /** The child's name after the component's. */
    child: RegExp;
    property: string;
    /** How the program writes it; `$1` is the child's key. */
    argument: (key: string, value: string) => string;
}

const groupArguments: Readonly<Record<string, string>> = {
    accessGroup: "access",
    viewerGroup: "dashboardViewers",
    creatorGroup: "dashboardCreators",
};

/** Arguments of `emite.Integration`, by what they decide. */
const emiteArguments: readonly ComponentArgument[] = [
    { child: /^role$/, property: "permissions", argument: (_key, value) => `permissions: ${value}` },
    { child: /^ssoClient$/, property: "scopes", argument: (_key, value) => `scopes: ${value}` },
    {
        child: /^(accessGroup|viewerGroup|creatorGroup)-members$/,
        property: "members",
        argument: (key, value) => `members: { ${own(groupArguments, key) ?? key}: ${value} }`,
    },
    { child: /^app$/, property: "notes", argument: (_key, value) => `descriptions: { app: ${value} }` },
    { child: /^(\w+)$/, property: "name", argument: (key, value) => `names: { ${key}: ${value} }` },
    { child: /^(\w+)$/, property: "description", argument: (key, value) => `descriptions: { ${key}: ${value} }` },
];

/** The same, the first finding that was accepted with the change of the program that makes it what is declared. */
export function withAcceptance(resource: RefreshedResource, reviewed: Reviewed, parent: Parent | undefined): Reviewed {
    const accepted = reviewed.findings.filter(({ decision }) => decision?.decision === "accept");
    const text = accepted.length === 0 ? "" : acceptance(resource, reviewed, accepted, parent);
    if (text === "") return reviewed;
    const findings = reviewed.findings.map((one) => (one === accepted[0] ? { ...one, accept: text } : one));
    return { ...reviewed, findings };
}

function acceptance(
    { urn, type, declared, found = {} }: RefreshedResource,
    reviewed: Reviewed,
    accepted: readonly Finding[],
    parent: Parent | undefined,
): string {
    const name = urn.split("::").at(-1) ?? "";
    const object = `new ${reviewed.type}(${JSON.stringify(name)}, …)`;
    const token = tokenOf(type);
    if (reviewed.status === "missing") return missing(object, parent);
    const differences = accepted.flatMap(({ difference }) => difference ?? []);
    const properties = [...new Set(differences.map(({ path }) => propertyOf(path)))].filter((one) => one !== "marker");
    if (token === undefined || properties.length === 0) return "";
    const values = Object.fromEntries(
        properties.map((one) => [one, programValue(token, one, acceptedValue(one, differences, declared, found))]),
    );
    const secret = properties.filter((property) => isSecret(values[property]));
    const rest = properties.filter((property) => !secret.includes(property));
    return [
        ...secret.map((property) => `${object}: ${newSecret(token, property)}`),
        ...(rest.length === 0 ? [] : changed(object, name, rest, values, parent)),
    ].join("\n");
}

/** What is there; of a set, what is declared with the accepted differences alone. */
function acceptedValue(
    property: string,
    differences: readonly Difference[],
    declared: Record<string, unknown>,
    found: Record<string, unknown>,
): unknown {
    const own = differences.filter(({ path }) => path === property);
    const [before, now] = [declared[property] ?? {}, found[property] ?? {}];
    const isWhole =
        own.length === 0 || !isRecord(before) || !isRecord(now) || own.some(({ kind }) => kind === "changed");
    if (isWhole) return found[property];
    const removed = own.flatMap((one) => (one.kind === "removed" ? [String(one.declared)] : []));
    const added = own.flatMap((one) => (one.kind === "added" ? [[String(one.found), true] as const] : []));
    return Object.fromEntries([...Object.entries(before).filter(([key]) => !removed.includes(key)), ...added]);
}

/** A secret that the product makes is no argument. */
const newSecret = (token: ResourceToken, property: string): string =>
    property in resources[token].inputs.shape
        ? `${property} is secret: set the new value in the stack's configuration`
        : `${property} is the product's: pulumi refresh takes the new one over`;

const isSecret = (value: unknown): boolean => JSON.stringify(value ?? null).includes("[secret]");

function missing(object: string, parent: Parent | undefined): string {
    if (parent === undefined) return `take ${object} out of the program, then run pulumi up --refresh`;
    return `${object} is made by ${parent.type.split(":").slice(1).join(".")} "${parent.name}": it goes when the component's arguments no longer ask for it`;
}

function changed(
    object: string,
    name: string,
    properties: readonly string[],
    values: Readonly<Record<string, unknown>>,
    parent: Parent | undefined,
): string[] {
    const assignments = properties.map((property) => `${property}: ${source(values[property])}`);
    if (parent === undefined) return [`${object}:`, ...assignments.map((one) => `    ${one},`)];
    const component = `new ${parent.type.split(":").slice(1).join(".")}(${JSON.stringify(parent.name)}, …)`;
    const child = name.slice(parent.name.length + 1);
    const argued = properties.map((property) => argumentOf(parent, child, property, source(values[property])));
    if (argued.every((one) => one !== undefined)) return [`${component}:`, ...argued.map((one) => `    ${one},`)];
    return [
        `${component}, among its options:`,
        `    transforms: [`,
        `        ({ name, props, opts }) =>`,
        `            name === ${JSON.stringify(name)} ? { props: { ...props, ${assignments.join(", ")} }, opts } : undefined,`,
        `    ],`,
    ];
}

function argumentOf({ type }: Parent, child: string, property: string, value: string): string | undefined {
    if (type !== "contactcenter:emite:Integration") return undefined;
    const fitting = emiteArguments.find((one) => one.property === property && one.child.test(child));
    return fitting?.argument(fitting.child.exec(child)?.[1] ?? child, value);
}

/** As a program writes it: sets as lists. */
function programValue(token: ResourceToken, property: string, found: unknown): unknown {
    const shape = resources[token].inputs.shape as Readonly<Record<string, ZodType>>;
    const parsed = shape[property]?.safeParse(found);
    return parsed?.success ? parsed.data : found; // a secret's placeholder may fit no schema
}
