import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { runPulumi } from "../../engine/pulumi";

const root = join(__dirname, "../..");
const { NODE_COMPILE_CACHE: _folder, ...outside } = process.env;

/** Where a provider's process keeps what it compiles. */
function folderOfProvider(more: NodeJS.ProcessEnv): string {
    const script = `require("./provider"); console.log(require("node:module").getCompileCacheDir())`;
    const env = { ...outside, ...more };
    return execFileSync(process.execPath, ["--import", "tsx", "-e", script], { cwd: root, env, encoding: "utf8" });
}

describe("compiled code", () => {
    it("of the provider is kept in Pulumi's home, or where NODE_COMPILE_CACHE says, or nowhere", async () => {
        const home = await mkdtemp(join(tmpdir(), "home-"));
        try {
            const env = { PULUMI_HOME: home };
            expect(folderOfProvider(env)).to.include(join(home, "contact-center", "compiled"));
            expect(folderOfProvider({ ...env, NODE_COMPILE_CACHE: join(home, "own") })).to.include(join(home, "own"));
            expect(folderOfProvider({ ...env, NODE_DISABLE_COMPILE_CACHE: "1" }).trim()).to.equal("undefined");
        } finally {
            await rm(home, { recursive: true, force: true });
        }
    });

    it("of Pulumi is kept there too by every command that runs it, unless NODE_COMPILE_CACHE is set", async () => {
        const folder = async (env: NodeJS.ProcessEnv) => {
            const script = ["-p", "process.env.NODE_COMPILE_CACHE"];
            return (
                await runPulumi(script, { pulumi: process.execPath, env: { NODE_DISABLE_COMPILE_CACHE: "1", ...env } })
            ).stdout;
        };
        expect(await folder({})).to.match(/contact-center.compiled\n$/);
        expect(await folder({ NODE_COMPILE_CACHE: "own" })).to.equal("own\n");
    });
});
