import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect } from "chai";
import ts from "typescript";

const root = join(__dirname, "../..");
const sources = readdirSync(join(root, "sdk"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(root, "sdk", file));

/** A program in a doc comment. */
interface Example {
    /** The class, and its file and line. */
    at: string;
    class: string;
    code: string;
}

/** The exported classes of a file, with the programs of their `@example` tags. */
function classesIn(file: string): { class: string; base: string; examples: Example[] }[] {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
    const exported = source.statements.filter(
        (one) => ts.isClassDeclaration(one) && one.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
    ) as ts.ClassDeclaration[];
    return exported.map((one) => {
        const name = one.name?.text ?? "";
        const { line } = source.getLineAndCharacterOfPosition(one.getStart());
        const tags = ts.getJSDocTags(one).filter(({ tagName }) => tagName.text === "example");
        const examples = tags.flatMap((tag) => {
            const text = ts.getTextOfJSDocComment(tag.comment) ?? "";
            const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
            expect(blocks, `blocks of code in the example of ${name}`).not.to.deep.equal([]);
            return blocks.map(([, language, code = ""]) => {
                expect(language, `the language of the example of ${name}`).to.equal("ts");
                return { at: `${relative(root, file)}:${line + 1}`, class: name, code };
            });
        });
        const base = one.heritageClauses?.[0]?.types[0]?.expression.getText() ?? "";
        return { class: name, base, examples };
    });
}

const bases = ["ContactCenterResource", "pulumi.ComponentResource", "pulumi.ProviderResource"];
const resources = sources.flatMap(classesIn).filter(({ base }) => bases.includes(base));

/** What the compiler reports for the programs, as if each were a file of a user's project. */
function compile(programs: ReadonlyMap<string, string>): string[] {
    const config = join(root, "tsconfig.json");
    const { options } =
        ts.getParsedCommandLineOfConfigFile(config, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} }) ??
        expect.fail("tsconfig.json cannot be read");
    expect(options).to.include({ strict: true, exactOptionalPropertyTypes: true });
    const host = ts.createCompilerHost({ ...options, types: ["node"] });
    const { fileExists, getSourceFile } = host;
    host.fileExists = (file) => programs.has(file) || fileExists(file);
    host.getSourceFile = (file, version, ...rest) => {
        const code = programs.get(file);
        return code === undefined
            ? getSourceFile(file, version, ...rest)
            : ts.createSourceFile(file, code, version, true);
    };
    const program = ts.createProgram([...programs.keys()], { ...options, types: ["node"] }, host);
    return [...programs.keys()].flatMap((file) => {
        const source = program.getSourceFile(file);
        const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
        return found.map(
            ({ messageText }) => `${relative(root, file)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
        );
    });
}

describe("the examples in doc comments", () => {
    it("exist for every resource, component and provider class", () => {
        expect(resources.length).to.be.at.least(15);
        const without = resources.filter(({ examples }) => examples.length === 0);
        expect(without.map((one) => one.class)).to.deep.equal([]);
    });

    it("create what they document", () => {
        for (const { class: name, examples } of resources)
            for (const { at, code } of examples) expect(code, at).to.match(new RegExp(`new (\\w+\\.)?${name}\\(`));
    });

    it("compile strictly as whole programs, and the compiler finds a mistake in one", () => {
        const examples = resources.flatMap((one) => one.examples);
        const programs = new Map(
            examples.map(({ class: name, code }, index) => [join(root, "examples", `${name}${index}.ts`), code]),
        );
        const wrong = join(root, "examples", "wrong.ts");
        programs.set(
            wrong,
            'import { genesys } from "pulumi-contact-center";\nnew genesys.Group("g", { nam: "G" });\n',
        );
        const [mistake, ...others] = compile(programs).sort((a) => (a.startsWith("examples/wrong.ts") ? -1 : 1));
        expect(others).to.deep.equal([]);
        expect(mistake).to.include("'nam' does not exist in type 'GroupArgs'");
    });
});
