import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

interface Schema {
    functions: Record<string, { inputs: { required: readonly string[] } }>;
    config: { variables: Record<string, { $ref?: string }> };
    types: Record<string, { properties?: Record<string, { secret?: boolean }> }>;
    resources: Record<
        string,
        { isComponent?: boolean; properties?: Record<string, unknown>; inputProperties?: Record<string, unknown> }
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
export const schemaText = (): string => JSON.stringify({ ...schema(), version });

/** The outputs of a type that are not inputs, so a preview does not know them. */
export function outputsOf(type: string): string[] {
    const { properties = {}, inputProperties = {} } = schema().resources[type] ?? {};
    return Object.keys(properties).filter((property) => !Object.hasOwn(inputProperties, property));
}

/** Whether a type is a component. */
export const isComponent = (type: string): boolean => schema().resources[type]?.isComponent === true;

/** The arguments of a function, all required; nothing if there is no such function. */
export const argumentsOf = (token: string): readonly string[] | undefined => schema().functions[token]?.inputs.required;

/** The outputs of a type, also those that are inputs. */
export const propertiesOf = (type: string): string[] => Object.keys(schema().resources[type]?.properties ?? {});

/** The settings of the provider; for a group, the names in it. */
export function configuration(): Record<string, readonly string[] | undefined> {
    const { config, types } = schema();
    return Object.fromEntries(
        Object.entries(config.variables).map(([name, { $ref }]) => [
            name,
            $ref === undefined ? undefined : Object.keys(types[$ref.replace("#/types/", "")]?.properties ?? {}),
        ]),
    );
}

/** Whether a setting in a group of the provider is a secret. */
export function isSecretSetting(group: string, name: string): boolean {
    const { config, types } = schema();
    const type = config.variables[group]?.$ref?.replace("#/types/", "") ?? "";
    return types[type]?.properties?.[name]?.secret === true;
}
