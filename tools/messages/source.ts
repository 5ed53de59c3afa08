import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { isCode, saysSomething, textOf } from "./text";

/** A message in the source. */
export interface Message {
    /** `undefined`: it has none yet. */
    code: string | undefined;
    /** Empty if the code does not stand next to its text. */
    text: string;
    /** `provider/core/schema.ts:12` */
    place: string;
}

const root = join(__dirname, "../..");
const folders = ["cli", "engine", "operations", "plugin", "policy", "provider", "sdk"];

/** Errors that take their text, and so their code, from elsewhere. */
const otherErrors = /^(ApiError|PartialFailure|Unanswered|UnreadableAnswer)$/;
const errors = /(Error|Answer|Interrupted|NoPulumi|RefusedCall)$/;
/** Functions that take a message, with its code before it. */
const functions =
    /(^|\.)(plainError|userError|misconfiguredValue|warn|printWarning|reportError|noteFailure|log\.error)$/;
const zodRules = /\.(min|max|length|int|regex|refine|check|endsWith|startsWith)$/;

/** All messages of the product, with and without a code. */
export const allMessages = (): Message[] =>
    folders
        .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }))
        .sort()
        .flatMap((file) => messagesIn(file, readFileSync(join(root, file), "utf8")));

export function messagesIn(file: string, text: string): Message[] {
    if (!/CC\d{4}|Error\(|Answer\(|warn\(|reason|zod/.test(text)) return [];
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const usesZod = text.includes('from "zod"');
    const found: Message[] = [];
    const visit = (node: ts.Node): void => {
        const message = isCode(node) ? textBeside(node) : withoutCode(node, usesZod);
        if (message !== undefined) {
            const { line } = source.getLineAndCharacterOfPosition(node.getStart());
            found.push({ code: isCode(node) ? node.text : undefined, text: message, place: `${file}:${line + 1}` });
        }
        ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
}

/** The text that a code belongs to: the next argument, or the `reason` of its object. */
function textBeside(code: ts.StringLiteral): string {
    const { parent } = code;
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
        const given = [...(parent.arguments ?? [])];
        const next = given[given.indexOf(code) + 1];
        return next === undefined ? "" : textOf(next);
    }
    const reason =
        ts.isPropertyAssignment(parent) && ts.isObjectLiteralExpression(parent.parent)
            ? propertiesOf(parent.parent).get("reason")
            : undefined;
    return reason === undefined ? "" : textOf(reason);
}

/** The text of a message that has no code. */
function withoutCode(node: ts.Node, usesZod: boolean): string | undefined {
    const text = messageOf(node, usesZod);
    if (text === undefined || holdsCode(text)) return undefined;
    const words = textOf(text).replace(/^warning: /, "");
    return saysSomething(words) ? words : undefined;
}

function messageOf(node: ts.Node, usesZod: boolean): ts.Node | undefined {
    if (ts.isNewExpression(node)) {
        const name = node.expression.getText();
        return errors.test(name) && !otherErrors.test(name) ? ofArguments(node) : undefined;
    }
    if (ts.isCallExpression(node)) {
        const name = node.expression.getText();
        if (functions.test(name)) return ofArguments(node);
        const [first] = node.arguments;
        if (name === "say" && first !== undefined && textOf(first).startsWith("warning:")) return first;
        if (usesZod && zodRules.test(name))
            return node.arguments.find((one) => ts.isStringLiteralLike(one) && / /.test(one.text));
    }
    if (ts.isObjectLiteralExpression(node)) {
        const properties = propertiesOf(node);
        return properties.has("path") && !properties.has("code") ? properties.get("reason") : undefined;
    }
    const isRule = usesZod && ts.isPropertyAssignment(node) && /^(error|message)$/.test(node.name.getText());
    if (!isRule) return undefined;
    return ts.isArrowFunction(node.initializer) ? node.initializer.body : node.initializer;
}

/** The first argument, unless it says that the text has its code already. */
function ofArguments({
    arguments: given = [] as unknown as ts.NodeArray<ts.Expression>,
}: ts.CallExpression | ts.NewExpression): ts.Node | undefined {
    const [first] = given;
    return first?.getText() === "undefined" ? undefined : first;
}

const propertiesOf = ({ properties }: ts.ObjectLiteralExpression): Map<string, ts.Node> =>
    new Map(
        properties.flatMap((one): [string, ts.Node][] => {
            if (ts.isPropertyAssignment(one)) return [[one.name.getText(), one.initializer]];
            return ts.isShorthandPropertyAssignment(one) ? [[one.name.text, one.name]] : [];
        }),
    );

function holdsCode(node: ts.Node): boolean {
    return isCode(node) || ts.forEachChild(node, (child) => holdsCode(child) || undefined) === true;
}
