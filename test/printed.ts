import { takeOutput } from "../tools/output";

/** What the provider prints while something runs; the engine shows it only if the provider is a process. */
export async function printedDuring(work: () => Promise<unknown>): Promise<string> {
    const { log, warn } = console;
    let printed = "";
    console.log = console.warn = (line: string) => void (printed += `${line}\n`);
    try {
        await work();
    } finally {
        Object.assign(console, { log, warn });
    }
    return printed;
}

/** What a command prints in this process, as lines of a job's log. */
export async function outputOf(work: () => unknown): Promise<{ stdout: string; stderr: string; log: string }> {
    const output = { stdout: "", stderr: "", log: "" };
    const restore = takeOutput((text, stream) => {
        output[stream] += text;
        output.log += text;
    });
    try {
        await work();
    } finally {
        restore();
    }
    return output;
}
