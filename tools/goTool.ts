import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { cached, fillCache } from "./cache";
import { completed } from "./children";

/** Commands that are published only as Go modules, in the versions that the tests were written with. */
const commands = {
    act: { path: "github.com/nektos/act", version: "v0.2.89" },
    actionlint: { path: "github.com/rhysd/actionlint/cmd/actionlint", version: "v1.7.12" },
    versitygw: { path: "github.com/versity/versitygw/cmd/versitygw", version: "v1.8.0" },
} as const;

export type GoTool = keyof typeof commands;

/** The path of a command, built once per user. Go checks the sums of what it downloads. */
export async function goTool(name: GoTool): Promise<string> {
    const { path, version } = commands[name];
    const folder = cached("go", `${name}-${version}`);
    const command = join(folder, basename(path));
    if (!existsSync(command)) await fillCache(folder, command, (work) => install(`${path}@${version}`, work));
    return command;
}

async function install(what: string, folder: string): Promise<void> {
    const env = { ...process.env, GOBIN: folder, GOFLAGS: "-trimpath -ldflags=-s" };
    await completed("go", ["install", what], { cwd: folder, env }).catch((error: NodeJS.ErrnoException) => {
        throw error.code === "ENOENT" ? new Error(`${what} is built with Go, which is not on PATH`) : error;
    });
}
