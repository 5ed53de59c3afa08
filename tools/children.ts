import { type ChildProcess, type ChildProcessWithoutNullStreams, type SpawnOptions, spawn } from "node:child_process";
import { type CommandOptions, runCommand } from "../engine/command";

/** Processes that this process has started and that still run. */
const living = new Set<ChildProcess>();
/** How long a process may take to exit. */
const patience = 20_000;

/** Starts a process that {@link endChildren} waits for. */
export function startChild(
    command: string,
    args: readonly string[],
    options: Pick<SpawnOptions, "cwd" | "env">,
): ChildProcessWithoutNullStreams {
    return remember(spawn(command, [...args], { ...options, stdio: "pipe" }));
}

/** Runs a command to its end and returns its output. If it fails, the output is in the error. */
export async function completed(
    command: string,
    args: readonly string[],
    options: Pick<CommandOptions, "cwd" | "env"> = {},
): Promise<string> {
    const { code, output } = await runCommand(command, args, { ...options, onStart: remember });
    if (code === 0) return output;
    throw new Error(`${command} ${args[0]} ended with status ${code}:\n${output}`);
}

/** Lets {@link endChildren} end a process that was started in another way. */
export function remember<T extends ChildProcess>(child: T): T {
    living.add(child);
    child.once("close", () => living.delete(child));
    child.once("error", () => living.delete(child));
    return child;
}

/**
 * Stops everything that runs: first like Ctrl-C, so that the engine can finish, then for good. Call it before you
 * remove a folder, or a process that still writes creates the folder again.
 */
export async function endChildren(): Promise<void> {
    await Promise.all([...living].map(endChild));
}

/**
 * A terminal's Ctrl-C also reaches the child processes, and this process twice, because `tools/run.mjs` passes it on. A
 * pipeline that cancels reaches only the first process.
 */
export function endChildrenOnSignal(): void {
    let isEnding = false;
    for (const [signal, code] of [
        ["SIGINT", 130],
        ["SIGTERM", 143],
    ] as const)
        process.on(signal, () => {
            if (isEnding) return;
            isEnding = true;
            void endChildren().finally(() => process.exit(code));
        });
}

/** Stops one of them. */
export async function endChild(child: ChildProcess): Promise<void> {
    if (!living.has(child)) return;
    const closed = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGINT");
    const timer = setTimeout(() => child.kill("SIGKILL"), patience);
    await closed;
    clearTimeout(timer);
}
