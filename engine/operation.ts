import { spawn } from "node:child_process";
import { engineErrorOf, errorsOf, openWorkspace, policyPackIn, quietEngine, withoutColours } from "./pulumi";
import { cancelSignals } from "./cancel";
import { type EngineEvent, serveEvents } from "./eventServer";
import { type Change, changesOf } from "../cli/ci/plan";

/** What a `pulumi preview` or `pulumi up` came to. */
export interface Outcome {
    failed: boolean;
    /** What it would do, or has done. */
    changes: Change[];
    /** The engine's errors, without its own frame around them; those of refusing policies too. */
    problems: string[];
    /** What policies advise. */
    advice: string[];
}

interface Operation {
    folder: string;
    stack: string;
    /** Passes the engine's own output on. */
    print: boolean;
}

/** A `pulumi` command on a stack, to its end. Who ends this process ends it too, in order. */
export async function operate(command: "preview" | "up", operation: Operation): Promise<Outcome> {
    const { pulumiCommand, workDir, envVars } = await openWorkspace(operation.folder);
    const server = await serveEvents();
    try {
        const { failed, stderr } = await run(pulumiCommand.command, operation, {
            args: [
                command,
                ...(command === "up" ? ["--yes"] : []),
                ...[
                    "--stack",
                    operation.stack,
                    "--non-interactive",
                    "--suppress-progress",
                    "--event-log",
                    server.address,
                ],
                ...policyPackIn(workDir),
            ],
            // The option for events is one of those.
            env: { ...process.env, ...envVars, ...quietEngine, PULUMI_DEBUG_COMMANDS: "true" },
        });
        return outcomeOf(command, failed, stderr, server.events);
    } finally {
        server.stop();
    }
}

function run(
    pulumi: string,
    { folder, print }: Operation,
    { args, env }: { args: string[]; env: NodeJS.ProcessEnv },
): Promise<{ failed: boolean; stderr: string }> {
    return new Promise((resolve, reject) => {
        // A group of its own: a terminal's Ctrl-C would reach it a second time, which the engine takes for "at once".
        const child = spawn(pulumi, args, { cwd: folder, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
        let stderr = "";
        child.stdout.on("data", (data: Buffer) => void (print && process.stdout.write(data)));
        child.stderr.on("data", (data: Buffer) => {
            stderr += data.toString();
            if (print) process.stderr.write(data);
        });
        // The first lets it finish what it has begun, one more ends it at once; a pipeline sends SIGINT, then SIGTERM.
        const interrupt = () => child.kill("SIGINT");
        for (const signal of cancelSignals) process.on(signal, interrupt);
        child.on("error", reject);
        child.on("close", (code) => {
            for (const signal of cancelSignals) process.off(signal, interrupt);
            resolve({ failed: code !== 0, stderr });
        });
    });
}

function outcomeOf(command: string, failed: boolean, stderr: string, events: readonly EngineEvent[]): Outcome {
    const diagnostics = events.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? []);
    const violations = events.flatMap(({ policyEvent }) => policyEvent ?? []);
    const refusals = violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
    const advice = violations.filter(({ enforcementLevel }) => enforcementLevel !== "mandatory");
    const problems = unique([...errorsOf(diagnostics).map(({ message }) => message), ...refusals.map(violationWords)]);
    // What kept the engine from its work at all is no event.
    if (failed && problems.length === 0) problems.push(engineErrorOf(command, stderr).message);
    const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent ?? []);
    return {
        failed,
        // An `up` tells its plan first.
        changes: changesOf(
            steps.filter(({ planning = false }) => planning === (command === "preview")).map((one) => one.metadata),
        ),
        problems,
        advice: unique(advice.map(violationWords)),
    };
}

const violationWords = ({ policyName, message, resourceUrn }: NonNullable<EngineEvent["policyEvent"]>): string =>
    `policy ${policyName}: ${resourceUrn === undefined ? "" : `${resourceUrn.split("::").at(-1)}: `}${withoutColours(message).trim()}`;

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
