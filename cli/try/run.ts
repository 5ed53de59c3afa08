import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { styleText } from "node:util";
import { invalidYaml, readYaml } from "../../operations/yaml";
import { UserError } from "../../provider/transport/errors";
import type { Simulator } from "../../simulator";
import { requirePulumi, runPulumi } from "../../engine/pulumi";
import { policyPackIn } from "../../engine/workspace";
import { type Project, requireProject, stackFile } from "../fleet/project";
import { type Configuration, nativeSample, regionIn, sample, withoutConnection } from "./configuration";
import { copyProject, writeStack } from "./copy";
import { throwAwayEnvironment } from "./environment";
import { simulateFor } from "./organization";
import { printStyled } from "../print";

/** `contact-center try`: removes everything that it created when it ends, however it ends. */
export async function tryOut(tenant: string | undefined): Promise<void> {
    const project = await requireProject();
    const usual = project.native ? nativeSample(project.name) : sample;
    const given = tenant === undefined ? usual : await configurationOf(project, tenant);
    const configuration = withoutConnection(given);
    await requirePulumi();
    const interrupt = onInterrupt();
    const undo: (() => Promise<void>)[] = [];
    try {
        const folder = await mkdtemp(join(tmpdir(), "contact-center-try-"));
        undo.push(() => rm(folder, { recursive: true, force: true }));
        const simulator = await simulateFor(configuration);
        undo.push(() => simulator.stop());
        const copy = await copyProject(project, join(folder, "project"));
        await writeStack(copy, tenant ?? "try", configuration);
        const env = await throwAwayEnvironment(folder, simulator, regionIn(given));
        await play(simulator, tenant ?? "try", async (...args) => {
            const { code } = await runPulumi([...args, "--non-interactive"], {
                cwd: copy.folder,
                env,
                output: "inherit",
                signal: interrupt,
                // A terminal's Ctrl-C would reach it too, and a second one makes Pulumi stop without cleaning up.
                ownGroup: true,
            });
            if (code !== 0)
                throw new UserError(
                    "CC7112",
                    `pulumi ${args[0]} failed with exit status ${code}. Its output above says why`,
                );
        });
    } catch (error) {
        if (!interrupt.aborted) throw error;
        process.exitCode = Number(interrupt.reason);
    } finally {
        for (const step of undo.reverse()) await step();
    }
}

async function configurationOf(project: Project, tenant: string): Promise<Configuration> {
    const file = stackFile(project, tenant);
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT") throw error;
        throw new UserError("CC7113", `there is no tenant "${tenant}", because ${file} does not exist`);
    });
    const { value, problems } = readYaml(text);
    if (problems.length > 0) throw invalidYaml(file, problems);
    return ((value ?? {}) as { config?: Configuration }).config ?? {};
}

/** The steps of a first day with a tenant. */
async function play(simulator: Simulator, stack: string, pulumi: (...args: string[]) => Promise<void>): Promise<void> {
    const { name } = simulator.tenant.organization;
    heading(`${name}, a simulated Genesys Cloud organization: ${simulator.url}`);
    const before = JSON.stringify(simulator.dump());
    await pulumi("stack", "init", stack);
    heading("pulumi preview: what would be created");
    const guarded = policyPackIn(process.cwd());
    await pulumi("preview", ...guarded);
    heading("pulumi up");
    await pulumi("up", "--yes", "--skip-preview", ...guarded);
    heading("pulumi up, once more: nothing is left to do");
    await pulumi("up", "--yes", "--skip-preview", "--expect-no-changes", "--suppress-outputs");
    heading("pulumi destroy");
    await pulumi("destroy", "--yes", "--skip-preview", "--remove");
    if (JSON.stringify(simulator.dump()) !== before)
        throw new UserError(
            "CC7114",
            "`pulumi destroy` did not restore the organization: objects or settings differ from before",
        );
    heading("The organization is as before. The simulated organization and the temporary stack were removed.");
}

const heading = (text: string): void => printStyled(`\n${styleText("bold", text)}`);

/** Handles Ctrl-C, and a pipeline that cancels: removes what was created first. The reason is the exit status. */
function onInterrupt(): AbortSignal {
    const controller = new AbortController();
    for (const [signal, code] of [
        ["SIGINT", 130],
        ["SIGTERM", 143],
    ] as const)
        // The signal may arrive twice: from the terminal, and forwarded by npm.
        process.on(signal, () => controller.abort(code));
    return controller.signal;
}
