import { type ChildProcess, type ChildProcessWithoutNullStreams, type SpawnOptions, spawn } from "node:child_process";
import { type CommandOptions, runCommand } from "../engine/command";

/** What this process has started and has not ended yet. */
const living = new Set<ChildProcess>();
/** How long a process may take to end in order. */
const patience = 20_000;

/** Starts a process whose end {@link endChildren} waits for. */
export function startChild(
    command: string,
    args: readonly string[],
    options: Pick<SpawnOptions, "cwd" | "env">,
): ChildProcessWithoutNullStreams {
    return remember(spawn(command, [...args], { ...options, stdio: "pipe" }));
}

/** Runs a command to its end and gives what it has printed; where it fails, that is in the error. */
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
 * Ends what is running: as Ctrl-C does first, so that the engine ends in order, then for good. Whoever removes a folder
 * calls it before, or a process that still writes makes the folder again.
 */
export async function endChildren(): Promise<void> {
    await Promise.all([...living].map(endChild));
}

/**
 * A terminal's Ctrl-C reaches what was started too, and this process twice: `tools/run.mjs` passes it on. A pipeline that
 * cancels reaches only the first process.
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

/** Ends one of them. */
export async function endChild(child: ChildProcess): Promise<void> {
    if (!living.has(child)) return;
    const closed = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGINT");
    const timer = setTimeout(() => child.kill("SIGKILL"), patience);
    await closed;
    clearTimeout(timer);
}
