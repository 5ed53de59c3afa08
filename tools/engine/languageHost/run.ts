import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { RunRequest } from "@pulumi/pulumi/proto/language_pb";

/** The program's own code for "I have told the user what is wrong". */
const bailStatus = 32;
/** How long a program may take to exit. */
const grace = 2_000;

export interface RunResult {
    error: string;
    bail: boolean;
}

/** The programs that run now. */
export class Programs {
    readonly #running = new Set<ChildProcess>();

    run(request: RunRequest, engineAddress: string): Promise<RunResult> {
        const { args, cwd, env } = invocation(request, engineAddress);
        return new Promise((resolve, reject) => {
            const child = this.start(args, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
            child.on("error", reject);
            child.on("exit", (code, signal) => resolve(result(code, signal)));
        });
    }

    /** Node, in its own process group, so that whatever the program starts ends with it. */
    start(args: readonly string[], options: SpawnOptions): ChildProcess {
        const child = spawn(process.execPath, args, { ...options, detached: true });
        this.#running.add(child);
        child.on("exit", () => this.#running.delete(child));
        return child;
    }

    /** Asks a program to exit, and kills it if it does not. */
    end(child: ChildProcess): void {
        signalGroup(child, "SIGTERM");
        setTimeout(() => signalGroup(child, "SIGKILL"), grace).unref();
    }

    /** The same for every program. */
    cancel(): void {
        for (const child of this.#running) this.end(child);
    }

    /** Kills every program at once, because this process is exiting. */
    stop(): void {
        for (const child of this.#running) signalGroup(child, "SIGKILL");
    }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
        process.kill(-child.pid, signal);
    } catch {
        // It exited between the check and the signal.
    }
}

function result(code: number | null, signal: NodeJS.Signals | null): RunResult {
    if (code === 0) return { error: "", bail: false };
    if (code === bailStatus) return { error: "", bail: true };
    const how = signal ? `was ended by ${signal}` : `ended with status ${code}`;
    return { error: `the program ${how}; its output says why`, bail: false };
}

function invocation(request: RunRequest, engineAddress: string) {
    const info = request.getInfo();
    const folder = info?.getProgramDirectory() || request.getPwd();
    const options = (info?.getOptions()?.toJavaScript() ?? {}) as Record<string, unknown>;
    const flags = {
        monitor: request.getMonitorAddress(),
        engine: engineAddress,
        organization: request.getOrganization(),
        project: request.getProject(),
        "root-directory": info?.getRootDirectory() ?? "",
        stack: request.getStack(),
        pwd: request.getPwd(),
        "query-mode": String(request.getQuerymode()),
        parallel: String(request.getParallel()),
    };
    const nodeArgs = typeof options["nodeargs"] === "string" ? options["nodeargs"].split(/\s+/).filter(Boolean) : [];
    return {
        cwd: folder,
        args: [
            ...nodeArgs,
            createRequire(join(folder, "program.js")).resolve("@pulumi/pulumi/cmd/run"),
            ...Object.entries(flags).flatMap(([flag, value]) => (value === "" ? [] : [`--${flag}`, value])),
            ...(request.getDryrun() ? ["--dry-run"] : []),
            info?.getEntryPoint() || request.getProgram(),
            ...request.getArgsList(),
        ],
        env: { ...process.env, ...typescript(options), ...config(request) },
    };
}

/** TypeScript is compiled as the program starts, unless Pulumi.yaml says `typescript: false`. */
function typescript(options: Record<string, unknown>): NodeJS.ProcessEnv {
    return {
        PULUMI_NODEJS_TYPESCRIPT: String(options["typescript"] !== false),
        ...(typeof options["tsconfig"] === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: options["tsconfig"] } : {}),
    };
}

function config(request: RunRequest): NodeJS.ProcessEnv {
    const values = Object.fromEntries(request.getConfigMap().toArray() as [string, string][]);
    return {
        PULUMI_CONFIG: JSON.stringify(values),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    };
}
