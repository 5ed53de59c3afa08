import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { type Simulator, startSimulator } from "../../simulator";
import { cached } from "../../tools/cache";
import { completed } from "../../tools/children";
import { connectionTo } from "../../tools/emiteTenant";
import { type Engine, findEngine } from "../../tools/engine";
import { javascriptProject, type Result, Stack } from "../../tools/engine/stack";
import { installed, npm, packLibrary } from "../../tools/package";
import { ownPackage } from "./ownPackage";
import { runtimeTests } from "./runtime";

const root = join(__dirname, "../..");
const library = "pulumi-contact-center";

const commonJs = `const { genesys } = require("${library}");\nnew genesys.Group("group", { name: "Layout" });\n`;
const esModule = `import { genesys } from "${library}";\nnew genesys.Group("group", { name: "Layout" });\n`;
const withComponents = `require("acme-components").group("group");\n`;
const components = `const { genesys } = require("${library}");\nexports.group = (name) => new genesys.Group(name, { name: "Layout" });\n`;

describe("a program finds the library", () => {
    let folder = "";
    let engine: Engine;
    let sim: Simulator;
    let versions: { library: string; components: string; pulumi: string };
    let registry: URL;

    before(async () => {
        folder = await mkdtemp(join(tmpdir(), "contact-center-layouts-"));
        engine = await findEngine(() => undefined);
        sim = await startSimulator();
        registry = new URL((await npm(["config", "get", "registry"], folder)).trim());
        const tarball = `file:${await packLibrary(join(folder, "package"))}`;
        const pulumi = await installed("@pulumi/pulumi");
        versions = { library: tarball, pulumi, components: "" };
        const sources = await write("components", {
            "index.js": components,
            "package.json": manifest("acme-components", [library], { peerDependencies: { "@pulumi/pulumi": pulumi } }),
        });
        await npm(["pack", "--pack-destination", folder], sources);
        const packed = (await readdir(folder)).find((name) => name.endsWith(".tgz"));
        versions.components = `file:${join(folder, packed ?? "")}`;
    });
    after(async () => {
        await sim.stop();
        await rm(folder, { recursive: true, force: true });
    });

    /** A package.json whose main file is index.js. */
    function manifest(name: string, dependencies: readonly string[], more: object = {}): string {
        const known: Record<string, string> = {
            "@pulumi/pulumi": versions.pulumi,
            [library]: versions.library,
            "acme-components": versions.components,
        };
        const listed = Object.fromEntries(dependencies.map((one) => [one, known[one]]));
        return JSON.stringify({ name, version: "1.0.0", main: "index.js", dependencies: listed, ...more });
    }

    const direct = (name: string, more?: object) => manifest(name, ["@pulumi/pulumi", library], more);
    const indirect = (name: string) => manifest(name, ["@pulumi/pulumi", "acme-components"]);

    /** Files by their paths in the test's own folder. */
    async function write(name: string, files: Readonly<Record<string, string>>): Promise<string> {
        for (const [file, text] of Object.entries(files)) {
            const path = join(folder, name, file);
            await mkdir(dirname(path), { recursive: true });
            await writeFile(path, text);
        }
        return join(folder, name);
    }

    async function preview(program: string, env: NodeJS.ProcessEnv = {}): Promise<Result> {
        const stack = await Stack.create({ engine, program, env, ...connectionTo(sim) });
        try {
            return await stack.preview();
        } finally {
            await stack.dispose();
        }
    }

    async function expectGroup(program: string): Promise<void> {
        const { code, output } = await preview(program);
        expect(code, output).to.equal(0);
        expect(output).to.match(/genesys:Group group create/);
    }

    /** The one error of a preview, as the engine shows it. */
    async function expectProblem(text: string, program: string, env?: NodeJS.ProcessEnv): Promise<void> {
        const { code, output } = await preview(program, env);
        expect(code, output).to.be.greaterThan(0);
        expect(output.replace(/\s+/g, " ")).to.include(text);
        expect(output).not.to.include("genesys:Group").and.not.to.include("Cannot find module");
    }

    describe("installed by npm in a workspace,", () => {
        let workspace = "";
        before(async () => {
            workspace = await write("npm", {
                "package.json": direct("root", { private: true, workspaces: ["packages/*"] }),
                "packages/app/Pulumi.yaml": javascriptProject,
                "packages/app/index.js": commonJs,
                "packages/app/package.json": direct("app"),
                "packages/esm/Pulumi.yaml": javascriptProject,
                "packages/esm/index.js": esModule,
                "packages/esm/package.json": direct("esm", { type: "module" }),
                "packages/teams/Pulumi.yaml": javascriptProject,
                "packages/teams/index.js": withComponents,
                "packages/teams/package.json": indirect("teams"),
                "inline.js": inline,
            });
            await npm(["install", "--prefer-offline", "--ignore-scripts"], workspace);
        });

        it("in a package below it, as CommonJS", () => expectGroup(join(workspace, "packages", "app")));

        it("in a package below it, as an ES module", () => expectGroup(join(workspace, "packages", "esm")));

        it("in a package that depends only on a package with components", () =>
            expectGroup(join(workspace, "packages", "teams")));

        /** Previews an inline program in a process that starts in another folder. */
        const previewInline = (cwd: string, main?: string): Promise<string> => {
            const { config, secrets } = connectionTo(sim);
            const env = {
                ...engine.env,
                BACKEND: join(folder, `inline-${main === undefined}`),
                CONFIG: JSON.stringify({ ...config, ...secrets }),
                ...(main === undefined ? {} : { MAIN: main }),
            };
            return completed(process.execPath, [join(workspace, "inline.js")], { cwd, env });
        };

        it("as an inline program whose process starts in the program's folder", async () => {
            expect(await previewInline(workspace)).to.match(/genesys:Group group create/);
        });

        describe("and there, the library", () => runtimeTests(() => workspace));

        it("as an inline program whose project settings name the program's folder", async () => {
            expect(await previewInline(folder, workspace)).to.match(/genesys:Group group create/);
        });
    });

    describe("installed by pnpm,", () => {
        let workspace = "";
        before(async () => {
            workspace = await write("pnpm", {
                "pnpm-workspace.yaml": "packages:\n    - app\n    - teams\n",
                "package.json": manifest("root", [], { private: true }),
                "Pulumi.yaml": `${javascriptProject}main: app\n`,
                "app/Pulumi.yaml": javascriptProject,
                "app/index.js": commonJs,
                "app/package.json": direct("app"),
                "teams/Pulumi.yaml": javascriptProject,
                "teams/index.js": withComponents,
                "teams/package.json": indirect("teams"),
            });
            const folders = ["--store-dir", cached("pnpm", "store"), "--cache-dir", cached("pnpm", "cache")];
            const flags = ["--prefer-offline", "--ignore-scripts", "--config.minimum-release-age=0", ...folders];
            await completed(process.execPath, [packageManager("pnpm", "pnpm.mjs"), "install", ...flags], {
                cwd: workspace,
                env: { ...process.env, npm_config_registry: registry.href },
            });
        });

        it("if the program depends on it", () => expectGroup(join(workspace, "app")));

        it("if Pulumi.yaml is in another folder and names the program's folder", () => expectGroup(workspace));

        it("and a program that depends only on a package with components fails with the command that adds it", async () =>
            expectProblem(
                `Pulumi cannot find the package ${library} from the program's folder ${join(workspace, "teams")}. ` +
                    "The package must be a dependency of the program itself. " +
                    `Run \`pnpm add ${ownPackage("<folder of the tarball>")}\` in this folder [CC1310]`,
                join(workspace, "teams"),
            ));
    });

    describe("installed by Yarn,", () => {
        const install = async (nodeLinker: string): Promise<string> => {
            const program = await write(`yarn-${nodeLinker}`, {
                "Pulumi.yaml": javascriptProject,
                ".yarnrc.yml": `nodeLinker: ${nodeLinker}\n`,
                "yarn.lock": "",
                "index.js": commonJs,
                "package.json": direct("app"),
            });
            const env = {
                ...process.env,
                YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
                YARN_ENABLE_SCRIPTS: "false",
                YARN_ENABLE_TELEMETRY: "false",
                YARN_GLOBAL_FOLDER: cached("yarn"),
                YARN_NPM_REGISTRY_SERVER: registry.href.replace(/\/$/, ""),
                ...(registry.protocol === "http:" ? { YARN_UNSAFE_HTTP_WHITELIST: registry.hostname } : {}),
            };
            const yarn = packageManager("@yarnpkg/cli-dist", "yarn.js");
            await completed(process.execPath, [yarn, "install"], { cwd: program, env });
            return program;
        };

        it("with the node_modules linker", async () => expectGroup(await install("node-modules")));

        it("and with Plug'n'Play it fails with the commands that turn it off", async () => {
            const program = await install("pnp");
            await expectProblem(
                `${library} does not support Yarn Plug'n'Play. Its provider needs a folder node_modules. ` +
                    "Run `yarn config set nodeLinker node-modules` and then `yarn install`",
                program,
                // As `yarn exec pulumi preview` sets it.
                { NODE_OPTIONS: `--require ${join(program, ".pnp.cjs")}` },
            );
        });
    });
});

const packageManager = (name: string, file: string): string => join(root, "node_modules", name, "bin", file);

/** Prints the preview of an inline program. */
const inline = `const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const { mkdirSync } = require("node:fs");
const { genesys } = require("${library}");
const { BACKEND, CONFIG, MAIN, PATH } = process.env;
mkdirSync(BACKEND);
const program = async () => void new genesys.Group("group", { name: "Layout" });
const settings = MAIN && { name: "inline", runtime: "nodejs", main: MAIN };
const envVars = { PATH, PULUMI_CONFIG_PASSPHRASE: "test", PULUMI_BACKEND_URL: "file://" + BACKEND };
LocalWorkspace.createOrSelectStack(
    { stackName: "test", projectName: "inline", program },
    { pulumiHome: BACKEND + "/home", envVars, ...(settings && { projectSettings: settings }) },
).then(async (stack) => {
    for (const [key, value] of Object.entries(JSON.parse(CONFIG))) await stack.setConfig(key, { value });
    console.log((await stack.preview({ color: "never" })).stdout);
});
`;
