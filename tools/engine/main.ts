import { runPulumi } from "../../engine/pulumi";
import { findEngine } from "./index";

/** `npm run engine -- <pulumi arguments>` */
async function main(): Promise<void> {
    const report = (line: string) => console.error(line);
    const engine = await findEngine(report);
    report(engine.source);
    const { code } = await runPulumi(process.argv.slice(2), {
        pulumi: engine.pulumi,
        env: engine.env,
        output: "inherit",
        onStart: (child) => {
            for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
        },
    });
    process.exitCode = code;
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
});
