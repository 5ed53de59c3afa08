import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { cached } from "./cache";
import { startChild } from "./children";

/** Commands that are published as Go modules alone, in the versions that the tests were written with. */
const commands = {
    act: { path: "github.com/nektos/act", version: "v0.2.89" },
    actionlint: { path: "github.com/rhysd/actionlint/cmd/actionlint", version: "v1.7.12" },
    versitygw: { path: "github.com/versity/versitygw/cmd/versitygw", version: "v1.8.0" },
} as const;

export type GoTool = keyof typeof commands;

/**
 * The path of a command, built once for each user: Go checks the sums of what it fetches. Two builds at once do no harm:
 * each works in a folder of its own, and one of them wins.
 */
export async function goTool(name: GoTool): Promise<string> {
    const { path, version } = commands[name];
    const folder = cached("go", `${name}-${version}`);
    const command = join(folder, basename(path));
    if (existsSync(command)) return command;
    await mkdir(dirname(folder), { recursive: true });
    const work = await mkdtemp(`${folder}.`);
    try {
        await install(`${path}@${version}`, work);
        await rename(work, folder).catch((error: unknown) => {
            if (!existsSync(command)) throw error;
        });
    } finally {
        await rm(work, { recursive: true, force: true });
    }
    return command;
}

async function install(what: string, folder: string): Promise<void> {
    const env = { ...process.env, GOBIN: folder, GOFLAGS: "-trimpath -ldflags=-s" };
    const child = startChild("go", ["install", what], { cwd: folder, env });
    let complaint = "";
    child.stdout.resume();
    child.stderr.on("data", (data: Buffer) => (complaint = (complaint + data.toString()).slice(-4_000)));
    const code = await new Promise((resolve, reject) => {
        child.on("error", () => reject(new Error(`${what} is built with Go, which is not on PATH`)));
        child.on("close", resolve);
    });
    if (code !== 0) throw new Error(`go install ${what} ended with status ${String(code)}:\n${complaint}`);
}
