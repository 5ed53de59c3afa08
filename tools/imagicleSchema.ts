import { type Connector, connectors, criteria, type Field, fields, sources } from "../provider/imagicle/fields";
import { filterFields } from "../provider/imagicle/filter";

/** The JSON schema of a file of Imagicle rules, for editors: `schemas/imagicle-rules.json`. */
export const imagicleRulesSchema = () => ({
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Rules of an Imagicle user sync",
    description:
        "The rules by which Imagicle's UCX Suite takes users from Webex, for `contact-center imagicle`. docs/imagicle.md describes them.",
    type: "object",
    additionalProperties: false,
    properties: {
        $schema: { description: "This schema.", type: "string" },
        ...Object.fromEntries((Object.keys(connectors) as Connector[]).map((one) => [one, connectorSchema(one)])),
        filter: {
            description: `Data source filter, such as (&(department=Sales)(!(Location=Rome*))). Fields: ${filterFields.join(", ")}.`,
            type: "string",
        },
    },
});

const connectorSchema = (connector: Connector) => ({
    description: `Rules of the connector "${connectors[connector]}"; leave it out if the connector is off.`,
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(
        Object.entries(fields[connector] as Readonly<Record<string, Field>>)
            // Passwords and PINs are in the configuration of a stack.
            .filter(([, { value }]) => value !== "secret")
            .map(([key, field]) => [key, { description: describe(field), ...valueSchema(field) }]),
    ),
});

function describe({ label, criterion, from = [], max }: Field): string {
    const sentences = [
        label,
        criterion && criteria[criterion],
        from.length > 0 && `Sources: ${from.map((one) => `${one} (${sources[one]})`).join("; ")}`,
        max !== undefined && `${max} characters at most`,
    ];
    return sentences
        .filter(Boolean)
        .map((sentence) => `${String(sentence)}.`)
        .join(" ");
}

function valueSchema({ from, value, max }: Field): object {
    const text = { type: "string", ...(max === undefined ? {} : { maxLength: max }) };
    if (value === "boolean") return { type: "boolean" };
    if (value === "number") return { type: "integer", minimum: 0 };
    if (Array.isArray(value)) return { enum: value };
    if (from === undefined) return text;
    const criterion = { description: "In the words of Imagicle's screen.", type: "string" };
    const object = (key: string, schema: object) => ({
        type: "object",
        additionalProperties: false,
        required: [key],
        properties: { [key]: schema, criterion },
    });
    const set = object("value", text);
    // Some fields have no source.
    return from.length === 0 ? set : { anyOf: [{ enum: from }, object("from", { enum: from }), set] };
}
