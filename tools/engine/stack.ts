import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { type CommandOptions, type CommandResult, runCommand } from "../../engine/command";
import { runPulumi } from "../../engine/pulumi";
import { isNative, typeInUrn } from "../../provider/core/token";
import { tokenOf } from "../../provider/resources";
import { remember } from "../children";
import type { Engine } from "./index";
import { decrypt, passphrase, type SecretsProvider } from "./secrets";
import { type Deployment, readState, revealed, writeSettings, writeState } from "./stateFile";

export interface StackOptions {
    engine: Engine;
    /** Folder of the program; it, or one above it, contains the packages that it needs. */
    program: string;
    /** @default "test" */
    stack?: string;
    config?: Readonly<Record<string, string>>;
    secrets?: Readonly<Record<string, string>>;
    /** @default a passphrase */
    secretsProvider?: SecretsProvider;
    env?: NodeJS.ProcessEnv;
    /** Receives the engine's output as it comes. */
    onOutput?: (text: string) => void;
}

export interface RunOptions {
    env?: NodeJS.ProcessEnv;
    /** Standard input. */
    input?: string;
    /** Interrupts the engine like Ctrl-C. */
    signal?: AbortSignal;
    /** Receives the engine's process id. */
    onStart?: (pid: number) => void;
}

export type Result = CommandResult;

/** One change, as in `--json`. */
export interface Step {
    op: string;
    urn: string;
    detailedDiff?: Record<string, { kind: string; inputDiff: boolean }> | null;
    diffReasons?: string[];
    oldState?: { inputs?: Record<string, unknown>; outputs?: Record<string, unknown> };
    newState?: { inputs?: Record<string, unknown>; outputs?: Record<string, unknown> };
}

/** A stack with its own file backend in a temporary folder, on the real engine. */
export class Stack {
    private constructor(
        private readonly options: StackOptions & { secretsProvider: SecretsProvider },
        private readonly folder: string,
        private readonly env: NodeJS.ProcessEnv,
        private readonly project: string,
    ) {}

    static async create(options: StackOptions): Promise<Stack> {
        const folder = await mkdtemp(join(tmpdir(), "pulumi-stack-"));
        await mkdir(join(folder, "backend"));
        const { secretsProvider = passphrase } = options;
        const env = {
            ...options.engine.env,
            PULUMI_HOME: join(folder, "home"),
            PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
            // A state of an older version is encrypted with it.
            ...passphrase.env,
            ...secretsProvider.env,
            ...options.env,
        };
        const { name } = parse(await readFile(join(options.program, "Pulumi.yaml"), "utf8")) as { name: string };
        const stack = new Stack({ ...options, secretsProvider }, folder, env, name);
        try {
            await writeSettings(stack.#settingsFile, options.config ?? {}, options.secrets ?? {}, secretsProvider);
            if (stack.#backend === undefined) await stack.must(["stack", "init", stack.name]);
            else await writeState(stack.#backend, name, stack.name, secretsProvider);
            return stack;
        } catch (error) {
            await stack.dispose();
            throw error;
        }
    }

    get name(): string {
        return this.options.stack ?? "test";
    }

    /** The file with the state. */
    get stateFolder(): string {
        return join(this.folder, "backend");
    }

    /** The folder of a file backend, which may be shared. */
    get #backend(): string | undefined {
        return /^file:\/\/(.*)$/.exec(this.env["PULUMI_BACKEND_URL"] ?? "")?.[1];
    }

    get #settingsFile(): string {
        return join(this.options.program, `Pulumi.${this.name}.yaml`);
    }

    setConfig(key: string, value: string, secret = false): Promise<void> {
        const [config, secrets] = secret ? [{}, { [key]: value }] : [{ [key]: value }, {}];
        return writeSettings(this.#settingsFile, config, secrets, this.options.secretsProvider);
    }

    /** A `pulumi` command in the program's folder, on this stack. */
    run(args: readonly string[], { env = {}, input = "", signal, onStart }: RunOptions = {}): Promise<Result> {
        return runPulumi(["--non-interactive", ...args], {
            ...this.#options(onStart),
            pulumi: this.options.engine.pulumi,
            env: { ...this.environment, ...env },
            input,
            signal,
        });
    }

    #options(onStart?: (pid: number) => void): CommandOptions {
        return {
            cwd: this.options.program,
            output: (text) => this.options.onOutput?.(text),
            onStart: (child) => {
                remember(child);
                if (child.pid !== undefined) onStart?.(child.pid);
            },
        };
    }

    /** The same, with an error if it fails. */
    async must(args: readonly string[], options: RunOptions = {}): Promise<Result> {
        const result = await this.run(args, options);
        if (result.code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${result.code}:\n${result.output}`);
        return result;
    }

    up(...more: string[]): Promise<Result> {
        return this.run(["up", "--yes", "--skip-preview", "--color=never", ...more]);
    }

    preview(...more: string[]): Promise<Result> {
        return this.run(["preview", "--color=never", ...more]);
    }

    destroy(...more: string[]): Promise<Result> {
        return this.run(["destroy", "--yes", "--skip-preview", "--color=never", ...more]);
    }

    /**
     * What a preview, or a refresh that changes nothing, would do. Unchanged resources and the components of this
     * library are omitted: the state has the components' arguments only for people and policies.
     */
    async steps(command: "preview" | "refresh"): Promise<Step[]> {
        const args = command === "preview" ? ["preview"] : ["refresh", "--preview-only"];
        const { stdout } = await this.must([...args, "--json"]);
        const { steps = [] } = JSON.parse(stdout) as { steps?: Step[] };
        return steps.filter(({ op, urn }) => op !== "same" && op !== "refresh" && !isComponent(urn));
    }

    /** Without `showSecrets`, each secret is `[secret]`. */
    async outputs(showSecrets = false): Promise<Record<string, unknown>> {
        const { deployment } = await this.state();
        const own = deployment.resources?.find(({ type }) => type === "pulumi:pulumi:Stack");
        const inPlain = async (ciphertext: string) =>
            JSON.parse(await decrypt(ciphertext, this.options.secretsProvider)) as unknown;
        const secretOf = showSecrets ? inPlain : async () => "[secret]";
        return (await revealed(own?.outputs ?? {}, secretOf)) as Record<string, unknown>;
    }

    /** As `pulumi stack export` prints it. */
    async state(): Promise<{ deployment: Deployment }> {
        if (this.#backend !== undefined) return { deployment: await readState(this.#backend, this.project, this.name) };
        return JSON.parse((await this.must(["stack", "export"])).stdout) as { deployment: Deployment };
    }

    /** Replaces its state, as `pulumi stack import` does. */
    async setState(deployment: Deployment): Promise<void> {
        if (this.#backend === undefined) throw new Error("only a state in a file can be written");
        await writeState(this.#backend, this.project, this.name, this.options.secretsProvider, deployment);
    }

    /** Another command in the program's folder, as a user of this stack would run it. */
    command(command: string, args: readonly string[], onStart?: (pid: number) => void): Promise<Result> {
        return runCommand(command, args, { ...this.#options(onStart), env: this.environment });
    }

    /** The environment in which other commands use this stack. */
    get environment(): NodeJS.ProcessEnv {
        return { ...this.env, PULUMI_STACK: this.name };
    }

    /** What to type in a shell to use this stack by hand. */
    shellLines(): string[] {
        const keys = ["PATH", "PULUMI_HOME", "PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE"];
        return [
            `cd ${this.options.program}`,
            ...keys.map((key) => `export ${key}='${this.env[key] ?? ""}'`),
            `pulumi preview --stack ${this.name}`,
        ];
    }

    async dispose(): Promise<void> {
        await rm(this.folder, { recursive: true, force: true });
        await rm(this.#settingsFile, { force: true });
    }
}

/** The project of a program in plain JavaScript: the engine need not load a compiler for it. */
export const javascriptProject = "name: test\nruntime:\n    name: nodejs\n    options:\n        typescript: false\n";

const isComponent = (urn: string): boolean => {
    const type = typeInUrn(urn);
    return isNative(type) && tokenOf(type) === undefined;
};

/** The resource's own name, from its URN. */
export const resourceName = (urn: string): string => urn.split("::").at(-1) ?? urn;

/** A folder with its own program: files by name. */
export async function writeProgram(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return folder;
}

/** Copies some files of one folder into another. */
export async function copyFiles(from: string, to: string, names: readonly string[]): Promise<void> {
    await mkdir(to, { recursive: true });
    for (const name of names) await copyFile(join(from, name), join(to, basename(name)));
}
