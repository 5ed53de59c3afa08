import type { JsonValue } from "../../../provider/core/schema";
import { UserError } from "../../../provider/transport/errors";

/** A value in a program. */
export type Value =
    | { kind: "json"; value: JsonValue }
    | { kind: "list"; items: Value[] }
    | { kind: "object"; properties: Property[] }
    /** TypeScript as it is. */
    | { kind: "code"; text: string }
    /** A property of another resource of this program, which its key names: `accessGroup.id`. */
    | { kind: "output"; of: string; property: string }
    /** A property of the result of a lookup in this program: `sales.id`. */
    | { kind: "lookup"; of: string; property: string };

/** A property, and the comment above it. */
export type Property = [key: string, value: Value, comment?: string];

/** A literal. */
export const literal = (value: JsonValue): Value => ({ kind: "json", value });

/** An existing object that the program does not declare: `const sales = await genesys.division("Sales");` */
export interface Lookup {
    /** Unique among the lookups; values refer to it. */
    key: string;
    /** With its namespace: `genesys.division`. */
    function: string;
    args: JsonValue[];
    /** For the variable's name. */
    suggestion: string;
}

/** A resource: `new genesys.Role("sales-agents", { … });` */
export interface Declared {
    /** Unique among the resources; values refer to it. */
    key: string;
    /** With its namespace: `genesys.Role`. */
    class: string;
    /** The resource's name in Pulumi. */
    name: string;
    args: Value;
    /** For a component: properties of its resources that no argument sets, by the resources' names. */
    transforms?: { resource: string; properties: Property[] }[];
}

/** A Pulumi program. */
export interface Program {
    /** The comment at the top of the program; its lines are wrapped. */
    comment: string;
    lookups: Lookup[];
    resources: Declared[];
    outputs: [name: string, value: Value][];
}

type Reference = Extract<Value, { kind: "output" | "lookup" }>;

/** The lookups that something refers to. */
export function usedLookups(program: Program): Lookup[] {
    const used = referredTo(program, "lookup", byKey("look-up", program.lookups));
    return program.lookups.filter((one) => used.has(one));
}

/** The resources that something refers to. */
export const usedResources = (program: Program): Set<Declared> =>
    referredTo(program, "output", byKey("resource", program.resources));

function referredTo<T>({ resources, outputs }: Program, kind: Reference["kind"], all: ReadonlyMap<string, T>): Set<T> {
    const values = [...resources.map(({ args }) => args), ...outputs.map(([, value]) => value)];
    const referred = values.flatMap(references).filter((one) => one.kind === kind);
    return new Set(referred.map(({ of }) => found(all, of)));
}

function references(value: Value): Reference[] {
    if (value.kind === "json" || value.kind === "code") return [];
    if (value.kind === "list") return value.items.flatMap(references);
    if (value.kind === "object") return value.properties.flatMap(([, item]) => references(item));
    return [value];
}

function byKey<T extends { key: string }>(what: string, all: readonly T[]): Map<string, T> {
    const map = new Map(all.map((one) => [one.key, one]));
    if (map.size !== all.length)
        throw new UserError(
            "CC6002",
            `two ${what}s of the program have the same key. This is an error of this library. Report it`,
        );
    return map;
}

function found<T>(map: ReadonlyMap<string, T>, key: string): T {
    const one = map.get(key);
    if (one === undefined)
        throw new UserError(
            "CC6003",
            `the program refers to ${JSON.stringify(key)}, which it does not contain. This is an error of this library. Report it`,
        );
    return one;
}

/** The resources in the given order, but each after those that it refers to. */
export function inOrder(resources: readonly Declared[]): Declared[] {
    const all = byKey("resource", resources);
    const written = new Set<Declared>();
    const open = new Set<Declared>();
    const visit = (one: Declared): void => {
        if (written.has(one)) return;
        if (open.has(one))
            throw new UserError(
                "CC6004",
                `these resources refer to each other in a circle, which a program cannot declare: ${[...open].map(({ key }) => key).join(", ")}. Leave one of them out with --except`,
            );
        open.add(one);
        for (const { kind, of } of references(one.args)) if (kind === "output") visit(found(all, of));
        open.delete(one);
        written.add(one);
    };
    resources.forEach(visit);
    return [...written];
}
