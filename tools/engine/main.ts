import { spawn } from "node:child_process";
import { constants } from "node:os";
import { findEngine } from "./index";

/** `npm run engine -- <pulumi arguments>` */
async function main(): Promise<void> {
    const report = (line: string) => console.error(line);
    const engine = await findEngine(report);
    report(engine.source);
    const child = spawn(engine.pulumi, process.argv.slice(2), { stdio: "inherit", env: engine.env });
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
    child.on("exit", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
});
