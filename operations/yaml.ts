import { type CST, type Document, parseDocument, Parser } from "yaml";
import { UserError } from "../provider/transport/errors";

/** Maximum nesting of a document. Files that people write are far below it. */
const deepest = 100;

/** A YAML document with its value, or all its errors. */
export interface ReadYaml {
    document?: Document;
    value?: unknown;
    problems: string[];
}

/** Reads untrusted YAML with limits on nesting and aliases. Every YAML file is read here. */
export function readYaml(text: string): ReadYaml {
    try {
        // The library reads nested values recursively, which can crash the process. Its tokenizer does not recurse.
        if (isTooDeep([...new Parser().parse(text)])) return { problems: [tooDeep] };
        const document = parseDocument(text);
        const problems = document.errors.map(({ message }) => message.split("\n")[0] ?? "");
        return problems.length > 0 ? { problems } : { document, value: document.toJS(), problems };
    } catch (error) {
        // A ReferenceError means an alias that is not defined, or aliases that expand to a very long document.
        return { problems: [error instanceof RangeError ? tooDeep : (error as Error).message] };
    }
}

const tooDeep = `the values are nested more than ${deepest} levels deep`;

/** The document in a YAML file. Throws a {@link UserError} if it has errors. */
export function requireYaml(text: string, file: string): Document {
    const { document, problems } = readYaml(text);
    if (document === undefined) throw invalidYaml(file, problems);
    return document;
}

/** A file with errors in its YAML. */
export const invalidYaml = (file: string, problems: readonly string[]): UserError =>
    new UserError("CC6081", `${file} is not valid YAML: ${problems[0]}`);

function isTooDeep(tokens: readonly CST.Token[]): boolean {
    const open: (readonly [token: CST.Token, depth: number])[] = tokens.map((token) => [token, 0]);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
        const [token, depth] = next;
        if (depth > deepest) return true;
        const value = "value" in token && typeof token.value === "object" ? [token.value] : [];
        const items = "items" in token ? token.items.flatMap(({ key, value: one }) => [key, one]) : [];
        for (const inner of [...value, ...items]) if (inner) open.push([inner, depth + 1]);
    }
    return false;
}
