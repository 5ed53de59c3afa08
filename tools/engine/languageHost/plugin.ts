import { createRequire } from "node:module";
import { join } from "node:path";
import type { ServerWritableStream } from "@grpc/grpc-js";
import language from "@pulumi/pulumi/proto/language_pb";
import type { Programs } from "./run";

type Call = ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>;

/**
 * A plugin: a policy pack or a provider. The engine gets its output and its status as they come, and ends it by
 * cancelling the call.
 */
export function runPlugin(programs: Programs, call: Call): void {
    const send = (set: "setStdout" | "setStderr") => (data: Buffer) =>
        call.write(new language.RunPluginResponse()[set](data));
    const end = (status: number) => {
        call.write(new language.RunPluginResponse().setExitcode(status));
        call.end();
    };
    try {
        const { args, cwd, env } = invocation(call.request);
        const child = programs.start(args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
        child.stdout?.on("data", send("setStdout"));
        child.stderr?.on("data", send("setStderr"));
        child.on("close", (status) => end(status ?? 1));
        call.on("cancelled", () => programs.end(child));
    } catch (error) {
        // Most likely its packages are not installed: the engine knows Node's message, and says what to do.
        send("setStderr")(Buffer.from(`${(error as Error).message}\n`));
        end(1);
    }
}

function invocation(request: language.RunPluginRequest) {
    const folder = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
    const { resolve } = createRequire(join(folder, "plugin.js"));
    const [args, env] = [request.getArgsList(), environment(request.getEnvList())];
    // A pack finds its tsconfig.json and its version in the folder that it runs in.
    if (request.getKind() === "analyzer")
        return { args: [resolve("@pulumi/pulumi/cmd/run-policy-pack"), ...args, folder], cwd: folder, env };
    const runner = resolve("@pulumi/pulumi/cmd/run-plugin");
    return { args: [runner, folder, ...args], cwd: request.getPwd(), env };
}

const environment = (lines: readonly string[]): NodeJS.ProcessEnv =>
    Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
