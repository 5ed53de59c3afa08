import { endOutput } from "../cli/print";

export type Stream = "stdout" | "stderr";

/** Captures what this process prints from now on; returns a function that restores its streams. */
export function takeOutput(take: (text: string, stream: Stream) => void): () => void {
    const writes = (["stdout", "stderr"] as const).map((name) => ({ name, write: process[name].write }));
    for (const { name } of writes)
        process[name].write = (text: string | Uint8Array) => {
            take(typeof text === "string" ? text : Buffer.from(text).toString(), name);
            return true;
        };
    return () => {
        // As a process does when it ends.
        endOutput();
        for (const { name, write } of writes) process[name].write = write;
    };
}
