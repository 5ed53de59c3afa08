import { basename, dirname, join } from "node:path";
import { format, resolveConfig } from "prettier";
import ts from "typescript";
import { version } from "../../plugin/schema";
import { tokens } from "../../provider/metadata";
import { resources } from "../../provider/resources";
import { documentation, type ObjectSpec, type PropertySpec, Types } from "./types";

const root = join(__dirname, "..", "..");

/** The text of schemas/plugin.json. */
export async function schemaFile(): Promise<string> {
    const file = join(root, "schemas", "plugin.json");
    return format(JSON.stringify(schema()), { ...(await resolveConfig(file)), filepath: file });
}

function schema(): object {
    const source = new Source();
    const modules = ["eleveo", "emite", "genesys"] as const;
    const components = modules.flatMap((module) => source.components(module));
    const functions = modules.flatMap((module) => source.lookups(module));
    const made = tokens.map((token) => [`contactcenter:${token}`, source.resource(token)] as const);
    const provider = source.provider();
    return {
        name: "contactcenter",
        // Without it, an SDK in C# lacks a file that its project names.
        version,
        displayName: "Contact Center",
        description: "Contact-center integrations as code: Genesys Cloud for eMite, Eleveo, Imagicle and Webex",
        license: "Apache-2.0",
        meta: { moduleFormat: "(.*)" },
        language: {
            nodejs: { respectSchemaVersion: true },
            python: { respectSchemaVersion: true, pyproject: { enabled: true } },
            go: { respectSchemaVersion: true, generateResourceContainerTypes: true },
            csharp: { respectSchemaVersion: true },
        },
        config: { variables: provider.properties },
        types: sorted([...source.types.objects]),
        provider: { inputProperties: provider.properties, description: provider.description },
        resources: sorted([...made, ...components]),
        functions: sorted(functions),
    };
}

type Entry = readonly [token: string, spec: object];

const sorted = (entries: readonly Entry[]): object =>
    Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

/** The SDK's declarations. */
class Source {
    readonly types: Types;
    readonly #checker: ts.TypeChecker;
    readonly #exports: (folder: string) => ts.Symbol[];

    constructor() {
        const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile) as { config: object };
        const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
        const program = ts.createProgram([join(root, "sdk", "index.ts")], { ...options, noEmit: true });
        const checker = program.getTypeChecker();
        this.#checker = checker;
        this.types = new Types(checker, moduleOf);
        this.#exports = (folder) => {
            const file = program.getSourceFile(join(root, "sdk", folder, "index.ts"));
            const module = file && checker.getSymbolAtLocation(file);
            const symbols = module === undefined ? [] : checker.getExportsOfModule(module);
            return symbols.map((one) => (one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one));
        };
    }

    resource(token: keyof typeof resources): object {
        const [module = "", name = ""] = token.split(":");
        const inputs = this.types.object(this.#typeOf(module, `${name}Args`));
        const outputs = this.types.object(this.#typeOf(module, `${name}Outputs`));
        const secrets: readonly string[] = resources[token].secrets;
        const hidden = (all: ObjectSpec["properties"]) => marked(all, (key) => secrets.includes(key));
        return {
            description: this.#described(this.#find(module, name)),
            inputProperties: hidden(inputs.properties),
            requiredInputs: inputs.required,
            properties: hidden({ ...inputs.properties, ...outputs.properties }),
            required: inputs.required,
        };
    }

    /** The components of a module. */
    components(module: string): Entry[] {
        const isComponent = (symbol: ts.Symbol) =>
            this.#declaredType(symbol)
                .getBaseTypes()
                ?.some((base) => base.symbol.name === "ComponentResource");
        return this.#exports(module)
            .filter((symbol) => symbol.flags & ts.SymbolFlags.Class && isComponent(symbol))
            .map((symbol) => [`contactcenter:${module}:${symbol.name}`, this.#component(module, symbol)]);
    }

    #component(module: string, symbol: ts.Symbol): object {
        const inputs = this.types.object(this.#typeOf(module, `${symbol.name}Args`), { plain: true });
        const { properties, required } = this.types.object(this.#declaredType(symbol));
        // `construct` answers with secrets. An output that the schema marks is an option that C# does not have here.
        const outputs = Object.entries(properties).flatMap(([key, { secret: _secret, ...spec }]) =>
            key === "urn" ? [] : [[key, spec] as const],
        );
        return {
            isComponent: true,
            description: this.#described(symbol),
            inputProperties: inputs.properties,
            requiredInputs: inputs.required,
            properties: Object.fromEntries(outputs),
            required: required.filter((key) => key !== "urn"),
        };
    }

    /** The lookups of a module. Tokens that differ from a resource's only in case are rejected. */
    lookups(module: string): Entry[] {
        return this.#exports(module)
            .filter(({ valueDeclaration }) => valueDeclaration?.getSourceFile().fileName.endsWith("/lookups.ts"))
            .map((symbol) => [`contactcenter:${module}:get${capital(symbol.name)}`, this.#lookup(symbol)]);
    }

    /** A list is the property `items`, and a text has the name of the lookup. */
    #lookup(symbol: ts.Symbol): object {
        const [signature] = this.#checker.getTypeOfSymbol(symbol).getCallSignatures() as [ts.Signature];
        const [answer] = this.types.parts(signature.getReturnType()) as [ts.Type];
        const isList = this.#checker.isArrayType(answer);
        const name = isList ? "items" : symbol.name;
        const single = () => this.types.of(answer, { name: "", at: symbol.valueDeclaration as ts.Declaration });
        const { description: _description, ...outputs }: Partial<ObjectSpec> =
            isList || isText(answer)
                ? { type: "object", properties: { [name]: single() }, required: [name] }
                : this.types.object(answer);
        const args = signature.parameters.filter((one) => isText(this.#checker.getTypeOfSymbol(one)));
        const inputs = args.map(({ name: arg }) => [arg, { type: "string" }] as const);
        return {
            description: this.#described(symbol),
            inputs: { type: "object", properties: Object.fromEntries(inputs), required: inputs.map(([arg]) => arg) },
            outputs,
        };
    }

    provider(): ObjectSpec {
        const { properties, ...rest } = this.types.object(this.#typeOf("", "ProviderArgs"));
        const groupOf = (key: string) => this.types.objects.get(properties[key]?.$ref?.replace("#/types/", "") ?? "");
        const isSecret = (key: string) => Object.values(groupOf(key)?.properties ?? {}).some(({ secret }) => secret);
        const description = this.#described(this.#find("", "Provider"));
        return { ...rest, properties: marked(properties, isSecret), description };
    }

    /** A name that a folder of the SDK exports, or that the file of its resource declares. */
    #find(folder: string, name: string): ts.Symbol {
        const all = this.#exports(folder);
        const at = all.find((symbol) => symbol.name === name.replace(/(Args|Outputs)$/, ""))?.declarations?.[0];
        const inFile = at === undefined ? [] : this.#checker.getSymbolsInScope(at, ts.SymbolFlags.Type);
        const found = [...all, ...inFile].find((symbol) => symbol.name === name);
        if (found === undefined) throw new Error(`sdk/${folder} does not declare ${name}`);
        return found;
    }

    #typeOf = (folder: string, name: string): ts.Type => this.#declaredType(this.#find(folder, name));
    #declaredType = (symbol: ts.Symbol): ts.Type => this.#checker.getDeclaredTypeOfSymbol(symbol);
    #described = (symbol: ts.Symbol): string => documentation(symbol, this.#checker);
}

/** `genesys` for a declaration in that folder, `index` for one of the SDK itself, as in Pulumi's schemas. */
const moduleOf = (node: ts.Node): string => basename(dirname(node.getSourceFile().fileName)).replace(/^sdk$/, "index");

const marked = (all: ObjectSpec["properties"], isSecret: (key: string) => boolean): Record<string, PropertySpec> =>
    Object.fromEntries(
        Object.entries(all).map(([key, spec]) => [key, isSecret(key) ? { ...spec, secret: true } : spec]),
    );

const isText = ({ flags }: ts.Type): boolean => (flags & ts.TypeFlags.StringLike) !== 0;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
