import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Simulator, startSimulator } from "../../simulator";
import { endChildren } from "../children";
import { emiteTenant } from "../emiteTenant";
import { findEngine } from "../engine";
import { Stack } from "../engine/stack";
import { makeProject, packLibrary } from "../package";
import { writePicture } from "./picture";
import { heading, line, printed } from "./report";
import { story } from "./story";

/** `npm run quickstart [-- --keep]`: the complete eMite integration on the real engine, against a simulated tenant. */
async function main(): Promise<number> {
    const keep = process.argv.includes("--keep");
    const undo: (() => Promise<void>)[] = [];
    const interrupted = onInterrupt();
    try {
        return await Promise.race([run(keep, undo, interrupted), interrupted]);
    } finally {
        await endChildren();
        for (const step of undo.reverse()) await step();
    }
}

async function run(keep: boolean, undo: (() => Promise<void>)[], interrupted: Promise<number>): Promise<number> {
    heading("Pulumi engine");
    const engine = await findEngine(line);
    line(engine.source);

    heading("Pack the library and install it in a project");
    const folder = await mkdtemp(join(tmpdir(), "contact-center-"));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const project = join(folder, "tenant");
    const tarball = await packLibrary(join(folder, "package"));
    line("npm install …");
    await makeProject(project, "tenant", tarball);

    heading("Simulated Genesys Cloud organization");
    const sim = await startSimulator();
    undo.push(() => sim.stop());
    line(`Acme Contact, 60 users in ${sim.tenant.divisions.size} divisions: ${sim.url} (open it in a browser)`);
    const stack = await Stack.create({ engine, program: project, stack: "acme", ...emiteTenant(sim) });
    undo.push(() => stack.dispose());

    const failed = await story(sim, stack);
    if (process.env["UPDATE_SCREENSHOT"]) await writePicture(printed);
    if (keep) await play(sim, stack, project, interrupted);
    return failed === 0 ? 0 : 1;
}

async function play(sim: Simulator, stack: Stack, project: string, interrupted: Promise<number>): Promise<void> {
    heading("Try it yourself, until Ctrl-C");
    line(`Tenant:  ${sim.url}`);
    line(`Program: ${project}`);
    line("In another terminal, for example:");
    for (const one of stack.shellLines()) line(`  ${one}`);
    await interrupted;
}

/** Ctrl-C, or a canceled pipeline: removes everything first. */
function onInterrupt(): Promise<number> {
    let asked = false;
    return new Promise((resolve) => {
        for (const [signal, code] of [
            ["SIGINT", 130],
            ["SIGTERM", 143],
        ] as const)
            // The signal may arrive twice: from the terminal, and from the parent process.
            process.on(signal, () => {
                if (!asked) console.error("\nRemoving everything …");
                asked = true;
                resolve(code);
            });
    });
}

main().then(
    (code) => process.exit(code),
    (error: Error) => {
        console.error(error.message);
        process.exit(1);
    },
);
