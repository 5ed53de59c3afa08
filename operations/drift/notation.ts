import { isNative } from "../../provider/core/token";
import type { Names } from "../../provider/core/names";
import { procedureSource, shortTransform } from "../emiteProgram";
import { shown, source } from "../source";

/** A property and its value, as the program writes them. */
export type Assignment = readonly [property: string, value: string];

/** How a change of a program is written. */
export interface Notation {
    value(value: unknown, names: Names): string;
    /** A resource or a component. @param type - `genesys.Role` */
    object(type: string, name: string): string;
    /** @param names - names for the ids in the values */
    change(object: string, assignments: readonly Assignment[], names: Names): string[];
    /** A change that no argument of a component makes. @param child - name of the resource that it is about */
    changeWithin(component: string, child: string, assignments: readonly Assignment[], names: Names): string[];
    /** The permissions of eMite's procedure without some of them; nothing if they must be listed. */
    procedure(without: readonly string[]): string | undefined;
}

const typescript: Notation = {
    value: source,
    object: (type, name) => `new ${type}(${JSON.stringify(name)}, …)`,
    change: (object, assignments) => [
        `${object}:`,
        ...assignments.map(([property, value]) => `    ${property}: ${value},`),
    ],
    changeWithin: (component, child, assignments) => [
        `${component}, among its options:`,
        `    transforms: [`,
        ...shortTransform(
            child,
            assignments.map((one) => one.join(": ")),
            8,
        ),
        `    ],`,
    ],
    procedure: procedureSource,
};

/** For programs in any other language: properties as YAML writes them. */
const properties: Notation = {
    value: (value) => source(value),
    object: (type, name) => `${type} ${JSON.stringify(name)}`,
    change: (object, assignments, names) => [`${object}, properties:`, ...lines(assignments, names)],
    changeWithin: (component, child, assignments, names) => [
        `${component} has no property for this. In Python, Go and C#, a transform of the component sets it on ${JSON.stringify(child)}; YAML has no transforms:`,
        ...lines(assignments, names),
    ],
    procedure: () => undefined,
};

/** The notation for a resource, by the engine's type. */
export const notationOf = (engineType: string): Notation => (isNative(engineType) ? properties : typescript);

const lines = (assignments: readonly Assignment[], names: Names): string[] =>
    assignments.map(([property, value]) => {
        const told = Object.entries(names).filter(([id]) => value.includes(id));
        const comment = told.map(([, name]) => (name === null ? "no longer exists" : shown(name ?? ""))).join(", ");
        return `    ${property}: ${value}${comment === "" ? "" : `  # ${comment}`}`;
    });
