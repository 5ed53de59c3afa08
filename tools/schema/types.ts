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

/** Where a type is written. */
interface Place {
    /** Of an object type that is written in place. */
    name: string;
    at: ts.Node;
    /** Whether it is a plain value, so that properties without inputs are marked. */
    plain?: boolean;
}

const any: TypeSpec = { $ref: "pulumi.json#/Any" };

/** Turns the types of the SDK into types of the schema. Object types are collected by their tokens. */
export class Types {
    readonly objects = new Map<string, ObjectSpec>();

    constructor(
        private readonly checker: ts.TypeChecker,
        /** `genesys` for a declaration in the SDK. */
        private readonly moduleOf: (node: ts.Node) => string,
    ) {}

    /** The properties of a class or interface, also those that it inherits. @param plain - marks those without inputs */
    object(type: ts.Type, { optional = false, plain = false } = {}): ObjectSpec {
        const spec: ObjectSpec = { type: "object", properties: {}, required: [] };
        for (const symbol of this.checker.getPropertiesOfType(type)) {
            const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
            const own = this.checker.getTypeOfSymbol(symbol);
            const parts = this.parts(own);
            if (!isProperty(declaration) || parts.length === 0 || parts.some(isFunction)) continue;
            const [name, { parent }] = [symbol.name, declaration];
            const owner = ts.isTypeLiteralNode(parent) ? "" : (parent.name?.text ?? "").replace(/Args$/, "");
            const isPlain = plain && !isInput(own);
            const given = this.of(own, { name: `${owner}${capital(name)}`, at: parent, plain: isPlain });
            spec.properties[name] = {
                ...given,
                ...(isPlain ? { plain } : {}),
                ...about(documentation(symbol, this.checker)),
            };
            if (!optional && !membersOf(own).some(isUndefined)) spec.required.push(name);
        }
        return spec;
    }

    of(type: ts.Type, place: Place): TypeSpec {
        const parts = this.parts(type);
        const inPlace = parts.filter(isInPlace);
        // Alternatives with different properties: an object with all of them, each optional.
        if (parts.length > 1 && inPlace.length === parts.length)
            return this.#reference(parts, { ...place, name: this.#aliasOf(type) ?? place.name }, true);
        // Text or an object.
        if (parts.length > 1 && inPlace.length > 0) return any;
        const specs = parts.map((part) => this.#one(part, place));
        const [first = any] = specs;
        if (specs.every((spec) => JSON.stringify(spec) === JSON.stringify(first))) return first;
        // Such as a name instead of an object that a lookup has returned.
        return specs.some((spec) => spec.type === "string") ? { type: "string" } : any;
    }

    /** The types that a value can have, without `undefined`, inputs, outputs and promises. */
    parts(type: ts.Type): ts.Type[] {
        const parts = membersOf(type).flatMap((part) => {
            const inner = this.#wrapped(part);
            return part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Never)
                ? []
                : inner === undefined
                  ? [part]
                  : this.parts(inner);
        });
        return [...new Set(parts)];
    }

    #one(type: ts.Type, place: Place): TypeSpec {
        if (type.flags & ts.TypeFlags.StringLike) return { type: "string" };
        if (type.flags & ts.TypeFlags.NumberLike) return { type: "number" };
        if (type.flags & ts.TypeFlags.BooleanLike) return { type: "boolean" };
        const [first, second] = this.#arguments(type);
        if (this.checker.isArrayType(type) && first !== undefined)
            return { type: "array", items: this.of(first, place) };
        if (nameOf(type) === "Partial" && first !== undefined && !isMapped(first))
            return this.#reference([first], place, true);
        if (isMapped(type)) {
            const [property] = type.getProperties();
            const value = second ?? (property && this.checker.getTypeOfSymbol(property));
            return value === undefined ? any : { type: "object", additionalProperties: this.of(value, place) };
        }
        const declaration = (type.symbol as ts.Symbol | undefined)?.declarations?.[0];
        if (declaration === undefined || type.flags & ts.TypeFlags.TypeParameter) return any;
        if (type.isClass()) return { $ref: `#/resources/contactcenter:${this.moduleOf(declaration)}:${nameOf(type)}` };
        const name = isInPlace(type) ? place.name : nameOf(type);
        return this.#reference([type], { ...place, name, at: declaration });
    }

    /** A named object type with the properties of all parts. */
    #reference(parts: readonly ts.Type[], { name, at, plain = false }: Place, optional = false): TypeSpec {
        const token = `contactcenter:${this.moduleOf(at)}:${name}`;
        if (!this.objects.has(token)) {
            const spec: ObjectSpec = { type: "object", properties: {}, required: [] };
            this.objects.set(token, spec);
            const text = optional || parts[0] === undefined ? "" : documentation(parts[0].symbol, this.checker);
            if (text !== "") spec.description = text;
            for (const part of parts) {
                const { properties, required } = this.object(part, { optional, plain });
                Object.assign(spec.properties, properties);
                spec.required.push(...required);
            }
        }
        return { $ref: `#/types/${token}` };
    }

    /** What a wrapper resolves to. */
    #wrapped(type: ts.Type): ts.Type | undefined {
        const own = (type.isIntersection() && type.types.find((one) => nameOf(one) === "OutputInstance")) || type;
        return ["Output", "OutputInstance", "Promise", "Readonly"].includes(nameOf(own))
            ? this.#arguments(own)[0]
            : undefined;
    }

    /** The name of a union, which an input of it keeps only inside its promise. */
    #aliasOf = (type: ts.Type): string | undefined =>
        membersOf(type).flatMap((part) => this.#wrapped(part)?.aliasSymbol?.name ?? [])[0];

    #arguments(type: ts.Type): readonly ts.Type[] {
        return type.aliasTypeArguments ?? this.checker.getTypeArguments(type as ts.TypeReference);
    }
}

/** The text of a doc comment, with its default and without links into the SDK. */
export function documentation(symbol: ts.Symbol, checker: ts.TypeChecker): string {
    const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    const { text: parts } = symbol.getJsDocTags(checker).find(({ name }) => name === "default") ?? {};
    const standard = parts === undefined ? "" : ` Default: ${ts.displayPartsToString(parts).replace(/\s+/g, " ")}.`;
    return `${text}${standard}`.replace(/\{@link (?:[\w.]+\.)?(\w+) ?\}/g, "`$1`").trim();
}

/** The documentation of a property, and whether it says that the property is a secret. */
const about = (text: string): { description?: string; secret?: true } => ({
    ...(text === "" ? {} : { description: text }),
    ...(/\bencrypted in the state\b|; a secret\b/i.test(text) ? { secret: true } : {}),
});

type Property = (ts.PropertyDeclaration | ts.PropertySignature) & {
    parent: ts.ClassLikeDeclaration | ts.InterfaceDeclaration | ts.TypeLiteralNode;
};

const isProperty = (node: ts.Node | undefined): node is Property =>
    node !== undefined &&
    ((ts.isPropertyDeclaration(node) && !ts.isPrivateIdentifier(node.name)) || ts.isPropertySignature(node));
const membersOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);
const isUndefined = ({ flags }: ts.Type): boolean => (flags & ts.TypeFlags.Undefined) !== 0;
const isFunction = (type: ts.Type): boolean => type.getCallSignatures().length > 0;
const isInput = (type: ts.Type): boolean => membersOf(type).some((part) => nameOf(part) === "OutputInstance");
const isMapped = (type: ts.Type): boolean => ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped) !== 0;
const isInPlace = (type: ts.Type): boolean => nameOf(type) === "__type" && !isMapped(type);
const nameOf = ({ aliasSymbol, symbol }: ts.Type): string =>
    (aliasSymbol ?? (symbol as ts.Symbol | undefined))?.name ?? "";
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
