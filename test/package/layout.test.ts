import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { layoutProblem } from "../../sdk/layout";
import { ownPackage } from "./ownPackage";

const library = "pulumi-contact-center";
const packageJson = JSON.stringify({ name: library, exports: { "./provider": "./provider.js" } });
const node = { node: "24.0.0" };

describe("the check of a program's package layout", () => {
    let folder = "";
    beforeEach(async () => {
        folder = await realpath(await mkdtemp(join(tmpdir(), "contact-center-layout-")));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    async function write(name: string, text = ""): Promise<void> {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), text);
    }

    async function writeLibrary(name: string): Promise<void> {
        await write(join(name, "package.json"), packageJson);
        await write(join(name, "provider.js"));
    }

    for (const [title, program] of [
        ["the program's folder", "."],
        ["a folder above it", "packages/app"],
    ] as const)
        it(`finds the library in node_modules of ${title}`, async () => {
            await writeLibrary(`node_modules/${library}`);
            await write(join(program, "package.json"), JSON.stringify({ name: "app" }));
            expect(layoutProblem(join(folder, program), node)).to.equal(undefined);
        });

    it("does not find the library in node_modules of another package", async () => {
        await writeLibrary(`node_modules/acme-components/node_modules/${library}`);
        expect(layoutProblem(folder, node)).to.include("cannot find the package");
    });

    it("does not find a package by its own name, as the code in the state does not", async () => {
        await writeLibrary(".");
        expect(layoutProblem(folder, node)).to.include("cannot find the package");
    });

    it("does not accept a version of the library that has no provider", async () => {
        await write(`node_modules/${library}/package.json`, JSON.stringify({ name: library, exports: {} }));
        expect(layoutProblem(folder, node)).to.include("cannot find the package");
    });

    for (const [lockFile, command] of [
        ["pnpm-lock.yaml", "pnpm add"],
        ["yarn.lock", "yarn add"],
        ["bun.lock", "bun add"],
        ["package-lock.json", "npm install"],
    ] as const)
        it(`names the folder and \`${command}\` with a package that it can install if the nearest lock file is ${lockFile}`, async () => {
            await write("package-lock.json");
            await write("pnpm-lock.yaml");
            await write(join("workspace", lockFile));
            const program = join(folder, "workspace", "packages", "app");
            expect(layoutProblem(program, node)).to.equal(
                `Pulumi cannot find the package ${library} from the program's folder ${program}. The package must be ` +
                    `a dependency of the program itself. Run \`${command} ${ownPackage("<folder of the tarball>")}\` in this folder [CC1310]`,
            );
        });

    it("names `npm install` if there is no lock file", () => {
        expect(layoutProblem(folder, node)).to.include(`\`npm install ${ownPackage("<folder of the tarball>")}\``);
    });

    it("rejects Bun and Yarn Plug'n'Play even if the library is found", async () => {
        await writeLibrary(`node_modules/${library}`);
        expect(layoutProblem(folder, { ...node, bun: "1.4.5" })).to.include("does not support Bun");
        expect(layoutProblem(folder, { ...node, pnp: "3" })).to.include("does not support Yarn Plug'n'Play");
    });

    describe("of the running process", () => {
        const home = process.cwd();
        // The module remembers what it has found: the test's own copy hides that from other tests.
        let checkLayout: () => string | undefined;
        beforeEach(() => {
            const path = require.resolve("../../sdk/layout");
            const known = require.cache[path];
            delete require.cache[path];
            ({ checkLayout } = require("../../sdk/layout") as typeof import("../../sdk/layout"));
            require.cache[path] = known;
            process.chdir(folder);
        });
        afterEach(() => process.chdir(home));

        it("runs once, in its working directory", async () => {
            const problem = checkLayout();
            expect(problem).to.include(`the program's folder ${folder}.`);
            await writeLibrary(`node_modules/${library}`);
            expect(layoutProblem(folder, node)).to.equal(undefined);
            expect(checkLayout()).to.equal(problem);
        });

        it("does not run in an inline program", () => {
            // The Automation API's context of an inline program; its types do not show it.
            const { withLocalStorage } = require("@pulumi/pulumi/runtime/state") as {
                withLocalStorage<T>(program: () => T): T;
            };
            expect(withLocalStorage(checkLayout)).to.equal(undefined);
            expect(checkLayout()).to.include("cannot find the package");
        });

        it("does not run under mocks", async () => {
            expect(pulumi.runtime.getMonitor()).to.equal(undefined);
            try {
                const newResource = () => ({ id: "", state: {} });
                await pulumi.runtime.setMocks({ call: ({ inputs }) => inputs, newResource });
                expect(checkLayout()).to.equal(undefined);
            } finally {
                pulumi.runtime.resetOptions("", "", 0, "", "", false, "");
            }
            expect(checkLayout()).to.include("cannot find the package");
        });
    });
});
