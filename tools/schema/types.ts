import ts from "typescript";

/** A type of Pulumi's package schema. */
export interface TypeSpec {
    type?: string;
    items?: TypeSpec;
    additionalProperties?: TypeSpec;
    $ref?: string;
    plain?: true;
}

export interface PropertySpec extends TypeSpec {
    description?: string;
    secret?: true;
}

/** An object type, or the properties of a resource. */
export interface ObjectSpec {
    description?: string;
    type: "object";
    properties: Record<string, PropertySpec>;
    required: string[];
}

const any: TypeSpec = { $ref: "pulumi.json#/Any" };
/** Types that stand for their first argument. */
const wrappers = ["Input", "Output", "Promise"];

/** Turns the declared types of the SDK into types of the schema. Object types are collected by their tokens. */
export class Types {
    readonly objects = new Map<string, ObjectSpec>();

    constructor(
        private readonly checker: ts.TypeChecker,
        /** `genesys` for a file of the SDK. */
        private readonly moduleOf: (node: ts.Node) => string,
    ) {}

    /** The properties of a class or interface, also those that it inherits. @param plain - marks those without inputs */
    object(node: ts.Node, { optional = false, plain = false } = {}): ObjectSpec {
        const spec: ObjectSpec = { type: "object", properties: {}, required: [] };
        for (const symbol of this.checker.getPropertiesOfType(this.checker.getTypeAtLocation(node))) {
            const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
            if (declaration === undefined || !isProperty(declaration)) continue;
            const { type } = declaration;
            if (type === undefined || isFunction(type)) continue;
            const name = symbol.getName();
            const given = this.of(type, `${nameOf(declaration.parent)}${capital(name)}`);
            spec.properties[name] = { ...(plain && !isInput(type) ? asPlain(given) : given), ...this.#about(symbol) };
            const isOptional = declaration.questionToken !== undefined || isUndefined(type);
            if (!optional && !isOptional) spec.required.push(name);
        }
        return spec;
    }

    /** @param name - of an object type that is written in place */
    of(node: ts.TypeNode, name: string): TypeSpec {
        if (ts.isParenthesizedTypeNode(node)) return this.of(node.type, name);
        if (ts.isTypeOperatorNode(node)) return this.of(node.type, name);
        if (ts.isArrayTypeNode(node)) return { type: "array", items: this.of(node.elementType, name) };
        if (ts.isUnionTypeNode(node)) return this.#union(node, name);
        if (ts.isLiteralTypeNode(node)) return literal(node);
        if (ts.isTypeLiteralNode(node)) return this.reference(node, name);
        if (ts.isTypeReferenceNode(node)) return this.#named(node, name);
        if (ts.isMappedTypeNode(node) && node.type !== undefined)
            return { type: "object", additionalProperties: this.of(node.type, name) };
        const keyword: Partial<Record<ts.SyntaxKind, string>> = {
            [ts.SyntaxKind.StringKeyword]: "string",
            [ts.SyntaxKind.NumberKeyword]: "number",
            [ts.SyntaxKind.BooleanKeyword]: "boolean",
        };
        const type = keyword[node.kind];
        return type === undefined ? any : { type };
    }

    /** Properties named in the documentation, and what they hold. */
    #about(symbol: ts.Symbol): { description?: string; secret?: true } {
        const text = documentation(symbol, this.checker);
        const isSecret = /\bencrypted in the state\b|; a secret\b/i.test(text);
        return { ...(text === "" ? {} : { description: text }), ...(isSecret ? { secret: true } : {}) };
    }

    #union(node: ts.UnionTypeNode, name: string): TypeSpec {
        const parts = node.types.filter((part) => !isUndefined(part));
        const specs = parts.map((part) => this.of(part, name));
        const [first = any] = specs;
        if (specs.every((spec) => JSON.stringify(spec) === JSON.stringify(first))) return first;
        if (parts.every((part) => ts.isTypeLiteralNode(part))) return this.#alternatives(parts, name);
        // Such as a name instead of an object that a lookup has returned.
        if (specs.some(({ type }) => type === "string") && !parts.some(isRule)) return { type: "string" };
        return any;
    }

    /** Alternatives with different properties: an object with all of them, each optional. */
    #alternatives(parts: readonly ts.TypeLiteralNode[], name: string): TypeSpec {
        const token = `contactcenter:${this.moduleOf(parts[0] as ts.Node)}:${name}`;
        const objects = parts.map((part) => this.object(part, { optional: true }));
        const properties = Object.assign({}, ...objects.map((one) => one.properties)) as ObjectSpec["properties"];
        this.objects.set(token, { type: "object", properties, required: [] });
        return { $ref: `#/types/${token}` };
    }

    #named(node: ts.TypeReferenceNode, name: string): TypeSpec {
        const last = node.typeName.getText().split(".").at(-1) ?? "";
        const [first, second] = node.typeArguments ?? [];
        if (wrappers.includes(last) && first !== undefined) return this.of(first, name);
        if (last === "IdOf") return { type: "string" };
        if (last === "Record" && second !== undefined)
            return { type: "object", additionalProperties: this.of(second, name) };
        if (last === "Readonly" && first !== undefined) return this.of(first, name);
        if (last === "Partial" && first !== undefined) return this.#partial(first, name);
        const symbol = this.checker.getSymbolAtLocation(node.typeName);
        const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
        const declaration = target?.declarations?.find(ts.isClassDeclaration) ?? target?.declarations?.[0];
        if (declaration === undefined) return any;
        if (ts.isTypeAliasDeclaration(declaration))
            return declaration.typeParameters === undefined ? this.of(declaration.type, declaration.name.text) : any;
        if (ts.isInterfaceDeclaration(declaration)) return this.reference(declaration, declaration.name.text);
        return ts.isClassDeclaration(declaration) ? this.#ofClass(declaration) : any;
    }

    /** A resource: a reference to it. */
    #ofClass(declaration: ts.ClassDeclaration): TypeSpec {
        return { $ref: `#/resources/contactcenter:${this.moduleOf(declaration)}:${declaration.name?.text}` };
    }

    #partial(node: ts.TypeNode, name: string): TypeSpec {
        if (ts.isTypeReferenceNode(node) && node.typeName.getText() === "Record") return this.of(node, name);
        const token = `contactcenter:${this.moduleOf(node)}:${name}`;
        this.objects.set(token, this.object(node, { optional: true }));
        return { $ref: `#/types/${token}` };
    }

    /** A named object type. */
    reference(node: ts.InterfaceDeclaration | ts.TypeLiteralNode, name: string): TypeSpec {
        const token = `contactcenter:${this.moduleOf(node)}:${name}`;
        if (!this.objects.has(token)) {
            this.objects.set(token, { type: "object", properties: {}, required: [] });
            const symbol = this.checker.getTypeAtLocation(node).symbol as ts.Symbol | undefined;
            const text = symbol === undefined ? "" : documentation(symbol, this.checker);
            this.objects.set(token, { ...(text && { description: text }), ...this.object(node) });
        }
        return { $ref: `#/types/${token}` };
    }
}

/** The text of a doc comment, with its default and without links into the SDK. */
export function documentation(symbol: ts.Symbol, checker: ts.TypeChecker): string {
    const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    const { text: parts } = symbol.getJsDocTags(checker).find(({ name }) => name === "default") ?? {};
    const standard = parts === undefined ? "" : ` Default: ${ts.displayPartsToString(parts).replace(/\s+/g, " ")}.`;
    return `${text}${standard}`.replace(/\{@link (?:[\w.]+\.)?(\w+)\}/g, "`$1`").trim();
}

/** `Role` for the fields of `RoleArgs`. */
function nameOf(node: ts.Node): string {
    const isNamed = ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node);
    return (isNamed ? (node.name?.text ?? "") : "").replace(/Args$/, "");
}

type Property = ts.PropertyDeclaration | ts.PropertySignature;

const isProperty = (node: ts.Node): node is Property =>
    (ts.isPropertyDeclaration(node) && !ts.isPrivateIdentifier(node.name)) || ts.isPropertySignature(node);
const isFunction = (node: ts.TypeNode): boolean =>
    ts.isFunctionTypeNode(node) ||
    (ts.isParenthesizedTypeNode(node) && isFunction(node.type)) ||
    (ts.isUnionTypeNode(node) && node.types.some(isFunction));
const isUndefined = (node: ts.TypeNode): boolean =>
    node.kind === ts.SyntaxKind.UndefinedKeyword || (ts.isUnionTypeNode(node) && node.types.some(isUndefined));
const isInput = (node: ts.TypeNode): boolean => /^pulumi\.Input</.test(node.getText()) || /^IdOf</.test(node.getText());
/** A field rule of Imagicle: text or an object. */
const isRule = (node: ts.TypeNode): boolean => ts.isTypeLiteralNode(node);

function literal({ literal: value }: ts.LiteralTypeNode): TypeSpec {
    if (ts.isStringLiteral(value)) return { type: "string" };
    if (ts.isNumericLiteral(value)) return { type: "number" };
    return { type: "boolean" };
}

const asPlain = (spec: TypeSpec): TypeSpec => ({ ...spec, plain: true });
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
