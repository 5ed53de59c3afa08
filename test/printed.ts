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
