import * as grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import provider from "@pulumi/pulumi/proto/provider_pb";
import type { Struct as StructOf } from "google-protobuf/google/protobuf/struct_pb";
import type { ConfigSource } from "../provider/core/configuration";
import { type ResourceToken, tokenOf } from "../provider/resources";
import { Instance } from "../provider/runtime/instance";
import { plainValue } from "../provider/runtime/wire";
import { Empty, listen, ofPulumi } from "./grpc";

const { Struct } = ofPulumi("google-protobuf/google/protobuf/struct_pb.js") as { Struct: typeof StructOf };
const { ResourceProviderService } = ofPulumi("./provider_grpc_pb") as {
    ResourceProviderService: grpc.ServiceDefinition;
};

type Bag = Record<string, unknown>;

/** A request of the engine's, as far as all have it in common. */
interface Request {
    getUrn(): string;
}

/** One provider as the engine has configured it: the default one of a stack, or an explicit one of the program. */
export class ProviderInstance extends Instance {
    constructor(
        readonly urn: string,
        source: ConfigSource,
        env?: NodeJS.ProcessEnv,
    ) {
        super();
        this.configure(source, env);
    }
}

/**
 * The providers of one server. The engine opens a connection to the server for each of them, the later ones in the
 * middle of its work, and names itself on each. What comes over any other connection is refused: it would be answered
 * with the credentials of this process.
 */
export class ProviderInstances {
    readonly all: ProviderInstance[] = [];
    readonly #byPeer = new Map<string, ProviderInstance>();
    /** Open connections, with the addresses of their engines. */
    readonly #attached = new Map<string, string>();

    constructor(private readonly options: Pick<ServerOptions, "engines" | "env"> = {}) {}

    /** @param engine - the address at which the engine itself listens */
    attach(peer: string, engine: string): void {
        if (this.options.engines !== "many" && [...this.#attached.values()].some((other) => other !== engine))
            throw new RefusedCall("another engine is attached to this provider");
        this.#attached.set(peer, engine);
    }

    closed(peer: string): void {
        this.#attached.delete(peer);
        this.#byPeer.delete(peer);
    }

    add(peer: string, urn: string | undefined, source: ConfigSource): void {
        if (!this.#attached.has(peer)) throw new RefusedCall("no engine is attached over this connection");
        if (this.#byPeer.has(peer)) throw new RefusedCall("the provider of this connection is configured already");
        // Engines send the URN; without it, each connection counts as a provider of its own.
        const instance = new ProviderInstance(urn ?? peer, source, this.options.env);
        this.#byPeer.set(peer, instance);
        this.all.push(instance);
    }

    /** The provider that a call is meant for. */
    of(peer: string, resource: string): ProviderInstance {
        const own = this.#byPeer.get(peer);
        if (own !== undefined) return own;
        throw new RefusedCall(
            `${resource}: the call came over a connection for which the engine has configured no provider. Run the command again.`,
        );
    }
}

/** A call that is not of the engine that this process has started. */
class RefusedCall extends Error {
    readonly status = { code: grpc.status.PERMISSION_DENIED, details: this.message };
}

type Answer<Request, Response> = (request: Request, from: ProviderInstance) => Response | Promise<Response>;

/** How a server answers the engine, call by call. Calls that are not named are rejected. */
export type Answers = {
    check?: Answer<provider.CheckRequest, provider.CheckResponse>;
    /** @default none: the engine finds the differences by itself */
    diff?: Answer<provider.DiffRequest, provider.DiffResponse>;
    create?: Answer<provider.CreateRequest, provider.CreateResponse>;
    read?: Answer<provider.ReadRequest, provider.ReadResponse>;
    update?: Answer<provider.UpdateRequest, provider.UpdateResponse>;
    delete?: Answer<provider.DeleteRequest, void>;
};

export interface ServerOptions {
    /** Whether secrets come wrapped. @default false */
    acceptSecrets?: boolean;
    /** Whether previews call create and update, too. @default true */
    supportsPreview?: boolean;
    /** Whether several engines may attach at once. @default one */
    engines?: "one" | "many";
    /** Where settings come from that the engine does not pass. @default this process's environment */
    env?: NodeJS.ProcessEnv;
    /** Whose processes may connect. @default this process's user */
    user?: number;
    /** The engine is interrupted: it waits for the answers to its open calls. */
    onCancel?: () => void;
    /** How an error is sent to the engine. @default its message */
    statusOf?: (error: Error) => Partial<grpc.StatusObject>;
}

/** A provider in this process, to which the engine attaches in place of one of its own. */
export interface EngineServer {
    /** The engine's environment: where it finds the provider. */
    readonly env: Record<string, string>;
    /** As the engine has configured them, the default provider and explicit ones; empty if it needed none. */
    readonly instances: readonly ProviderInstance[];
    stop(): void;
}

export async function serveEngine(
    answers: Answers,
    {
        acceptSecrets = false,
        supportsPreview = true,
        user,
        onCancel,
        statusOf = messageOnly,
        ...options
    }: ServerOptions = {},
): Promise<EngineServer> {
    const instances = new ProviderInstances(options);
    const answer =
        <R>(work: (request: R, peer: string) => unknown) =>
        (call: grpc.ServerUnaryCall<R, unknown>, callback: grpc.sendUnaryData<unknown>) => {
            Promise.resolve(call.request)
                .then((request) => work(request, call.getPeer()))
                .then((response) => callback(null, response ?? new Empty()))
                .catch((error: Error) => callback(error instanceof RefusedCall ? error.status : statusOf(error)));
        };
    const own = Object.entries(answers as Record<string, Answer<Request, unknown>>).map(
        ([call, work]) =>
            [call, answer((request: Request, peer) => work(request, instances.of(peer, request.getUrn())))] as const,
    );
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(ResourceProviderService, {
        attach: answer((request: plugin.PluginAttach, peer) => instances.attach(peer, request.getAddress())),
        cancel: answer(() => onCancel?.()),
        getPluginInfo: answer(() => new plugin.PluginInfo()),
        configure: answer((request: provider.ConfigureRequest, peer) => {
            instances.add(peer, request.getUrn(), configuration(request));
            const response = new provider.ConfigureResponse();
            response.setSupportspreview(supportsPreview);
            response.setAcceptsecrets(acceptSecrets);
            return response;
        }),
        diff: answer(() => new provider.DiffResponse()),
        ...Object.fromEntries(own),
    });
    const { port, stop } = await listen(server, { user, onClosed: (peer) => instances.closed(peer) });
    return {
        env: { PULUMI_DEBUG_PROVIDERS: `pulumi-nodejs:${port}` },
        instances: instances.all,
        stop,
    };
}

const messageOnly = ({ message }: Error): Partial<grpc.StatusObject> => ({
    code: grpc.status.UNKNOWN,
    details: message,
});

/** What the engine has configured a provider with. */
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
