import { type ChildProcess, spawn } from "node:child_process";

export interface CommandOptions {
    cwd?: string | undefined;
    /** Complete environment. @default this process's */
    env?: NodeJS.ProcessEnv;
    /** Standard input. @default empty */
    input?: string;
    /** Receives the output while the command runs. `inherit` uses this process's streams and collects nothing. */
    output?: "inherit" | ((text: string, stream: "stdout" | "stderr") => void);
    /** Interrupts the command as Ctrl-C does. */
    signal?: AbortSignal | undefined;
    /** Runs it in its own process group, which the Ctrl-C of a terminal does not reach. */
    ownGroup?: boolean;
    onStart?: (child: ChildProcess) => void;
}

export interface CommandResult {
    /** Exit status; 1 if a signal ended the command. */
    code: number;
    stdout: string;
    stderr: string;
    /** Standard output and standard error, in the order in which they arrived. */
    output: string;
}

/** Runs a command until it ends, whatever its exit status. Throws if it cannot be started. */
export async function runCommand(
    command: string,
    args: readonly string[],
    { cwd, env, input = "", output, signal, ownGroup = false, onStart }: CommandOptions = {},
): Promise<CommandResult> {
    signal?.throwIfAborted();
    const child = spawn(command, args, {
        cwd,
        env,
        // Another process group must not read the terminal.
        stdio: output === "inherit" ? [ownGroup ? "ignore" : "inherit", "inherit", "inherit"] : "pipe",
        // On Windows, it would open a window.
        detached: ownGroup && process.platform !== "win32",
    });
    onStart?.(child);
    // A command may end without reading its input. Its exit status says whether that was correct.
    child.stdin?.on("error", () => undefined).end(input);
    const result = { stdout: "", stderr: "", output: "" };
    for (const name of ["stdout", "stderr"] as const)
        child[name]?.setEncoding("utf8").on("data", (text: string) => {
            result[name] += text;
            result.output += text;
            if (typeof output === "function") output(text, name);
        });
    const interrupt = () => child.kill("SIGINT");
    signal?.addEventListener("abort", interrupt);
    try {
        const code = await new Promise<number | null>((resolve, reject) => {
            child.on("error", reject);
            child.on("close", resolve);
        });
        return { code: code ?? 1, ...result };
    } finally {
        signal?.removeEventListener("abort", interrupt);
    }
}
