import { procedurePermissions } from "../sdk/emite/permissions";
import { source } from "./source";

/** The type of the component in the engine. */
export const emiteType = "contactcenter:emite:Integration";

/** The permissions that the component gives its role by default. */
export const procedure: readonly string[] = procedurePermissions.map(({ permission }) => permission);
const optional = procedurePermissions.filter((one) => one.mayBeMissing).map(({ permission }) => permission);

/** Whether they are the procedure's, except those that the organization does not have. */
export const isProcedure = (permissions: readonly string[]): boolean =>
    permissions.every((one) => procedure.includes(one)) &&
    procedure.every((one) => permissions.includes(one) || optional.includes(one));

/** The procedure's permissions as source code, without some of them. */
export function procedureSource(without: readonly string[]): string {
    const all = "emite.procedurePermissions.map(({ permission }) => permission)";
    return without.length === 0 ? all : `${all}.filter((one) => !${source([...without])}.includes(one))`;
}

/** A transform of a component that sets properties of one of its resources, as short as possible. */
export const shortTransform = (resource: string, assignments: readonly string[], indent: number): string[] => [
    `${pad(indent)}({ name, props, opts }) =>`,
    `${pad(indent + 4)}name === ${source(resource)} ? { props: { ...props, ${assignments.join(", ")} }, opts } : undefined,`,
];

const pad = (indent: number): string => " ".repeat(indent);

/** Columns from the start of a transform to its properties. */
export const transformIndent = 12;

/**
 * The same with a line for each property and room for comments.
 * @param properties - as source code, each with its indent and the comma
 */
export const transformLines = (resource: string, properties: readonly string[], indent: number): string[] => [
    `${pad(indent)}({ name, props, opts }) => {`,
    `${pad(indent + 4)}if (name !== ${source(resource)}) return undefined;`,
    `${pad(indent + 4)}return {`,
    `${pad(indent + 8)}props: {`,
    `${pad(indent + transformIndent)}...props,`,
    ...properties,
    `${pad(indent + 8)}},`,
    `${pad(indent + 8)}opts,`,
    `${pad(indent + 4)}};`,
    `${pad(indent)}},`,
];
