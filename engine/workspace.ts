import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import { onceByKey } from "../provider/core/once";
import { interruption } from "./cancel";
import type { CommandOptions } from "./command";
import { type Diagnostic, type EngineError, errorsOf, errorsOfFailed, pulumiError, pulumiMessage } from "./messages";
import { NoPulumi, requirePulumi, runPulumi } from "./pulumi";
import { inDynamicForm } from "./dynamicForm";
import type { StackResource } from "./state";

/** What `pulumi preview --json` and `pulumi refresh --preview-only --json` report. */
interface JsonOutput {
    steps: JsonStep[];
    /** At least one if the command failed. */
    errors: EngineError[];
}

export interface JsonStep {
    op: string;
    urn: string;
    newState?: StackResource;
    oldState?: StackResource;
    diffReasons?: string[];
}

export const isProject = (folder: string) =>
    ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((file) => existsSync(join(folder, file)));

/** The folder of a project's guard rails. */
export const policyFolder = "policy";

export const hasPolicyPack = (folder: string): boolean => existsSync(join(folder, policyFolder, "PulumiPolicy.yaml"));

/** The nearest folder with a project: this one or a parent. `pulumi` searches in the same way. */
export function projectFolder(from = process.cwd()): string | undefined {
    if (isProject(from)) return from;
    const above = dirname(from);
    return above === from ? undefined : projectFolder(above);
}

/** The arguments that apply a project's guard rails. */
export const policyPackIn = (folder: string): string[] =>
    hasPolicyPack(folder) ? ["--policy-pack", policyFolder] : [];

const openOnce = onceByKey();

/** A project. It is opened only once, because opening it starts a `pulumi` process. */
export function openWorkspace(folder = projectFolder() ?? process.cwd()): Promise<LocalWorkspace> {
    // Loaded on use, because loading takes longer than most commands.
    const automation = require("@pulumi/pulumi/automation") as typeof import("@pulumi/pulumi/automation");
    return openOnce(folder, () =>
        automation.LocalWorkspace.create({ workDir: folder }).catch(async (error: unknown) => {
            await requirePulumi();
            throw error;
        }),
    );
}

/**
 * A project, or why it cannot be opened. Throws if there is no `pulumi`, because that is not an error of one project.
 */
export const openedWorkspace = (folder: string): Promise<LocalWorkspace | Error> =>
    openWorkspace(folder).catch((error: Error) => {
        if (error instanceof NoPulumi) throw error;
        return error;
    });

/** Reduces an error of the Automation API to Pulumi's own message. */
export async function plainly<T>(call: Promise<T>): Promise<T> {
    try {
        return await call;
    } catch (error) {
        const words = /^error: (.+)$/m.exec((error as Error).message)?.[1];
        throw words === undefined ? error : pulumiMessage(words, { cause: error });
    }
}

interface PulumiOptions extends CommandOptions {
    /** Milliseconds that it has to end by itself after an interruption. @default no limit */
    patience?: number;
}

/** Runs a command of `pulumi` in a project. Inside `interruptible`, a signal interrupts the command first. */
export const pulumiIn = (
    { pulumiCommand, workDir, envVars }: LocalWorkspace,
    args: readonly string[],
    { env = {}, patience, ...options }: PulumiOptions = {},
) =>
    runPulumi([...args, "--non-interactive"], {
        ...options,
        ...interruptedFirst(patience),
        pulumi: pulumiCommand.command,
        cwd: workDir,
        env: { ...process.env, ...envVars, ...env },
    });

function interruptedFirst(patience: number | undefined): Pick<CommandOptions, "ownGroup" | "onStart"> {
    const heeded = interruption();
    heeded?.signal.throwIfAborted();
    // A terminal's Ctrl-C would reach it a second time, which the engine interprets as "at once".
    return heeded === undefined ? {} : { ownGroup: true, onStart: (engine) => heeded.add(engine, patience) };
}

/** The output of a `pulumi` command. Throws if it fails. */
export async function pulumiText(
    workspace: LocalWorkspace,
    args: readonly string[],
    options: CommandOptions = {},
): Promise<string> {
    const { code, stdout, stderr } = await pulumiIn(workspace, [...args, "--color=never"], options);
    if (code !== 0) throw pulumiError(args[0] ?? "", /^error: /m.test(stderr) ? stderr : stdout + stderr);
    return stdout;
}

const stepInDynamicForm = ({ oldState, newState, ...step }: JsonStep): JsonStep => ({
    ...step,
    ...(oldState && { oldState: inDynamicForm(oldState) }),
    ...(newState && { newState: inDynamicForm(newState) }),
});

/** The JSON output of a `pulumi` command, also if it fails. */
export async function pulumiJson(
    workspace: LocalWorkspace,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
): Promise<JsonOutput> {
    const [command = ""] = args;
    const { code, stdout, stderr } = await pulumiIn(workspace, [...args, "--json"], { env });
    const begin = stdout.indexOf("{");
    const printed =
        begin < 0 ? {} : (JSON.parse(stdout.slice(begin)) as { steps?: JsonStep[]; diagnostics?: Diagnostic[] });
    const { steps = [], diagnostics = [] } = printed;
    const failed = steps.length === 0 && diagnostics.length === 0 && /^error: /m.test(stderr);
    if (begin < 0 || failed) throw pulumiError(command, stderr || stdout);
    const errors = code === 0 ? errorsOf(diagnostics) : errorsOfFailed(command, diagnostics, stderr);
    return { steps: steps.map(stepInDynamicForm), errors };
}
