import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";

function run(command: string, args: string[], cwd: string): Promise<{ code: number | null; output: string }> {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { cwd });
        let output = "";
        for (const stream of [child.stdout, child.stderr])
            stream.on("data", (data: Buffer) => (output += data.toString()));
        child.on("error", reject);
        child.on("close", (code) => resolve({ code, output }));
    });
}

/**
 * Tests on the library as it is loaded.
 * @param project - a folder in which it is installed from its tarball
 */
export function runtimeTests(project: () => string): void {
    const keys = `Object.keys(contact.genesys).includes("Role") && Object.keys(contact.emite).includes("Integration") && Object.keys(contact.eleveo).includes("ProviderClient")`;

    it("is loaded by CommonJS", async () => {
        await writeFile(
            join(project(), "run.cjs"),
            `const contact = require("pulumi-contact-center"); console.log(${keys});`,
        );
        expect((await run(process.execPath, ["run.cjs"], project())).output.trim()).to.equal("true");
    });

    it("is loaded by ES modules, also by its parts and by name", async () => {
        const source = `import * as contact from "pulumi-contact-center"; import { Role } from "pulumi-contact-center/genesys";
                import { genesys } from "pulumi-contact-center"; console.log(${keys} && Role === genesys.Role);`;
        await writeFile(join(project(), "run.mjs"), source);
        expect((await run(process.execPath, ["run.mjs"], project())).output.trim()).to.equal("true");
    });

    it("provides the provider to the text that the state keeps", async () => {
        const source = `console.log(Object.keys(require("pulumi-contact-center/provider").dynamic("genesys:Role")).length);`;
        await writeFile(join(project(), "provider.cjs"), source);
        expect((await run(process.execPath, ["provider.cjs"], project())).output.trim()).to.equal("7");
    });

    /** Runs a script in which `loaded()` returns the modules loaded since Pulumi, as packages and as files of ours. */
    const modules = async (script: string): Promise<{ packages: string[]; own: string[] }[]> => {
        await writeFile(
            join(project(), "modules.cjs"),
            `require("@pulumi/pulumi");
                const before = new Set(Object.keys(require.cache));
                const packageOf = (path) => /.*node_modules[/]((@[^/]+[/])?[^/]+)/.exec(path.replaceAll("\\\\", "/"))?.[1];
                function loaded() {
                    const paths = Object.keys(require.cache).filter((path) => !before.has(path) && path !== __filename);
                    const own = paths.filter((path) => packageOf(path) === "pulumi-contact-center");
                    const others = paths.filter((path) => !own.includes(path));
                    return { packages: [...new Set(others.map(packageOf))].sort(), own };
                }
                ${script}`,
        );
        const { code, output } = await run(process.execPath, ["modules.cjs"], project());
        expect(code, output).to.equal(0);
        return JSON.parse(output) as { packages: string[]; own: string[] }[];
    };

    it("costs a program no package and few modules to import", async () => {
        const [all] = await modules(`require("pulumi-contact-center"); console.log(JSON.stringify([loaded()]));`);
        expect(all?.packages).to.deep.equal([]);
        expect(all?.own.filter((path) => /[/\\](provider|simulator|cli)[/\\]/.test(path))).to.deep.equal([]);
        expect(all?.own.length).to.be.within(10, 45);
    });

    it("loads in the plugin what a resource needs: HTTP and the vendor's SDK with the first request, file formats never", async () => {
        const [start, asked] = await modules(`
                const group = require("pulumi-contact-center/provider").dynamic("genesys:Group");
                const start = loaded();
                const server = require("node:http").createServer((_, answer) => answer.writeHead(403).end("{}"));
                server.listen(0, "127.0.0.1", async () => {
                    const config = {
                        "genesyscloud:region": "eu-west-1",
                        "genesyscloud:gateway": "http://127.0.0.1:" + server.address().port,
                        "genesyscloud:oauthClientId": "id",
                        "genesyscloud:oauthClientSecret": "secret",
                    };
                    await group.configure({ config: { get: (key) => config[key] } });
                    const refused = await group.read("id", { name: "G" }).then(() => false, () => true);
                    console.log(JSON.stringify(refused ? [start, loaded()] : []));
                    process.exit();
                });`);
        const later = ["got", "p-queue", "purecloud-platform-client-v2"];
        const ofCommands = ["csv-parse", "csv-stringify", "hono", "@hono/node-server", "age-encryption", "commander"];
        const never = [...ofCommands, "axios", "winston", "yaml", "@grpc/grpc-js"];
        expect(start?.packages).to.include("zod");
        expect(start?.packages.filter((name) => [...later, ...never].includes(name))).to.deep.equal([]);
        expect(asked?.packages).to.include.members(later);
        expect(asked?.packages.filter((name) => never.includes(name))).to.deep.equal([]);
        expect(asked?.own.length).to.be.within(30, 128);
    });

    it("has a command that prints its version and help, and rejects what it does not know", async () => {
        const command = (...args: string[]) =>
            run(process.execPath, ["node_modules/pulumi-contact-center/dist/cli/main.js", ...args], project());
        expect((await command("--version")).output).to.match(/^\d+\.\d+\.\d+\n$/);
        expect((await command("simulate", "--help")).output).to.include("--port");
        const { code, output } = await command("simulate", "--port", "x");
        expect(code).not.to.equal(0);
        expect(output).to.include("It must be a whole number from 0 to 65535.");
    });
}
