import { transformIndent, transformLines } from "../../../operations/emiteProgram";
import { propertyKey, shown, source } from "../../../operations/source";
import {
    type Declared,
    inOrder,
    literal,
    type Lookup,
    type Program,
    type Property,
    usedLookups,
    usedResources,
    type Value,
} from "./program";

const printWidth = 120;
const tabWidth = 4;
const pad = (indent: number): string => " ".repeat(indent);

/** The text of a program. The same program always gives the same text. */
export function writeProgram(program: Program): string {
    const { outputs } = program;
    const resources = inOrder(program.resources);
    const asked = usedLookups(program);
    const namespaces = [...asked.map((one) => one.function), ...resources.map((one) => one.class)].map(namespaceOf);

    const variable = variables(namespaces);
    const names = new Map(asked.map((one) => [`lookup ${one.key}`, variable(one.suggestion, one.function)]));
    const used = usedResources(program);
    for (const one of resources) if (used.has(one)) names.set(`output ${one.key}`, variable(one.name, one.class));

    const isFunction = asked.length > 0 || outputs.length > 0;
    const write = new Statements(names, isFunction ? tabWidth : 0);
    const body = [
        asked.map((one) => write.lookup(one)).join("\n"),
        ...resources.map((one) => write.resource(one)),
        write.outputs(outputs),
    ]
        .filter((text) => text !== "")
        .join("\n\n");
    const imported = [...new Set(namespaces)].sort().join(", ");
    const lines = commentLines(program.comment);
    const comment = lines.length === 0 ? [] : [["/**", ...lines.map((line) => ` * ${line}`), " */"].join("\n")];
    const code = isFunction ? `export = ${asked.length > 0 ? "async " : ""}() => {\n${body}\n};` : body;
    const sections = [
        imported === "" ? "" : `import { ${imported} } from "pulumi-contact-center";`,
        // A function's comment is directly above it; a blank line separates the comment of the file.
        ...(isFunction ? [[...comment, code].join("\n")] : [...comment, code]),
    ].filter((section) => section !== "");
    return sections.map((section) => `${section}\n`).join("\n");
}

const namespaceOf = (path: string): string => path.split(".")[0] ?? path;

/** The statements of a program, each with its indent and without a line break at the end. */
class Statements {
    constructor(
        private readonly names: ReadonlyMap<string, string>,
        private readonly indent: number,
    ) {}

    lookup({ key, function: called, args }: Lookup): string {
        const variable = this.names.get(`lookup ${key}`);
        return `${pad(this.indent)}const ${variable} = await ${called}(${args.map((one) => source(one)).join(", ")});`;
    }

    resource({ key, class: made, name, args, transforms = [] }: Declared): string {
        const variable = this.names.get(`output ${key}`);
        const start = `${pad(this.indent)}${variable === undefined ? "" : `const ${variable} = `}new ${made}`;
        if (transforms.length === 0) return `${start}(${source(name)}, ${this.#value(args, this.indent, 0)});`;
        const [inner, deep] = [this.indent + tabWidth, this.indent + 3 * tabWidth];
        const options = transforms.flatMap(({ resource, properties }) =>
            transformLines(resource, this.#properties(properties, deep + transformIndent), deep),
        );
        return [
            `${start}(`,
            `${pad(inner)}${source(name)},`,
            `${pad(inner)}${this.#value(args, inner, 0)},`,
            `${pad(inner)}{`,
            `${pad(inner + tabWidth)}transforms: [`,
            ...options,
            `${pad(inner + tabWidth)}],`,
            `${pad(inner)}},`,
            `${pad(this.indent)});`,
        ].join("\n");
    }

    outputs(outputs: Program["outputs"]): string {
        const value = this.#value({ kind: "object", properties: outputs }, this.indent, 0);
        return outputs.length === 0 ? "" : `${pad(this.indent)}return ${value};`;
    }

    /**
     * A value. Objects have one line per property. Lists are on one line if they fit.
     * @param column - where the value begins
     */
    #value(value: Value, indent: number, column: number): string {
        const inner = indent + tabWidth;
        if (value.kind === "object") {
            const lines = this.#properties(value.properties, inner);
            return lines.length === 0 ? "{}" : `{\n${lines.map((line) => `${line}\n`).join("")}${pad(indent)}}`;
        }
        if (value.kind === "list") {
            const items = value.items.map((item) => this.#value(item, inner, inner));
            const flat = `[${items.join(", ")}]`;
            if (!flat.includes("\n") && column + flat.length < printWidth) return flat;
            return `[\n${items.map((item) => `${pad(inner)}${item},\n`).join("")}${pad(indent)}]`;
        }
        if (value.kind === "json") {
            const json = value.value;
            if (Array.isArray(json)) return this.#value({ kind: "list", items: json.map(literal) }, indent, column);
            if (typeof json !== "object" || json === null) return source(json);
            const properties = Object.entries(json).map(([key, item]): [string, Value] => [key, literal(item)]);
            return this.#value({ kind: "object", properties }, indent, column);
        }
        if (value.kind === "code") return value.text;
        return `${this.names.get(`${value.kind} ${value.of}`)}.${value.property}`;
    }

    /** One text for each property and for each comment. */
    #properties(properties: readonly Property[], indent: number): string[] {
        return properties.flatMap(([key, item, comment = ""]) => [
            ...commentLines(comment, indent).map((line) => `${pad(indent)}// ${line.replaceAll("@ts-", "@ ts-")}`),
            `${this.#property(propertyKey(key), item, indent)},`,
        ]);
    }

    /** A long text goes on the next line, unless its key is short. */
    #property(key: string, value: Value, indent: number): string {
        const start = `${pad(indent)}${key}: `;
        const text = this.#value(value, indent, start.length);
        const isText = text.startsWith('"') && key.length >= tabWidth + 3;
        if (isText && start.length + text.length >= printWidth)
            return `${start.trimEnd()}\n${pad(indent + tabWidth)}${text}`;
        return start + text;
    }
}

// Variables.

/** Names that a variable cannot or should not have. Variables begin in lower case, so `Object` is impossible. */
const reserved = `
    arguments async await break case catch class console const continue debugger default delete do else enum eval
    export exports extends false finally for function global globalThis if implements import in instanceof interface
    let module new null package private process protected public require return static super switch this throw true
    try typeof undefined using var void while with yield
`;
const longestName = 32;

/** Gives each variable a unique name: the object's name, else the name with its class, else with a number. */
function variables(namespaces: readonly string[]): (name: string, path: string) => string {
    const taken = new Set([...reserved.split(/\s+/), ...namespaces]);
    return (name, path) => {
        const kind = path.split(".").at(-1) ?? path;
        const own = camelCase(name);
        const long = camelCase(`${own} ${kind}`);
        const numbered = `${long}${/\d$/.test(long) ? "_" : ""}`;
        let chosen = taken.has(own) || own === "" ? long : own;
        for (let number = 2; taken.has(chosen); number++) chosen = `${numbered}${number}`;
        taken.add(chosen);
        return chosen;
    };
}

/** Nothing for a name without Latin letters and digits. */
function camelCase(name: string): string {
    const words =
        name
            .normalize("NFKD")
            .replace(/\p{M}/gu, "")
            .replaceAll("ß", "ss")
            .match(/[A-Za-z0-9]+/g) ?? [];
    const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
    const first = joined.replace(/^(?:[A-Z]+(?![a-z])|[A-Z])/, (capitals) => capitals.toLowerCase());
    return first.replace(/^(?=\d)/, "_").slice(0, longestName);
}

/** Lines for a comment. None of them can end the comment. */
function commentLines(text: string, indent = 0): string[] {
    const room = printWidth - indent - " * ".length;
    return text.split("\n").flatMap((given) => {
        const lines: string[] = [];
        for (const word of given.split(/\s+/).filter((part) => part !== "")) {
            const safe = shown(word).replaceAll("*/", "* /");
            const line = lines.at(-1);
            if (line !== undefined && line.length + safe.length < room) lines.splice(-1, 1, `${line} ${safe}`);
            else lines.push(safe);
        }
        return lines;
    });
}
