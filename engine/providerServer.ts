import * as grpc from "@grpc/grpc-js";
import type plugin from "@pulumi/pulumi/proto/plugin_pb";
import provider from "@pulumi/pulumi/proto/provider_pb";
import type { ConfigSource } from "../provider/core/configuration";
import { isNativeProvider, nativePackage, typeInUrn } from "../provider/core/token";
import { type ResourceToken, tokenOf } from "../provider/resources";
import { Instance } from "../provider/runtime/instance";
import { plainValue } from "../provider/runtime/wire";
import { Empty, listenAsProvider } from "../plugin/grpc";
import { invoke } from "../plugin/lookups";
import { fromStruct, message } from "../plugin/protocol";
import { construct, getPluginInfo, getSchema } from "../plugin/server";
import { checkConfig, diffConfig, settingsOf } from "../plugin/settings";
import { coded, type MessageCode } from "../provider/transport/message";

/** A request of the engine, with the fields that all requests share. */
interface Request {
    getUrn(): string;
}

/** One provider as the engine has configured it: the default provider of a stack, or an explicit one of the program. */
export class ProviderInstance extends Instance {
    constructor(
        readonly urn: string,
        source: ConfigSource,
        env?: NodeJS.ProcessEnv,
        /** The engine's address. */
        run?: string,
    ) {
        super(run);
        this.configure(source, env);
    }
}

/**
 * The providers of one server. The engine opens one connection per provider, some of them later, and identifies itself
 * on each. Calls over any other connection are rejected, because they would be answered with the credentials of this
 * process.
 */
export class ProviderInstances {
    readonly all: ProviderInstance[] = [];
    readonly #byPeer = new Map<string, ProviderInstance>();
    /** Open connections, with the addresses of their engines. */
    readonly #attached = new Map<string, string>();

    constructor(private readonly options: Pick<ServerOptions, "engines" | "env"> = {}) {}

    /**
     * Anybody may attach: for programs in YAML, the engine reads the schema from another address.
     * @param engine - the address at which the engine itself listens
     */
    attach(peer: string, engine: string): void {
        this.#attached.set(peer, engine);
    }

    /** The address of the engine at the other end of a connection. */
    engineOf(peer: string): string {
        return this.#attached.get(peer) ?? "";
    }

    closed(peer: string): void {
        this.#attached.delete(peer);
        this.#byPeer.delete(peer);
    }

    add(peer: string, urn: string | undefined, source: ConfigSource): void {
        if (!this.#attached.has(peer)) throw new RefusedCall("CC8007", "no engine is attached over this connection");
        const isOther = (one: string) => this.engineOf(one) !== this.engineOf(peer);
        if (this.options.engines !== "many" && [...this.#byPeer.keys()].some(isOther))
            throw new RefusedCall("CC8006", "another engine is attached to this provider");
        if (this.#byPeer.has(peer))
            throw new RefusedCall("CC8008", "the provider of this connection is already configured");
        // Engines send the URN. Without it, each connection counts as its own provider.
        const instance = new ProviderInstance(urn ?? peer, source, this.options.env, this.engineOf(peer));
        this.#byPeer.set(peer, instance);
        this.all.push(instance);
    }

    /** The provider that a call is meant for. */
    of(peer: string, resource: string): ProviderInstance {
        const own = this.#byPeer.get(peer);
        if (own !== undefined) return own;
        throw new RefusedCall(
            "CC8009",
            `${resource}: the engine has configured no provider for the connection of this call. Run the command again`,
        );
    }
}

/** A call that does not come from the engine that this process has started. */
class RefusedCall extends Error {
    readonly status = { code: grpc.status.PERMISSION_DENIED, details: this.message };

    constructor(code: MessageCode, text: string) {
        super(coded(code, text));
    }
}

type Answer<Request, Response> = (request: Request, from: ProviderInstance) => Response | Promise<Response>;

/** How a server answers the engine's calls. Calls without an entry are rejected. */
export type Answers = {
    check?: Answer<provider.CheckRequest, provider.CheckResponse>;
    /** @default none: the engine finds the differences itself */
    diff?: Answer<provider.DiffRequest, provider.DiffResponse>;
    create?: Answer<provider.CreateRequest, provider.CreateResponse>;
    read?: Answer<provider.ReadRequest, provider.ReadResponse>;
    update?: Answer<provider.UpdateRequest, provider.UpdateResponse>;
    delete?: Answer<provider.DeleteRequest, void>;
};

export interface ServerOptions {
    /** Whether secrets are sent wrapped. @default false */
    acceptSecrets?: boolean;
    /** Whether previews also call create and update. @default true */
    supportsPreview?: boolean;
    /** Whether several engines may configure providers at once. @default one */
    engines?: "one" | "many";
    /** Source of the settings that the engine does not pass. @default this process's environment */
    env?: NodeJS.ProcessEnv;
    /** User whose processes may connect. @default this process's user */
    user?: number;
    /** Called when the engine is interrupted: it waits for the answers to its open calls. */
    onCancel?: () => void;
    /** How to send an error to the engine. @default its message */
    statusOf?: (error: Error) => Partial<grpc.StatusObject>;
}

/** A provider in this process. The engine attaches to it instead of starting its own. */
export interface EngineServer {
    /** Environment for the engine, with the address of the provider. */
    readonly env: Record<string, string>;
    /** The default provider and explicit ones as the engine has configured them; empty if it needed none. */
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
    const calls = {
        attach: answer((request: plugin.PluginAttach, peer) => instances.attach(peer, request.getAddress())),
        cancel: answer(() => onCancel?.()),
        ...packageAnswers(answer, instances),
        configure: answer((request: provider.ConfigureRequest, peer) => {
            instances.add(peer, request.getUrn(), configuration(request));
            return message(provider.ConfigureResponse, {
                supportspreview: supportsPreview || isNativeProvider(request.getType()),
                acceptsecrets: acceptSecrets || isNativeProvider(request.getType()),
            });
        }),
        diff: answer(() => new provider.DiffResponse()),
        ...Object.fromEntries(own),
    };
    const { port, stop } = await listenAsProvider(calls, { user, onClosed: (peer) => instances.closed(peer) });
    return {
        env: { PULUMI_DEBUG_PROVIDERS: `pulumi-nodejs:${port},${nativePackage}:${port}` },
        instances: instances.all,
        stop,
    };
}

type Answering = <R>(work: (request: R, peer: string) => unknown) => grpc.handleUnaryCall<R, unknown>;

/** The calls that a program makes of the native plugin, besides those for resources. */
const packageAnswers = (answer: Answering, instances: ProviderInstances) => ({
    getPluginInfo: answer(getPluginInfo),
    getSchema: answer(getSchema),
    checkConfig: answer((request: provider.CheckRequest) =>
        isNativeProvider(typeInUrn(request.getUrn())) ? checkConfig(request) : unchecked(request),
    ),
    diffConfig: answer((request: provider.DiffRequest) =>
        isNativeProvider(typeInUrn(request.getUrn())) ? diffConfig(request) : new provider.DiffResponse(),
    ),
    invoke: answer((request: provider.InvokeRequest, peer) => invoke(request, instances.of(peer, request.getTok()))),
    construct: answer((request: provider.ConstructRequest, peer) =>
        construct(request, instances.of(peer, request.getType()), instances.engineOf(peer)),
    ),
});

const messageOnly = ({ message }: Error): Partial<grpc.StatusObject> => ({
    code: grpc.status.UNKNOWN,
    details: message,
});

/** The settings that the engine has configured a provider with. */
function configuration(request: provider.ConfigureRequest): ConfigSource {
    if (isNativeProvider(request.getType())) return settingsOf(request);
    const values = fromStruct(request.getArgs());
    return {
        get: (key: string) => {
            const value = plainValue(values[key]);
            return typeof value === "string" ? value : undefined;
        },
    };
}

const unchecked = (request: provider.CheckRequest): provider.CheckResponse =>
    message(provider.CheckResponse, { inputs: request.getNews() });

/** The resource type of a request; nothing if the resource belongs to another library. */
export const tokenIn = (request: Request): ResourceToken | undefined => tokenOf(typeInUrn(request.getUrn()));
