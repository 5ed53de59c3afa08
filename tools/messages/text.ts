import ts from "typescript";

/** Calls whose first argument names the value: `quotedList(names)`. Others are named after the function. */
const formatters = /^(JSON\.stringify|String|Number|quotedList|printable|visible|withArticle|atMost|shownAddress)$/;
/** Calls that add a part which is often absent. */
const additions = /^didYouMean$/;
/** How deep constants and functions are followed. */
const deepest = 4;

/** The text of a message as its source writes it. An expression in it becomes a placeholder, `<client id>`. */
export function textOf(node: ts.Node, depth = 0): string {
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isTemplateExpression(node))
        return (
            node.head.text +
            node.templateSpans.map(({ expression, literal }) => textOf(expression, depth) + literal.text).join("")
        );
    if (ts.isBinaryExpression(node)) {
        if (node.operatorToken.kind === ts.SyntaxKind.PlusToken)
            return textOf(node.left, depth) + textOf(node.right, depth);
        return textOf(node.left, depth);
    }
    if (ts.isConditionalExpression(node)) return either(textOf(node.whenTrue, depth), textOf(node.whenFalse, depth));
    if (ts.isIdentifier(node)) return textOfName(node, depth);
    if (ts.isPropertyAccessExpression(node))
        return /^(length|size)$/.test(node.name.text) ? "<number>" : placeholder(node.name.text);
    if (ts.isCallExpression(node)) return textOfCall(node, depth);
    if (ts.isArrayLiteralExpression(node)) return node.elements.map((one) => textOf(one, depth)).join(", ");
    const inner = (node as { expression?: ts.Node }).expression;
    return inner === undefined ? "<…>" : textOf(inner, depth);
}

function either(one: string, other: string): string {
    if (one === "" || one === other) return other;
    return other === "" ? one : `(${one} | ${other})`;
}

function textOfName(node: ts.Identifier, depth: number): string {
    if (node.text === "undefined") return "";
    const value = declared(node, node.text);
    return value !== undefined && depth < deepest && isText(value) ? textOf(value, depth + 1) : placeholder(node.text);
}

function textOfCall({ expression, arguments: given }: ts.CallExpression, depth: number): string {
    const name = expression.getText();
    const [first, second] = given;
    if (additions.test(name)) return "";
    if (first !== undefined && formatters.test(name)) return textOf(first, depth);
    if (first !== undefined && isCode(first) && second !== undefined) return textOf(second, depth);
    if (ts.isPropertyAccessExpression(expression)) {
        const list = listIn(expression.expression);
        if (expression.name.text === "join" && list !== undefined)
            return list.elements
                .map((one) => textOf(one, depth))
                .join(first === undefined ? "," : textOf(first, depth));
        return ts.isIdentifier(expression.expression) &&
            given.length > 0 &&
            !/^(join|map|filter|slice|replace|at|get)/.test(expression.name.text)
            ? placeholder(expression.name.text)
            : textOf(expression.expression, depth);
    }
    const body = ts.isIdentifier(expression) ? bodyOf(declared(expression, expression.text)) : undefined;
    if (body !== undefined && depth < deepest && isText(body)) return textOf(body, depth + 1);
    return placeholder(name);
}

/** The list in `[…].filter(…)`. */
function listIn(node: ts.Node): ts.ArrayLiteralExpression | undefined {
    if (ts.isArrayLiteralExpression(node)) return node;
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
        return listIn(node.expression.expression);
    return undefined;
}

/** The only expression of a function. */
function bodyOf(node: ts.Node | undefined): ts.Node | undefined {
    return node !== undefined && ts.isArrowFunction(node) && !ts.isBlock(node.body) ? node.body : undefined;
}

/** What a constant is in the blocks around a node, or in its file. */
function declared(node: ts.Node, name: string): ts.Node | undefined {
    for (let around: ts.Node | undefined = node.parent; around !== undefined; around = around.parent) {
        if (ts.isFunctionLike(around) && around.parameters.some((one) => one.name.getText() === name)) return undefined;
        if (!ts.isBlock(around) && !ts.isSourceFile(around)) continue;
        for (const statement of around.statements) {
            if (!ts.isVariableStatement(statement)) continue;
            const found = statement.declarationList.declarations.find((one) => one.name.getText() === name);
            if (found !== undefined) return found.initializer;
        }
    }
    return undefined;
}

/** Whether an expression is written as a text. */
function isText(node: ts.Node): boolean {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return true;
    if (ts.isConditionalExpression(node)) return isText(node.whenTrue) || isText(node.whenFalse);
    if (ts.isBinaryExpression(node)) return isText(node.left) || isText(node.right);
    if (ts.isParenthesizedExpression(node)) return isText(node.expression);
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
        return (
            node.expression.name.text === "join" && (listIn(node.expression.expression)?.elements.some(isText) ?? false)
        );
    return false;
}

/** `clientId` → `<client id>` */
const placeholder = (name: string): string =>
    `<${name
        .replace(/^.*\./, "")
        .replace(/(?<=[a-z\d])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
        .trim()}>`;

export const isCode = (node: ts.Node): node is ts.StringLiteral =>
    ts.isStringLiteral(node) && /^CC\d{4}$/.test(node.text);

/** Whether a text says something of its own, and not only what its expressions hold. */
export const saysSomething = (text: string): boolean => /\p{L}/u.test(text.replace(/<[^>]*>/g, ""));
