import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { fillCache } from "../cache";
import { completed } from "../children";
import { engineVersion, minimumVersion } from "./versions";

/** The folders with the go.mod and go.sum of each version that can be built. */
const goModules: Readonly<Record<string, string>> = { [engineVersion]: "module", [minimumVersion]: "moduleOfOldest" };
const languageHost = join(__dirname, "languageHost", "main.ts");
const command = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** The engine would find its own plugin script on PATH, and warn of it at every command. */
const dynamicProvider = `#!/bin/sh
path=$(node -e "console.log(require.resolve('@pulumi/pulumi/cmd/dynamic-provider'))") || exit 1
exec node "$path" "$@"
`;

/**
 * Builds the engine from its published Go module, with pinned versions and sums. The Node language host has no
 * published module; {@link addPlugins} adds a substitute next to the engine.
 */
export async function buildEngine(version: string, folder: string, report: (line: string) => void): Promise<void> {
    const goModule = goModules[version];
    if (goModule === undefined) throw new Error(`tools/engine has no Go module for Pulumi ${version}.`);
    const go = spawnSync("go", ["version"], { encoding: "utf8" });
    if (go.status !== 0) throw new Error(noWayLeft);
    await fillCache(folder, folder, async (work) => {
        const flags = ["-ldflags", `-s -w -X ${versionVariable}=${version}`, "-o", join(work, "pulumi"), command];
        await compile(goModule, "the engine (two to five minutes, once)", flags, work, report);
    });
}

/** Compiles programs of a Go module in this folder, with pinned versions and sums. */
export async function compile(
    goModule: string,
    what: string,
    args: readonly string[],
    work: string,
    report: (line: string) => void,
): Promise<void> {
    for (const [from, to] of [[goModule, "module"] as const, ["generate", "module/generate"] as const])
        await cp(join(__dirname, from), join(work, to), { recursive: true });
    await step("Downloading Go modules", ["mod", "download"], work, report);
    await step(`Compiling ${what}`, ["build", "-trimpath", ...args], work, report);
    await rm(join(work, "module"), { recursive: true });
}

/** Puts the stand-in language host and the plugin script next to a built engine, unless today's are there. */
export async function addPlugins(folder: string): Promise<void> {
    await writeWhole(join(folder, "pulumi-language-nodejs"), await languageHostBundle());
    await writeWhole(join(folder, "pulumi-resource-pulumi-nodejs"), dynamicProvider);
}

/** The stand-in language host in one file. */
export async function languageHostBundle(): Promise<string> {
    const { outputFiles } = await build({
        entryPoints: [languageHost],
        bundle: true,
        write: false,
        platform: "node",
        format: "cjs",
        logLevel: "error",
    });
    return outputFiles[0]?.text ?? "";
}

/** Writes a program whole or not at all, because another run may be starting it now. */
export async function writeWhole(path: string, text: string): Promise<void> {
    if (existsSync(path) && (await readFile(path, "utf8")) === text) return;
    await writeFile(`${path}.${process.pid}`, text, { mode: 0o755 });
    await rename(`${path}.${process.pid}`, path);
}

const noWayLeft =
    "No Pulumi engine is to be had: none is on PATH, the official release cannot be downloaded, and there is no Go to " +
    "build one. Install Pulumi (https://www.pulumi.com/docs/install/), or set PULUMI_BIN, or install Go 1.26.";

/** Runs a long step, and reports its progress every ten seconds. */
async function step(what: string, args: string[], work: string, report: (line: string) => void): Promise<void> {
    report(`${what} …`);
    const begin = Date.now();
    const seconds = () => Math.round((Date.now() - begin) / 1_000);
    const ticker = setInterval(() => report(`  … ${seconds()} s`), 10_000);
    try {
        await completed("go", args, { cwd: join(work, "module") });
    } finally {
        clearInterval(ticker);
    }
    report(`  done in ${seconds()} s`);
}
