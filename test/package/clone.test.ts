import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";

const plugin = "pulumi-resource-contactcenter";
/** An npm that notes what it is asked for, and builds a plugin that prints a port. */
const npm = `#!/bin/sh
echo "$@" >> npm.txt
echo "output of npm"
[ "$1" = run ] && mkdir -p dist/plugin && echo 'console.log(4711)' > dist/plugin/main.js
exit 0
`;

/** Starts the plugin twice in a clone with these packages: how npm was called. */
async function startedTwice(...packages: readonly string[]): Promise<string[]> {
    const folder = await mkdtemp(join(tmpdir(), "clone-"));
    try {
        await copyFile(join(__dirname, "../..", plugin), join(folder, plugin));
        for (const name of packages) await mkdir(join(folder, "node_modules", name), { recursive: true });
        await writeFile(join(folder, "npm"), npm);
        await chmod(join(folder, "npm"), 0o755);
        const env = { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` };
        for (let start = 0; start < 2; start++) {
            const { stdout } = await promisify(execFile)(process.execPath, [join(folder, plugin)], { env });
            expect(stdout).to.equal("4711\n");
        }
        return (await readFile(join(folder, "npm.txt"), "utf8")).trim().split("\n");
    } finally {
        await rm(folder, { recursive: true });
    }
}

describe("the plugin in a clone of the repository", () => {
    it("is built at its first start, with development packages only for that", async () => {
        // What the engine installs: see PulumiPlugin.yaml.
        const calls = await startedTwice("@pulumi/pulumi");
        expect(calls).to.deep.equal(["install --include=dev", "run build", "prune --omit=dev"]);
    });

    it("keeps the packages of a developer", async () => {
        expect(await startedTwice("typescript")).to.deep.equal(["run build"]);
    });
});
