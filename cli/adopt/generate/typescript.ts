import type { JsonValue } from "../../../provider/core/schema";
import {
    type Declared,
    inOrder,
    type Lookup,
    type Program,
    type Value,
    usedLookups,
    usedResources,
    valuesOf,
} from "./program";

const printWidth = 120;
const tabWidth = 4;
const pad = (indent: number): string => " ".repeat(indent);

/** The text of a program, as prettier would leave it. The same program is always the same text. */
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
    const body = [asked.map((one) => write.lookup(one)).join("\n"), write.resources(resources), write.outputs(outputs)]
        .filter((text) => text !== "")
        .join("\n\n");
    const imported = [...new Set(namespaces)].sort().join(", ");
    const lines = commentLines(program.comment, printWidth - " * ".length);
    const comment =
        lines.length === 0 ? [] : [["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n")];
    const code = isFunction ? `export = ${asked.length > 0 ? "async " : ""}() => {\n${body}\n};` : body;
    const sections = [
        imported === "" ? "" : `import { ${imported} } from "pulumi-contact-center";`,
        // The comment of a function stands on it; one of the whole file stands alone.
        ...(isFunction ? [[...comment, code].join("\n")] : [...comment, code]),
    ].filter((section) => section !== "");
    return sections.map((section) => `${section}\n`).join("\n");
}

const namespaceOf = (path: string): string => path.split(".")[0] ?? path;

/** The statements of a program, each at its indent and without a line's end. */
class Statements {
    constructor(
        private readonly names: ReadonlyMap<string, string>,
        private readonly indent: number,
    ) {}

    lookup({ key, function: called, args }: Lookup): string {
        const head = `${pad(this.indent)}const ${this.names.get(`lookup ${key}`)} = await ${called}`;
        return `${call(head, args.map(jsonPart), this.indent)};`;
    }

    /** An empty line parts what takes several lines from its neighbours. */
    resources(resources: readonly Declared[]): string {
        const texts = resources.map((one) => this.resource(one));
        return texts
            .map((text, index) => {
                const before = texts[index - 1];
                return before?.includes("\n") || (before !== undefined && text.includes("\n")) ? `\n${text}` : text;
            })
            .join("\n");
    }

    outputs(outputs: Program["outputs"]): string {
        if (outputs.length === 0) return "";
        const value = this.part({ kind: "object", properties: outputs });
        return `${pad(this.indent)}return ${broken(value, this.indent)};`;
    }

    private resource(one: Declared): string {
        const variable = this.names.get(`output ${one.key}`);
        const start = pad(this.indent);
        const comment = commentLines(one.comment ?? "", printWidth - this.indent - "// ".length);
        const head = `${start}${variable === undefined ? "" : `const ${variable} = `}new ${one.class}`;
        const args = [text(quoted(one.name)), ...valuesOf(one).map((value) => this.part(value))];
        return [...comment.map((line) => `${start}// ${line}`.trimEnd()), `${call(head, args, this.indent)};`].join(
            "\n",
        );
    }

    private part(value: Value): Part {
        switch (value.kind) {
            case "json":
                return jsonPart(value.value);
            case "list":
                return list(value.items.map((item) => this.part(item)));
            case "object":
                return object(value.properties.map(([key, item]) => [key, this.part(item)]));
            default:
                if (!identifier.test(value.property)) throw new Error(`${value.property} is no name of a property.`);
                return text(`${this.names.get(`${value.kind} ${value.of}`)}.${value.property}`);
        }
    }
}

// Variables.

/** What a variable cannot be called, or should not. Names begin in lower case, so `Object` cannot come up. */
const reserved = `
    arguments async await break case catch class console const continue debugger default delete do else enum eval
    export exports extends false finally for function global globalThis if implements import in instanceof interface
    let module new null package private process protected public require return static super switch this throw true
    try typeof undefined using var void while with yield
`;
const longestName = 32;

/** Gives each variable a name of its own: that of the thing, else with its class, else with a number. */
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

// Layout: https://prettier.io/docs/rationale tells the rules.

/** A part of an expression. `flat` is its text on one line; what has none is always broken. */
type Part =
    | { kind: "text"; flat: string }
    | { kind: "list" | "object"; flat: string | undefined; entries: [label: string, part: Part][] };

const text = (flat: string): Part => ({ kind: "text", flat });
const entriesOf = (part: Part) => (part.kind === "text" ? [] : part.entries);

/** A list of several lists or objects, each of several, is always broken. */
function list(items: Part[]): Part {
    const [first] = items;
    const matrix = items.length > 1 && items.every((item) => item.kind === first?.kind && entriesOf(item).length > 1);
    const flat = matrix || items.some((item) => item.flat === undefined);
    return {
        kind: "list",
        flat: flat ? undefined : `[${items.map((item) => item.flat).join(", ")}]`,
        entries: items.map((item) => ["", item]),
    };
}

/** Several properties stand on lines of their own: prettier leaves that to the writer. */
function object(properties: [key: string, part: Part][]): Part {
    const entries = properties.map(([key, part]): [string, Part] => [label(key), part]);
    const [only] = entries;
    if (only === undefined) return { kind: "object", flat: "{}", entries };
    const flat = entries.length > 1 || only[1].flat === undefined ? undefined : `{ ${only[0]}: ${only[1].flat} }`;
    return { kind: "object", flat, entries };
}

function jsonPart(value: JsonValue): Part {
    if (typeof value === "string") return text(quoted(value));
    if (typeof value === "number") return text(Object.is(value, -0) ? "-0" : String(value).replace("e+", "e"));
    if (Array.isArray(value)) return list(value.map(jsonPart));
    if (value === null || typeof value === "boolean") return text(String(value));
    return object(Object.entries(value).map(([key, item]) => [key, jsonPart(item)]));
}

/** Numbers alone: prettier fills lines with them. */
const isNumbers = (part: Part): boolean =>
    part.kind === "list" && part.entries.every(([, item]) => item.kind === "text" && /^-?\d/.test(item.flat));

function broken(part: Part, indent: number): string {
    const [open, close] = part.kind === "list" ? ["[", "]"] : ["{", "}"];
    const inner = indent + tabWidth;
    const lines: string[] = [];
    for (const [label, item] of entriesOf(part)) {
        const line = `${label === "" ? placed(item, inner, inner) : property(label, item, inner)},`;
        const filled = `${lines.at(-1)} ${line}`;
        if (isNumbers(part) && lines.length > 0 && inner + filled.length <= printWidth) lines.splice(-1, 1, filled);
        else lines.push(line);
    }
    return `${open}\n${lines.map((line) => `${pad(inner)}${line}\n`).join("")}${pad(indent)}${close}`;
}

/** On the line if it fits there, with the comma after it. */
function placed(part: Part, indent: number, column: number): string {
    const { flat } = part;
    if (flat !== undefined && (column + width(flat) < printWidth || entriesOf(part).length === 0)) return flat;
    return broken(part, indent);
}

/** What does not fit after its key goes on the next line, save after a short key, and if that is no gain. */
function property(label: string, value: Part, indent: number): string {
    const column = indent + width(`${label}: `);
    const flat = value.flat ?? "";
    const stays =
        (label.length > 0 && !label.startsWith("[") && width(label) < tabWidth + 3) ||
        /^(?:true|false|\d.*)$/.test(flat);
    const least = entriesOf(value).length > 0 ? column + 1 : column + width(flat) + 1;
    if (stays || least <= printWidth) return `${label}: ${placed(value, indent, column)}`;
    const inner = indent + tabWidth;
    return `${label}:\n${pad(inner)}${placed(value, inner, inner)}`;
}

/** A call: on one line, else with its last argument broken, else with each argument on a line. */
function call(head: string, args: Part[], indent: number): string {
    const others = args.slice(0, -1);
    const [before, last] = args.slice(-2).length > 1 ? args.slice(-2) : [undefined, args.at(-1)];
    if (args.every(({ flat }) => flat !== undefined)) {
        const flat = `${head}(${args.map((arg) => arg.flat).join(", ")})`;
        if (width(flat) < printWidth) return flat;
    }
    if (last === undefined) return `${head}()`;
    const hugs = entriesOf(last).length > 0 && before?.kind !== last.kind && !(before !== undefined && isNumbers(last));
    const start = `${head}(${others.map(({ flat }) => `${flat}, `).join("")}`;
    if (hugs && others.every(({ flat }) => flat !== undefined) && width(start) < printWidth)
        return `${start}${broken(last, indent)})`;
    const inner = indent + tabWidth;
    return `${head}(\n${args.map((arg) => `${pad(inner)}${placed(arg, inner, inner)},\n`).join("")}${pad(indent)})`;
}

// Characters.

/** Letters that every version of TypeScript knows: Latin, Cyrillic, Japanese, Chinese and Korean ones. */
const letter =
    "A-Za-z_$\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0400-\\u0481\\u3041-\\u3096\\u30a1-\\u30fa\\u4e00-\\u9fa5\\uac00-\\ud7a3";
const identifier = new RegExp(`^[${letter}][${letter}0-9]*$`);

/** What nobody sees, what turns the direction of reading, what joins emoji, and halves of characters. */
const hidden =
    /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|[\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}\p{Regional_Indicator}]|[\u20e3\u261d\u26f9\u270c\u270d\u2e2f]|(?![\p{Script=Han}\p{Emoji_Presentation}])[\u{10000}-\u{10ffff}]/gu;
const short: Record<string, string> = { "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v" };
const escaped = (text: string): string =>
    text
        .split("")
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
        .join("");
const shown = (text: string): string => text.replace(hidden, (character) => short[character] ?? escaped(character));

/** In the quotes that need fewer backslashes; double ones if that is the same. */
function quoted(text: string): string {
    const quote = text.split('"').length > text.split("'").length ? "'" : '"';
    return `${quote}${shown(text.replaceAll("\\", "\\\\")).replaceAll(quote, `\\${quote}`)}${quote}`;
}

/**
 * A key as written. In an object literal, a plain `__proto__` would be the prototype. Escapes keep prettier from taking
 * the quotes off other letters: which ones make a name depends on the version of Unicode.
 */
function label(key: string): string {
    if (key === "__proto__") return `["__proto__"]`;
    if (identifier.test(key)) return key;
    return /^[\w$\P{ASCII}]+$/u.test(key) ? quoted(key).replace(/\P{ASCII}/gu, escaped) : quoted(key);
}

const wide =
    /[\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\u3247\u3250-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{10000}-\u{10ffff}]|\p{Emoji_Presentation}/gu;

/** Columns that shown text takes, as prettier counts them. */
const width = (text: string): number => text.replace(/[\p{Mn}\p{Me}]/gu, "").replace(wide, "xx").length;

/** Lines for a comment, none of which ends it or speaks to the compiler. */
function commentLines(text: string, room: number): string[] {
    if (text.trim() === "") return [];
    return text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap((given) => {
        const margin = /^ {0,40}/.exec(given)?.[0] ?? "";
        const lines: string[] = [];
        for (const word of given.split(/\s+/).filter((part) => part !== "")) {
            const safe = shown(word).replaceAll("*/", "* /").replace(/^@ts-/, "@ ts-");
            const line = lines.at(-1);
            if (line !== undefined && width(`${line} ${safe}`) <= room) lines.splice(-1, 1, `${line} ${safe}`);
            else lines.push(`${margin}${safe}`);
        }
        return lines.length === 0 ? [""] : lines;
    });
}
