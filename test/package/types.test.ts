import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { completed } from "../../tools/children";
import { installed, npm, packLibrary } from "../../tools/package";
import { supported } from "../../tools/versions/supported";

const root = join(__dirname, "../..");

/** Uses every entry point. The lines that must not compile prove that it has types: `any` would accept them. */
const program = `import * as pulumi from "@pulumi/pulumi";
import * as contact from "pulumi-contact-center";
import { IdentityProvider, WebexContactCenterLogin } from "pulumi-contact-center/eleveo";
import { emiteRegions, type IntegrationArgs } from "pulumi-contact-center/emite";
import { Group, type RoleArgs } from "pulumi-contact-center/genesys";
import * as imagicle from "pulumi-contact-center/imagicle";
import { contactCenterPolicies, type GuardRails } from "pulumi-contact-center/policy";
import * as webex from "pulumi-contact-center/webex";

const args: RoleArgs = { name: "Adapter", permissions: ["routing:queue:view"] };
const role = new contact.genesys.Role("role", args);
const client = new contact.genesys.OAuthClient("client", { name: "Data", roles: [{ role: role.id, divisions: ["*"] }] });
export const secret: pulumi.Output<string> = client.clientSecret;
export const permissions: pulumi.Output<string[] | undefined> = role.permissions;
export const same: boolean = contact.genesys.Group === Group;
export const group = (): contact.genesys.Group => contact.genesys.Group.get("group", "id");
const integration: IntegrationArgs = { wfm: true };
export const regions: number = emiteRegions.length;
export const emite = () => new contact.emite.Integration("emite", integration);
export const others: object[] = [IdentityProvider, WebexContactCenterLogin, imagicle, webex];
const rails: GuardRails = { redirectHosts: ["*.emite.com"], clientPermissions: {} };
export const names: string[] = contactCenterPolicies(rails).map(({ name }) => name);

// @ts-expect-error
new contact.genesys.Role("role", { nme: "typo" });
// @ts-expect-error
new Group("group", { name: 1 });
// @ts-expect-error
export const typo: IntegrationArgs = { wfn: true };
// @ts-expect-error
new WebexContactCenterLogin("login", { typo: 1 });
// @ts-expect-error
contactCenterPolicies({ redirectHost: [] });
// @ts-expect-error
imagicle.typo;
// @ts-expect-error
webex.typo;
`;

const policyPack = `import { type Policies, PolicyPack } from "@pulumi/policy";
import { contactCenterPolicies } from "pulumi-contact-center/policy";

const policies: Policies = contactCenterPolicies({ redirectHosts: ["*.emite.com"], clientPermissions: {} });
new PolicyPack("guard-rails", { policies });
new PolicyPack("more", {
    policies: [
        ...policies,
        { name: "own", description: "Own.", enforcementLevel: "advisory", validateResource: () => undefined },
    ],
});
`;

interface Configuration {
    module: string;
    moduleResolution: string;
    exactOptionalPropertyTypes?: true;
}

const configurations: readonly Configuration[] = [
    { module: "commonjs", moduleResolution: "node10" },
    { module: "node16", moduleResolution: "node16" },
    { module: "nodenext", moduleResolution: "nodenext", exactOptionalPropertyTypes: true },
    { module: "esnext", moduleResolution: "bundler" },
    { module: "preserve", moduleResolution: "bundler" },
];

const title = ({ exactOptionalPropertyTypes, module, moduleResolution }: Configuration): string =>
    `${module}/${moduleResolution}${exactOptionalPropertyTypes ? " with exactOptionalPropertyTypes" : ""}`;

describe("the types of the packed library", () => {
    let folder = "";
    let library = "";

    before(async () => {
        folder = await mkdtemp(join(tmpdir(), "contact-center-types-"));
        const tarball = await packLibrary(join(folder, "package"));
        await completed("tar", ["-xzf", tarball, "-C", folder]);
        // Its only dependencies: an import of another package does not compile.
        const packages = join(folder, "node_modules");
        for (const scope of ["@pulumi", "@types"]) await mkdir(join(packages, scope), { recursive: true });
        for (const name of ["@pulumi/pulumi", "@pulumi/policy", "@types/node"])
            await symlink(join(root, "node_modules", name), join(packages, name), "junction");
        library = join(packages, "pulumi-contact-center");
        await cp(join(folder, "package"), library, { recursive: true });
        for (const name of ["program.ts", "program.mts"]) await writeFile(join(folder, name), program);
        await writeFile(join(folder, "policyPack.ts"), policyPack);
    });
    after(() => rm(folder, { recursive: true, force: true }));

    for (const part of ["sdk", "policy"])
        it(`of dist/${part} import nothing but their own files and @pulumi/pulumi`, async () => {
            const own = join(library, "dist", part);
            const files = (await readdir(own, { recursive: true })).filter((name) => name.endsWith(".d.ts"));
            expect(files).to.include("index.d.ts");
            const foreign: string[] = [];
            for (const file of files) {
                const text = await readFile(join(own, file), "utf8");
                const found = ts.preProcessFile(text, true, true);
                for (const { fileName: name } of [...found.importedFiles, ...found.typeReferenceDirectives]) {
                    const outside = relative(own, join(own, dirname(file), name)).startsWith("..");
                    if (name.startsWith(".") ? outside : name !== "@pulumi/pulumi") foreign.push(`${file}: ${name}`);
                }
            }
            expect(foreign).to.deep.equal([]);
        });

    it("are found at every entry point, also by compilers that do not read `exports`", async () => {
        const { exports, typesVersions } = JSON.parse(await readFile(join(library, "package.json"), "utf8")) as {
            exports: Record<string, string | { types: string }>;
            typesVersions: Record<string, Record<string, string[]>>;
        };
        const expected = Object.entries(exports).flatMap(([path, target]) =>
            typeof target === "string" || path === "." ? [] : [[path.slice(2), [target.types]] as const],
        );
        expect(typesVersions).to.deep.equal({ "*": Object.fromEntries(expected) });
    });

    it("fit the policies of a PolicyPack", async () => {
        // Types of @pulumi/policy 1.21 do not compile themselves, so no program that imports it can check libraries.
        const compilerOptions = { ...options, module: "nodenext", skipLibCheck: true };
        const path = join(folder, "tsconfig.json");
        await writeFile(path, JSON.stringify({ compilerOptions, files: ["policyPack.ts"] }));
        await completed(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", path]);
    });

    for (const [name, version] of [
        ["oldest", supported.typescript.oldest],
        ["installed", undefined],
    ] as const)
        it(`compile strictly, without skipLibCheck, under the ${name} TypeScript: ${configurations.map(title).join(", ")}`, async () => {
            const own = version ?? (await installed("typescript"));
            const compilers = version === undefined ? root : join(folder, "compiler");
            if (version !== undefined) {
                await mkdir(compilers);
                await writeFile(join(compilers, "package.json"), JSON.stringify({ private: true }));
                await npm(["install", "--prefer-offline", `typescript@${version}`], compilers);
            }
            const compiler = require(join(compilers, "node_modules", "typescript")) as typeof ts;
            expect(compiler.version).to.equal(own);
            const compile = compilerIn(folder, compiler);
            const problems = configurations.map((one) => compile(one).map((problem) => `${title(one)}: ${problem}`));
            expect(problems.flat()).to.deep.equal([]);
        });
});

const options = {
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    target: "es2022",
    lib: ["es2023"],
    types: ["node"],
};

/** Compiles the program in one process: files that belong to no module system are read once for all configurations. */
function compilerIn(folder: string, compiler: typeof ts): (configuration: Configuration) => string[] {
    const known = new Map<string, ts.SourceFile | undefined>();
    const text = ({ messageText }: ts.Diagnostic) => compiler.flattenDiagnosticMessageText(messageText, "\n");
    return (configuration) => {
        // TypeScript 6 warns that a later version has no node10, and 5 does not know this value.
        const isDeprecated = configuration.moduleResolution === "node10" && !compiler.version.startsWith("5.");
        const parsed = compiler.convertCompilerOptionsFromJson(
            { ...options, ...configuration, ...(isDeprecated ? { ignoreDeprecations: "6.0" } : {}) },
            folder,
        );
        const host = compiler.createCompilerHost(parsed.options);
        const read = host.getSourceFile.bind(host);
        host.getCurrentDirectory = () => folder;
        host.getSourceFile = (name, ...more) => {
            if (!/\/(typescript\/lib|@types\/node)\//.test(name)) return read(name, ...more);
            if (!known.has(name)) known.set(name, read(name, ...more));
            return known.get(name);
        };
        // Only these two distinguish the modules of Node.
        const files = configuration.module.startsWith("node") ? ["program.ts", "program.mts"] : ["program.ts"];
        const program = compiler.createProgram(
            files.map((file) => join(folder, file)),
            parsed.options,
            host,
        );
        return [...parsed.errors, ...compiler.getPreEmitDiagnostics(program)].map(text);
    };
}
