import * as grpc from "@grpc/grpc-js";
import language from "@pulumi/pulumi/proto/language_pb";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import { listen, ofPulumi } from "../../plugin/grpc";
import { runPlugin } from "./languageHost/plugin";
import { Programs } from "./languageHost/run";
import { withOwnErrors } from "./programErrors";

const { LanguageRuntimeService } = ofPulumi("./language_grpc_pb") as { LanguageRuntimeService: grpc.ServiceDefinition };
const { LanguageServer } = ofPulumi("../automation/server") as {
    /** Runs a function as the Automation API does. */
    LanguageServer: new (program: () => Promise<unknown>) => {
        run(call: Call<language.RunRequest>, callback: grpc.sendUnaryData<language.RunResponse>): void;
    };
};

const { grpcClientOptions } = ofPulumi("../runtime/settings") as { grpcClientOptions: grpc.ClientOptions };
// Clients share connections by address unless told otherwise. An engine may have the port of a killed one, and a shared
// connection to that one fails at once until its next attempt.
grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;

type Call<R> = grpc.ServerUnaryCall<R, unknown>;

/** A Pulumi program as a function. It returns the stack's outputs. */
export type Program = () => unknown;

/** A language host in this process, for any number of engines at once. */
export interface AttachedPrograms {
    /** For the environment of the engine. */
    readonly env: Record<string, string>;
    /** Names the program in a folder. */
    set(folder: string, program: Program): void;
    stop(): void;
}

/** The errors of a program are logged by then, except after a broken connection, and the engine prints no more. */
const areLogged = /^One or more errors occurred(?!.*\b(UNAVAILABLE|CANCELLED)\b)/;

/** Programs that are functions of this process: no Node starts for them, and their folder needs no packages. */
export async function attachPrograms(): Promise<AttachedPrograms> {
    const programs = new Map<string, Program>();
    const plugins = new Programs();
    /** The log service of each engine, by its connection. */
    const addresses = new Map<string, string>();
    const answer =
        <R>(work: (call: Call<R>) => unknown) =>
        (call: Call<R>, callback: grpc.sendUnaryData<unknown>) =>
            callback(null, work(call));
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
    server.addService(LanguageRuntimeService, {
        handshake: answer((call: Call<language.LanguageHandshakeRequest>) => {
            addresses.set(call.getPeer(), call.request.getEngineAddress());
            return new language.LanguageHandshakeResponse();
        }),
        getPluginInfo: answer(() => new plugin.PluginInfo()),
        getRequiredPlugins: answer(() => new language.GetRequiredPluginsResponse()),
        getRequiredPackages: answer(() => new language.GetRequiredPackagesResponse()),
        getProgramDependencies: answer(() => new language.GetProgramDependenciesResponse()),
        run: (call: Call<language.RunRequest>, callback: grpc.sendUnaryData<unknown>) => {
            const folder = call.request.getInfo()?.getProgramDirectory() ?? "";
            const program = programs.get(folder);
            if (program === undefined) return callback(null, failure(`no function is the program in ${folder}`));
            call.request.setArgsList([addresses.get(call.getPeer()) ?? ""]);
            withOwnErrors((ended) =>
                new LanguageServer(async () => program()).run(
                    call,
                    once((error, response) => {
                        ended();
                        callback(null, error ? failure((error as Error).message) : response);
                    }),
                ),
            );
        },
        runPlugin: (call: grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>) =>
            runPlugin(plugins, call),
    });
    const { port, stop } = await listen(server);
    return {
        env: { PULUMI_DEBUG_LANGUAGES: `nodejs:${port}` },
        set: (folder, program) => void programs.set(folder, program),
        stop() {
            plugins.stop();
            stop();
        },
    };
}

function failure(message: string): language.RunResponse {
    const response = new language.RunResponse();
    if (areLogged.test(message)) response.setBail(true);
    else response.setError(message);
    return response;
}

/** Pulumi's server answers a second time after an error. */
function once<T>(callback: grpc.sendUnaryData<T>): grpc.sendUnaryData<T> {
    let called = false;
    return (...args) => {
        if (!called) callback(...args);
        called = true;
    };
}
