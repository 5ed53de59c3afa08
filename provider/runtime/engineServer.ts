import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import provider from "@pulumi/pulumi/proto/provider_pb";
import type { Struct as StructOf } from "google-protobuf/google/protobuf/struct_pb";
import type { ConfigSource } from "../configuration";
import { Connections } from "../connections";
import { type ResourceToken, tokenOf } from "../resources";
import { plainValue } from "./wire";

// The very modules that Pulumi's own messages are made of: two versions of them do not mix.
export const ofPulumi = createRequire(require.resolve("@pulumi/pulumi/proto/provider_pb"));
const { Struct } = ofPulumi("google-protobuf/google/protobuf/struct_pb.js") as { Struct: typeof StructOf };
const { Empty } = ofPulumi("google-protobuf/google/protobuf/empty_pb.js") as { Empty: new () => unknown };
const { ResourceProviderService } = ofPulumi("./provider_grpc_pb") as {
    ResourceProviderService: grpc.ServiceDefinition;
};

type Bag = Record<string, unknown>;

/** A request of the engine's, as far as all have it in common. */
interface Request {
    getUrn(): string;
}

/** How a server answers the engine, call by call. What is not named is refused. */
export type Answers = {
    check?(request: provider.CheckRequest): provider.CheckResponse | Promise<provider.CheckResponse>;
    create?(request: provider.CreateRequest): provider.CreateResponse | Promise<provider.CreateResponse>;
    read?(request: provider.ReadRequest): provider.ReadResponse | Promise<provider.ReadResponse>;
    update?(request: provider.UpdateRequest): provider.UpdateResponse | Promise<provider.UpdateResponse>;
};

/** A provider in this process, to which the engine attaches in place of one of its own. */
export interface EngineServer {
    /** The engine's environment: where it finds the provider. */
    readonly env: Record<string, string>;
    /** As the engine has configured the provider; absent where it did not need one. */
    connections(): Connections | undefined;
    stop(): void;
}

/**
 * @param answers - is given the connections, which the engine configures before its first other call
 * @param acceptSecrets - whether secrets come wrapped
 */
export async function serveEngine(
    answers: (connections: () => Connections) => Answers,
    acceptSecrets = false,
): Promise<EngineServer> {
    let connections: Connections | undefined;
    const answer =
        <R>(work: (request: R) => unknown) =>
        ({ request }: grpc.ServerUnaryCall<R, unknown>, callback: grpc.sendUnaryData<unknown>) => {
            Promise.resolve(request)
                .then(work)
                .then((response) => callback(null, response))
                .catch(({ message }: Error) => callback({ code: grpc.status.UNKNOWN, details: message }));
        };
    const configured = () => {
        if (connections === undefined) throw new Error("the engine has not configured the provider");
        return connections;
    };
    const own = Object.entries(answers(configured)).map(([call, work]) => [call, answer(work as never)] as const);
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(ResourceProviderService, {
        attach: answer(() => new Empty()),
        cancel: answer(() => new Empty()),
        getPluginInfo: answer(() => new plugin.PluginInfo()),
        configure: answer((request: provider.ConfigureRequest) => {
            connections = new Connections(configuration(request));
            const response = new provider.ConfigureResponse();
            response.setSupportspreview(true);
            response.setAcceptsecrets(acceptSecrets);
            return response;
        }),
        // The engine tells the differences by itself.
        diff: answer(() => new provider.DiffResponse()),
        ...Object.fromEntries(own),
    });
    const port = await listen(server);
    return {
        env: { PULUMI_DEBUG_PROVIDERS: `pulumi-nodejs:${port}` },
        connections: () => connections,
        stop: () => server.forceShutdown(),
    };
}

/** On a free port of loopback, which it gives. */
export const listen = (server: grpc.Server): Promise<number> =>
    new Promise((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
            error ? reject(error) : resolve(port),
        ),
    );

function configuration(request: provider.ConfigureRequest): ConfigSource {
    const values = request.getArgs()?.toJavaScript() ?? {};
    return {
        get: (key: string) => {
            const value = plainValue(values[key]);
            return typeof value === "string" ? value : undefined;
        },
    };
}

/** What a request is about; nothing where the resource is of another library. */
export const tokenIn = (request: Request): ResourceToken | undefined =>
    tokenOf(request.getUrn().split("::").at(-2)?.split("$").at(-1) ?? "");

export const fromStruct = (struct: StructOf | undefined): Bag => (struct?.toJavaScript() ?? {}) as Bag;
export const toStruct = (bag: Bag): StructOf =>
    Struct.fromJavaScript(bag as Parameters<typeof Struct.fromJavaScript>[0]);
