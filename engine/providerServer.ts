import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import provider from "@pulumi/pulumi/proto/provider_pb";
import type { Struct as StructOf } from "google-protobuf/google/protobuf/struct_pb";
import type { ConfigSource } from "../provider/core/configuration";
import { Connections } from "../provider/core/connections";
import { type ResourceToken, tokenOf } from "../provider/resources";
import { plainValue } from "../provider/runtime/wire";

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

/** One provider as the engine has configured it: the default one of a stack, or an explicit one of the program. */
export interface ProviderInstance {
    urn: string;
    connections: Connections;
}

/** The providers of one server. The engine opens a connection to the server for each of them. */
export class ProviderInstances {
    readonly all: ProviderInstance[] = [];
    readonly #byPeer = new Map<string, ProviderInstance>();

    add(peer: string, urn: string | undefined, connections: Connections): void {
        // Engines send the URN; without it, each connection counts as a provider of its own.
        const instance = { urn: urn ?? peer, connections };
        this.#byPeer.set(peer, instance);
        this.all.push(instance);
    }

    /** The provider that a call is meant for. A client that reconnects has another peer, and configures nothing again. */
    of(peer: string, resource: string): ProviderInstance {
        const own = this.#byPeer.get(peer);
        if (own !== undefined) return own;
        const last = this.all.at(-1);
        if (last === undefined) throw new Error(`${resource}: the engine has not configured its provider`);
        if (this.all.some(({ urn }) => urn !== last.urn))
            throw new Error(
                `${resource}: the call came over a connection for which the engine has configured no provider, and the stack has several. Run the command again.`,
            );
        return last;
    }
}

type Answer<Request, Response> = (request: Request, from: ProviderInstance) => Response | Promise<Response>;

/** How a server answers the engine, call by call. Calls that are not named are rejected. */
export type Answers = {
    check?: Answer<provider.CheckRequest, provider.CheckResponse>;
    create?: Answer<provider.CreateRequest, provider.CreateResponse>;
    read?: Answer<provider.ReadRequest, provider.ReadResponse>;
    update?: Answer<provider.UpdateRequest, provider.UpdateResponse>;
};

/** A provider in this process, to which the engine attaches in place of one of its own. */
export interface EngineServer {
    /** The engine's environment: where it finds the provider. */
    readonly env: Record<string, string>;
    /** As the engine has configured them, the default provider and explicit ones; empty if it needed none. */
    readonly instances: readonly ProviderInstance[];
    stop(): void;
}

/** @param acceptSecrets - whether secrets come wrapped */
export async function serveEngine(answers: Answers, acceptSecrets = false): Promise<EngineServer> {
    const instances = new ProviderInstances();
    const answer =
        <R>(work: (request: R, peer: string) => unknown) =>
        (call: grpc.ServerUnaryCall<R, unknown>, callback: grpc.sendUnaryData<unknown>) => {
            Promise.resolve(call.request)
                .then((request) => work(request, call.getPeer()))
                .then((response) => callback(null, response))
                .catch(({ message }: Error) => callback({ code: grpc.status.UNKNOWN, details: message }));
        };
    const own = Object.entries(answers as Record<string, Answer<Request, unknown>>).map(
        ([call, work]) =>
            [call, answer((request: Request, peer) => work(request, instances.of(peer, request.getUrn())))] as const,
    );
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(ResourceProviderService, {
        attach: answer(() => new Empty()),
        cancel: answer(() => new Empty()),
        getPluginInfo: answer(() => new plugin.PluginInfo()),
        configure: answer((request: provider.ConfigureRequest, peer) => {
            instances.add(peer, request.getUrn(), new Connections(configuration(request)));
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
        instances: instances.all,
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

/** What the engine has configured a provider with. */
export function configuration(request: provider.ConfigureRequest): ConfigSource {
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
