import { dynamicInputs } from "./dynamicForm";
import { type EngineEvent, serveEvents, type StepMetadata } from "./eventServer";
import { errorsOf, errorsOfFailed, warningsOf } from "./messages";
import { openWorkspace, policyPackIn, pulumiIn } from "./workspace";

export type Violation = NonNullable<EngineEvent["policyEvent"]>;

/** The result of a `pulumi preview` or `pulumi up`, from its events. */
export interface OperationResult {
    failed: boolean;
    /** The planned or completed changes, in the engine's order. */
    steps: StepMetadata[];
    /** Errors without the engine's own prefix. */
    errors: string[];
    /** Warnings of the provider, without the word `warning`. */
    warnings: string[];
    /** Violations of policies, mandatory and advisory. */
    violations: Violation[];
}

interface Operation {
    folder: string;
    stack: string;
    /** A policy pack in addition to the project's own. */
    policyPack?: string | undefined;
    /** Added to the engine's environment; `undefined` removes a variable. */
    env?: NodeJS.ProcessEnv;
    /** Receives the engine's output while it runs. */
    output?: (text: string, stream: "stdout" | "stderr") => void;
}

/** Runs `pulumi preview` or `pulumi up` on a stack. */
export async function operate(
    command: "preview" | "up",
    { folder, stack, policyPack, env, output }: Operation,
): Promise<OperationResult> {
    const workspace = await openWorkspace(folder);
    const server = await serveEvents();
    try {
        const options = ["--stack", stack, "--suppress-progress", "--color=never", "--event-log", server.address];
        const packs = [
            ...policyPackIn(workspace.workDir),
            ...(policyPack === undefined ? [] : ["--policy-pack", policyPack]),
        ];
        const args = [command, ...(command === "up" ? ["--yes"] : []), ...options, ...packs];
        const { code, stderr } = await pulumiIn(workspace, args, {
            // The option for events is a debug command.
            env: { ...env, PULUMI_DEBUG_COMMANDS: "true" },
            // A preview holds no lock, so it can be killed without loss.
            ...(command === "preview" ? { patience: 3_000 } : {}),
            ...(output === undefined ? {} : { output }),
        });
        return resultOf(command, code !== 0, stderr, server.events);
    } finally {
        server.stop();
    }
}

function resultOf(command: string, failed: boolean, stderr: string, events: readonly EngineEvent[]): OperationResult {
    const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent ?? []);
    const violations = events.flatMap(({ policyEvent }) => policyEvent ?? []);
    const diagnostics = events.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? []);
    const refused = violations.some(isMandatory);
    const errors = failed && !refused ? errorsOfFailed(command, diagnostics, stderr) : errorsOf(diagnostics);
    return {
        failed,
        // An `up` reports its plan first.
        steps: steps
            .filter(({ planning = false }) => planning === (command === "preview"))
            .map(({ metadata: { old, new: next, ...step } }) => ({
                ...step,
                ...(old && { old: { ...old, inputs: dynamicInputs(step.type, old.inputs) } }),
                ...(next && { new: { ...next, inputs: dynamicInputs(step.type, next.inputs) } }),
            })),
        errors: errors.map(({ message }) => message),
        warnings: warningsOf(diagnostics),
        violations,
    };
}

/** Whether a policy blocks the operation. */
export const isMandatory = ({ enforcementLevel }: Violation): boolean => enforcementLevel === "mandatory";
