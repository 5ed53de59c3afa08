import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { requiredPlugins } from "../../tools/engine/languageHost/packages";
import { findEngine } from "../../tools/engine";
import { lives } from "../fault/matrix/processes";
import { withProcesses, project, using } from "./project";

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await done())) await new Promise(setImmediate);
}

describe("the engine and its language host", () => {
    before(() => project());

    it("hands configuration and secrets to the program, and its outputs back", () =>
        withProcesses(
            {
                source: using(`const config = new pulumi.Config("mine");
                    exports.plain = config.require("plain");
                    exports.secret = config.requireSecret("secret");
                    exports.stack = pulumi.getStack() + " " + pulumi.getProject();
                    exports.preview = pulumi.runtime.isDryRun();`),
                config: { "mine:plain": "p" },
                secrets: { "mine:secret": "canary" },
            },
            async ({ stack }) => {
                const { output } = await stack.must(["up", "--yes", "--skip-preview"]);
                expect(output).not.to.include("canary");
                expect(await stack.outputs(true)).to.deep.equal({
                    plain: "p",
                    secret: "canary",
                    stack: "test test",
                    preview: false,
                });
                expect(JSON.stringify(await stack.state())).not.to.include("canary");
            },
        ));

    it("a program that throws fails the run with its message", () =>
        withProcesses({ source: `throw new Error("the program's own words");` }, async ({ stack }) => {
            const { code, output } = await stack.preview();
            expect(code).not.to.equal(0);
            expect(output).to.include("the program's own words");
        }));

    it("a program that exits with a status fails the run", () =>
        withProcesses({ source: `process.exit(3);` }, async ({ stack }) => {
            const { code, output } = await stack.preview();
            expect(code).not.to.equal(0);
            expect(output).to.match(/status 3|exit.* 3/);
        }));

    it("Ctrl-C ends a program that hangs and its children, and leaves no process", () =>
        withProcesses({ source: "" }, async ({ stack, folder, program }) => {
            const pids = join(folder, "pids");
            await program(`const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
                require("node:fs").writeFileSync(${JSON.stringify(pids)}, process.pid + " " + child.pid);
                setInterval(() => {}, 1000);`);
            const interrupt = new AbortController();
            const running = stack.run(["up", "--yes", "--skip-preview"], { signal: interrupt.signal });
            await until(() => existsSync(pids));
            const [own = 0, child = 0] = (await readFile(pids, "utf8")).split(" ").map(Number);
            interrupt.abort();
            expect((await running).code).not.to.equal(0);
            await until(() => !lives(own) && !lives(child));
        }));

    it("reports the plugins of the SDKs that a program has", async () => {
        const { folder } = await project();
        const modules = join(folder, "programs", "plugins", "node_modules");
        const manifests = {
            "@pulumi/random": {
                name: "@pulumi/random",
                version: "4.21.2",
                pulumi: { resource: true, name: "random", version: "4.21.2" },
            },
            "pulumi-acme": {
                name: "pulumi-acme",
                version: "1.2.3",
                pulumi: { resource: true, server: "https://plugins.acme.example" },
            },
            plain: { name: "plain", version: "1.0.0" },
        };
        for (const [name, manifest] of Object.entries(manifests)) {
            await mkdir(join(modules, name), { recursive: true });
            await writeFile(join(modules, name, "package.json"), JSON.stringify(manifest));
        }
        const own = requiredPlugins(join(folder, "programs", "plugins"));
        expect(own).to.deep.include({ name: "random", version: "4.21.2" });
        expect(own).to.deep.include({ name: "pulumi-acme", version: "1.2.3", server: "https://plugins.acme.example" });
        expect(own.map(({ name }) => name)).not.to.include("plain");
    });

    it("answers `pulumi about` with the program's dependencies", () =>
        withProcesses({ source: "" }, async ({ stack }) => {
            const about = JSON.parse((await stack.must(["about", "--json"])).stdout) as {
                runtime: { language: string };
            };
            expect(about.runtime.language).to.equal("nodejs");
        }));
});

describe("finding the engine", () => {
    const withBin = async (value: string | undefined) => {
        const before = process.env["PULUMI_BIN"];
        if (value === undefined) delete process.env["PULUMI_BIN"];
        else process.env["PULUMI_BIN"] = value;
        try {
            return await findEngine(() => undefined);
        } finally {
            if (before === undefined) delete process.env["PULUMI_BIN"];
            else process.env["PULUMI_BIN"] = before;
        }
    };
    const message = (value: string) =>
        withBin(value).then(
            () => expect.fail("it must fail"),
            (error: Error) => error.message,
        );

    it("PULUMI_BIN wins, and an invalid one is rejected with the reason", async () => {
        const { engine } = await project();
        expect((await withBin(engine.pulumi)).source).to.include("PULUMI_BIN says so");
        expect(await message("/no/such/pulumi")).to.equal('PULUMI_BIN is "/no/such/pulumi": there is no such file');
        expect(await message(process.execPath)).to.include("it does not answer `version` as Pulumi does");
    });

    it("reuses what an earlier run left in the cache", async () => {
        const root = join(__dirname, "../..");
        const script = join(root, "tools/run.mjs");
        const version = execFileSync("node", [script, "tools/engine/main.ts", "version"], {
            cwd: root,
            encoding: "utf8",
        });
        expect(version.trim()).to.match(/^v?3\.\d+\.\d+/);
    });
});
