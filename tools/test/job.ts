import { fork } from "node:child_process";
import { join } from "node:path";
import { runCommand } from "../../engine/command";
import { remember } from "../children";
import type { Report } from "./report";
import type { Result, Task } from "./runFiles";

const root = join(__dirname, "../..");

/** A script of package.json, such as `lint`. */
export async function runScript(script: string, report: Report): Promise<void> {
    const begin = Date.now();
    const { code, output } = await runCommand("npm", ["run", "--silent", script], { cwd: root, onStart: remember });
    report.addCheck(script, { ok: code === 0, output, milliseconds: Date.now() - begin });
}

/** Tests in a process of their own. */
export async function runTests(suite: string, task: Task, report: Report): Promise<void> {
    report.begins(suite);
    const begin = Date.now();
    const child = remember(fork(join(__dirname, "runFiles.ts"), [JSON.stringify(task)], { silent: !report.live }));
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data: Buffer) => output.push(data));
    let result: Result | undefined;
    child.on("message", (message: Result) => (result = message));
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    report.addTests(suite, {
        files: task.files,
        result,
        code,
        output: Buffer.concat(output).toString(),
        milliseconds: Date.now() - begin,
    });
}
