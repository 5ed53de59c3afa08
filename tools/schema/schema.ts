import { basename, dirname, join } from "node:path";
import { format, resolveConfig } from "prettier";
import ts from "typescript";
import { resources } from "../../provider/resources";
import { tokens } from "../../provider/metadata";
import { documentation, type ObjectSpec, type PropertySpec, Types } from "./types";

const root = join(__dirname, "..", "..");
const sdk = join(root, "sdk", "/");

/** The components, by module. */
const components: Readonly<Record<string, readonly string[]>> = {
    eleveo: ["WebexContactCenterLogin"],
    emite: ["AgentLicences", "Integration"],
};

/** The lookups, by module, with the interface of their answer. A list is the property `items`. */
const lookups: Readonly<Record<string, Readonly<Record<string, { args?: string[]; answer?: string; list?: string }>>>> =
    {
        genesys: {
            caller: { answer: "Caller" },
            division: { args: ["name"], answer: "Division" },
            divisions: { list: "Division" },
            group: { args: ["name"], answer: "Named" },
            homeDivision: { answer: "Division" },
            organization: { answer: "OrganizationInfo" },
            permissions: { list: "string" },
            role: { args: ["name"], answer: "Named" },
            user: { args: ["email"], answer: "DirectoryUser" },
        },
        eleveo: { redirectUri: { args: ["alias"] }, server: { answer: "EleveoServer" } },
    };

/** The text of schemas/plugin.json. */
export async function schemaFile(): Promise<string> {
    const file = join(root, "schemas", "plugin.json");
    return format(JSON.stringify(schema()), { ...(await resolveConfig(file)), filepath: file });
}

function schema(): object {
    const source = new Source();
    const made = tokens.map((token) => [`contactcenter:${token}`, source.resource(token)] as const);
    const parts = Object.entries(components).flatMap(([module, names]) =>
        names.map((name) => [`contactcenter:${module}:${name}`, source.component(module, name)] as const),
    );
    const functions = Object.entries(lookups).flatMap(([module, some]) =>
        Object.entries(some).map(
            ([name, { args = [], answer, list }]) =>
                [
                    // Tokens that differ from a resource's only in case are rejected.
                    `contactcenter:${module}:get${name[0]?.toUpperCase()}${name.slice(1)}`,
                    source.lookup(module, name, args, { answer, list }),
                ] as const,
        ),
    );
    const provider = source.provider();
    return {
        name: "contactcenter",
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
        types: sorted(source.types.objects),
        provider: { inputProperties: provider.properties, description: provider.description },
        resources: sorted(new Map([...made, ...parts])),
        functions: sorted(new Map(functions)),
    };
}

const sorted = <T>(map: ReadonlyMap<string, T>): Record<string, T> =>
    Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));

/** The SDK's declarations. */
class Source {
    readonly types: Types;
    readonly #checker: ts.TypeChecker;
    readonly #program: ts.Program;

    constructor() {
        const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile) as { config: object };
        const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
        this.#program = ts.createProgram([join(root, "sdk", "index.ts")], { ...options, noEmit: true });
        this.#checker = this.#program.getTypeChecker();
        this.types = new Types(this.#checker, (node) => moduleOf(node.getSourceFile()));
    }

    resource(token: keyof typeof resources): object {
        const [module = "", name = ""] = token.split(":");
        const inputs = this.types.object(this.#find(module, `${name}Args`));
        const outputs = this.types.object(this.#find(module, `${name}Outputs`));
        const { secrets } = resources[token];
        const hidden = (all: Record<string, PropertySpec>) =>
            Object.fromEntries(
                Object.entries(all).map(([key, spec]) => [
                    key,
                    (secrets as readonly string[]).includes(key) ? { ...spec, secret: true as const } : spec,
                ]),
            );
        return {
            description: this.#described(this.#find(module, name)),
            inputProperties: hidden(inputs.properties),
            requiredInputs: inputs.required,
            properties: hidden({ ...inputs.properties, ...outputs.properties }),
            required: inputs.required,
        };
    }

    component(module: string, name: string): object {
        const inputs = this.types.object(this.#find(module, `${name}Args`), { plain: true });
        const node = this.#find(module, name);
        const { properties, required } = this.types.object(node);
        const own = Object.keys(properties).filter((key) => !inherited.includes(key));
        return {
            isComponent: true,
            description: this.#described(node),
            inputProperties: inputs.properties,
            requiredInputs: inputs.required,
            properties: Object.fromEntries(own.map((key) => [key, properties[key]])),
            required: required.filter((key) => own.includes(key)),
        };
    }

    lookup(
        module: string,
        name: string,
        args: readonly string[],
        { answer, list }: { answer?: string | undefined; list?: string | undefined },
    ): object {
        const text = { type: "string" };
        const item =
            list === undefined || list === "string"
                ? text
                : this.types.reference(this.#find(module, list) as ts.InterfaceDeclaration, list);
        const answers: Omit<ObjectSpec, "description"> =
            answer === undefined
                ? list === undefined
                    ? { type: "object", properties: { [name]: text }, required: [name] }
                    : { type: "object", properties: { items: { type: "array", items: item } }, required: ["items"] }
                : this.types.object(this.#find(module, answer));
        return {
            description: this.#described(this.#find(module, name)),
            inputs: { type: "object", properties: Object.fromEntries(args.map((arg) => [arg, text])), required: args },
            outputs: answers,
        };
    }

    provider(): ObjectSpec {
        const node = this.#find("index", "ProviderArgs");
        const { properties, ...rest } = this.types.object(node);
        const hidden = Object.entries(properties).map(([name, spec]) => {
            const group = this.types.objects.get(spec.$ref?.replace("#/types/", "") ?? "");
            const isSecret = Object.values(group?.properties ?? {}).some(({ secret }) => secret);
            return [name, isSecret ? { ...spec, secret: true as const } : spec] as const;
        });
        const description = this.#described(this.#find("index", "Provider"));
        return { ...rest, properties: Object.fromEntries(hidden), description };
    }

    /** The declaration of a name in a folder of the SDK. */
    #find(module: string, name: string): ts.Node {
        for (const file of this.#program.getSourceFiles()) {
            if (!file.fileName.startsWith(sdk) || moduleOf(file) !== module) continue;
            for (const statement of file.statements) {
                if (ts.isVariableStatement(statement))
                    for (const one of statement.declarationList.declarations)
                        if (one.name.getText() === name) return one;
                const isNamed =
                    ts.isClassDeclaration(statement) ||
                    ts.isFunctionDeclaration(statement) ||
                    (ts.isInterfaceDeclaration(statement) && !hasClass(file, name));
                if (isNamed && statement.name?.text === name) return statement;
            }
        }
        throw new Error(`sdk/${module} does not declare ${name}`);
    }

    #described(node: ts.Node): string {
        const name = (node as ts.NamedDeclaration).name ?? node;
        const symbol = this.#checker.getSymbolAtLocation(name);
        return symbol === undefined ? "" : documentation(symbol, this.#checker);
    }
}

/** `genesys` for a file of that folder, `index` for one of the SDK itself, as in Pulumi's schemas. */
const moduleOf = ({ fileName }: ts.SourceFile): string => basename(dirname(fileName)).replace(/^sdk$/, "index");

const hasClass = (file: ts.SourceFile, name: string): boolean =>
    file.statements.some((one) => ts.isClassDeclaration(one) && one.name?.text === name);

/** Properties of every component. */
const inherited: readonly string[] = ["urn"];
