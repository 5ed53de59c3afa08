import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The type of a property. */
export interface TypeOf {
    type?: string;
    $ref?: string;
    items?: TypeOf;
    additionalProperties?: TypeOf;
    /** Of an object. */
    properties?: Record<string, PropertyOf>;
}

interface PropertyOf extends TypeOf {
    secret?: boolean;
    /** Whether it cannot be an output of another resource. */
    plain?: boolean;
}

interface Schema {
    functions: Record<string, { inputs: { required: readonly string[] } }>;
    config: { variables: Record<string, PropertyOf> };
    types: Record<string, TypeOf>;
    resources: Record<
        string,
        { isComponent?: boolean; properties?: Record<string, unknown>; inputProperties?: Record<string, PropertyOf> }
    >;
}

const manifest = "pulumi-contact-center/package.json";

/** The version of the package, which is also that of the plugin. */
export const { version } = require(manifest) as { version: string };

let known: Schema | undefined;
const schema = (): Schema =>
    (known ??= JSON.parse(
        readFileSync(join(dirname(require.resolve(manifest)), "schemas", "plugin.json"), "utf8"),
    ) as Schema);

/** The schema of the package. `npm run schema` generates the file from the SDK. */
export const schemaText = (): string => JSON.stringify(schema());

/** The outputs of a type that are not inputs, so a preview does not know them. */
export function outputsOf(type: string): string[] {
    const { properties = {}, inputProperties = {} } = schema().resources[type] ?? {};
    return Object.keys(properties).filter((property) => !Object.hasOwn(inputProperties, property));
}

/** Whether a type is a component. */
export const isComponent = (type: string): boolean => schema().resources[type]?.isComponent === true;

/** A type, or the object type that it refers to. */
export const resolved = (type: TypeOf): TypeOf => schema().types[type.$ref?.replace("#/types/", "") ?? ""] ?? type;

/** The arguments of a component that cannot be outputs of other resources, with their types. */
export const plainArguments = (type: string): [string, TypeOf][] =>
    Object.entries(schema().resources[type]?.inputProperties ?? {}).filter(([, { plain }]) => plain);

/** The arguments of a function, all required; nothing if there is no such function. */
export const argumentsOf = (token: string): readonly string[] | undefined => schema().functions[token]?.inputs.required;

/** The outputs of a type, also those that are inputs. */
export const propertiesOf = (type: string): string[] => Object.keys(schema().resources[type]?.properties ?? {});

/** The settings of the provider; for a group, the names in it. */
export function configuration(): Record<string, readonly string[] | undefined> {
    return Object.fromEntries(
        Object.entries(schema().config.variables).map(([name, type]) => [
            name,
            type.$ref === undefined ? undefined : Object.keys(resolved(type).properties ?? {}),
        ]),
    );
}

/** Whether a setting in a group of the provider is a secret. */
export function isSecretSetting(group: string, name: string): boolean {
    return resolved(schema().config.variables[group] ?? {}).properties?.[name]?.secret === true;
}
