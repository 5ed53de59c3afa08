import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect } from "chai";
import ts from "typescript";

const root = join(__dirname, "../..");
const folders = [
    "sdk",
    "provider",
    "operations",
    "engine",
    "plugin",
    "cli",
    "policy",
    "simulator",
    "tools",
    "test",
    "bench",
];

/** From top to bottom: imports lead down or stay on a level. */
const levels: readonly RegExp[] = [
    /^cli\//,
    /^operations\//,
    /^engine\//,
    /^plugin\//,
    /^provider\/index\.ts$/,
    /^provider\/runtime\//,
    /^provider\/[^/]+\.ts$/,
    /^provider\/(genesys|eleveo|imagicle|webex)\//,
    /^provider\/core\//,
    /^provider\/transport\//,
];

type Kind = "value" | "type" | "lazy";

/** What the files of a folder may import from other folders; if a folder is absent, everything. */
const allowed: Readonly<Record<string, (to: string, kind: Kind) => boolean>> = {
    cli: (to) => /^(operations|engine|plugin|provider|sdk|simulator)\//.test(to),
    operations: (to) => /^(engine|plugin|provider|sdk)\//.test(to),
    engine: (to) => /^(plugin|provider)\//.test(to),
    plugin: (to) => /^(provider|sdk)\//.test(to),
    // The types of the SDK are what its functions answer.
    provider: (to, kind) => kind === "type" && /^sdk\/\w+\/types\.ts$/.test(to),
    sdk: (to, kind) => kind !== "value" && to.startsWith("provider/"),
    policy: (to) => /^provider\/(metadata\.ts|core\/|transport\/message\.ts)/.test(to),
    simulator: () => false,
};

interface Import {
    from: string;
    /** A file, or a package as it is written. */
    to: string;
    kind: Kind;
}

const files = new Set(
    folders.flatMap((folder) =>
        (readdirSync(join(root, folder), { recursive: true }) as string[])
            .filter((name) => name.endsWith(".ts"))
            .map((name) => join(folder, name)),
    ),
);
const imports = [...files].flatMap((file) => importsOf(file, readFileSync(join(root, file), "utf8")));
const between = imports.filter(({ to }) => files.has(to));

function importsOf(from: string, text: string): Import[] {
    const found: Import[] = [];
    const note = (specifier: ts.Node | undefined, kind: Kind) => {
        if (specifier === undefined || !ts.isStringLiteral(specifier)) return;
        const path = normalize(join(dirname(from), specifier.text));
        const candidates = [`${path}.ts`, path.replace(/\.js$/, ".ts"), join(path, "index.ts"), path];
        const to = specifier.text.startsWith(".") ? candidates.find((one) => files.has(one)) : specifier.text;
        if (to !== undefined) found.push({ from, to, kind });
    };
    const visit = (node: ts.Node): void => {
        if (ts.isImportDeclaration(node)) note(node.moduleSpecifier, isOfTypes(node.importClause) ? "type" : "value");
        else if (ts.isExportDeclaration(node)) note(node.moduleSpecifier, node.isTypeOnly ? "type" : "value");
        else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) note(node.argument.literal, "type");
        else if (ts.isCallExpression(node) && /^(require|import)$/.test(node.expression.getText(source)))
            note(node.arguments[0], "lazy");
        if (!ts.isImportDeclaration(node)) ts.forEachChild(node, visit);
    };
    // Only these may be anywhere in a file; without them, what follows the last import need not be parsed.
    const isAnywhere = /\b(require|import)\(/.test(text);
    const last = Math.max(text.lastIndexOf(' from "'), text.lastIndexOf('import "'), 0);
    const head = text.slice(0, text.indexOf("\n", last));
    const source = ts.createSourceFile(from, isAnywhere ? text : head, ts.ScriptTarget.Latest);
    if (isAnywhere) visit(source);
    else source.statements.forEach((one) => (ts.isImportDeclaration(one) || ts.isExportDeclaration(one)) && visit(one));
    return found;
}

function isOfTypes(clause: ts.ImportClause | undefined): boolean {
    if (clause === undefined) return false;
    const { name, namedBindings, phaseModifier } = clause;
    if (phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
    return (
        name === undefined &&
        namedBindings !== undefined &&
        ts.isNamedImports(namedBindings) &&
        namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly)
    );
}

/** A circle, starting at each import that closes one, `a.ts → b.ts → a.ts`. */
function circles(edges: readonly Import[]): string[] {
    const targets = new Map<string, string[]>();
    for (const { from, to } of edges) targets.set(from, [...(targets.get(from) ?? []), to]);
    const done = new Set<string>();
    const found: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
        if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(" → "));
        if (done.has(file) || path.includes(file)) return;
        for (const to of targets.get(file) ?? []) visit(to, [...path, file]);
        done.add(file);
    };
    for (const file of targets.keys()) visit(file, []);
    return found;
}

/** What is always loaded with a file, at once. */
function loadedWith(file: string, seen = new Set<string>()): ReadonlySet<string> {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const { from, to, kind } of imports) if (from === file && kind === "value") loadedWith(to, seen);
    return seen;
}

const levelOf = (file: string): number => levels.findIndex((one) => one.test(file));
const shown = ({ from, to, kind }: Import): string => `${from} imports ${to}${kind === "value" ? "" : ` (${kind})`}`;

describe("imports", () => {
    it("form no circles, including types", () => {
        expect(circles(between)).to.deep.equal([]);
    });

    it("lead down the layers or stay on one", () => {
        const wrong = between.filter(
            ({ from, to }) => levelOf(from) >= 0 && levelOf(to) >= 0 && levelOf(to) < levelOf(from),
        );
        expect(wrong.map(shown)).to.deep.equal([]);
    });

    it("lead only to folders that a folder may use", () => {
        const folderOf = (file: string) => file.split("/")[0] ?? "";
        const wrong = between.filter(
            ({ from, to, kind }) => folderOf(from) !== folderOf(to) && allowed[folderOf(from)]?.(to, kind) === false,
        );
        expect(wrong.map(shown)).to.deep.equal([]);
    });

    it("that write files are only in the one place that opens outputs", () => {
        // Files of a run's own, which nobody named, and what adds to a file or creates it exclusively.
        const others = [
            "cli/adopt/run.ts",
            "cli/drift/history.ts",
            "cli/tenant/add.ts",
            "cli/try/copy.ts",
            "provider/core/createLog.ts",
            "provider/core/outputs.ts",
            "provider/runtime/problemFile.ts",
        ];
        const writes = /import \{[^}]*\b(appendFile|createWriteStream|writeFile|writeFileSync)\b[^}]*\} from "node:fs/;
        const product = [...files].filter((file) => /^(cli|operations|engine|sdk|provider)\//.test(file));
        const found = product.filter((file) => writes.test(readFileSync(join(root, file), "utf8")));
        expect(found.sort()).to.deep.equal(others);
    });

    it("of the policies load metadata and no library", () => {
        const loaded = [...loadedWith("policy/index.ts")].filter((one) => !/^(policy\/|node:)/.test(one));
        const pure =
            /^provider\/(metadata\.ts|core\/(ipRange|metadata|token|values|wildcard)\.ts|transport\/message\.ts|\w+\/\w+\.metadata\.ts)$/;
        expect(loaded.filter((one) => !pure.test(one))).to.deep.equal(["@pulumi/pulumi"]);
    });

    it("of the provider process load no metadata", () => {
        expect([...loadedWith("provider/index.ts")].filter((one) => one.includes("metadata"))).to.deep.equal([]);
    });
});
