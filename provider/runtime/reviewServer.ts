import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import provider from "@pulumi/pulumi/proto/provider_pb";
import type { Struct as StructOf } from "google-protobuf/google/protobuf/struct_pb";
import { Connections } from "../connections";
import { resources, tokenOf } from "../resources";
import { type AnyType, readObject } from "./read";
import { plainValue, providerKey } from "./wire";

// The very modules that Pulumi's own messages are made of: two versions of them do not mix.
const ofPulumi = createRequire(require.resolve("@pulumi/pulumi/proto/provider_pb"));
const { Struct } = ofPulumi("google-protobuf/google/protobuf/struct_pb.js") as { Struct: typeof StructOf };
const { Empty } = ofPulumi("google-protobuf/google/protobuf/empty_pb.js") as { Empty: new () => unknown };
const { ResourceProviderService } = ofPulumi("./provider_grpc_pb") as {
    ResourceProviderService: grpc.ServiceDefinition;
};

/**
 * The provider of one stack's review. The engine attaches to it in place of a process of its own, so that many stacks
 * cost one process, and what was read for the engine answers the rest of the review too. It can do nothing but read.
 */
export interface ReviewServer {
    /** The engine's environment: where it finds the provider. */
    readonly env: Record<string, string>;
    /** As the engine has configured the provider; absent where it did not need one. */
    connections(): Connections | undefined;
    /** Why objects could not be read, by URN. */
    readonly unread: ReadonlyMap<string, string>;
    /** Secrets which the product chose that are no longer those of the state, by URN. */
    readonly rotated: ReadonlyMap<string, readonly string[]>;
    stop(): void;
}

/** What the engine is not told, by URN. */
interface Notes {
    unread: Map<string, string>;
    rotated: Map<string, readonly string[]>;
}

type Bag = Record<string, unknown>;
type Call<Request> = grpc.ServerUnaryCall<Request, unknown>;

export async function startReviewServer(): Promise<ReviewServer> {
    let connections: Connections | undefined;
    const notes: Notes = { unread: new Map(), rotated: new Map() };
    const answer =
        <Request>(work: (request: Request) => unknown) =>
        ({ request }: Call<Request>, callback: grpc.sendUnaryData<unknown>) => {
            Promise.resolve(request)
                .then(work)
                .then((response) => callback(null, response))
                .catch(({ message }: Error) => callback({ code: grpc.status.UNKNOWN, details: message }));
        };
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(ResourceProviderService, {
        attach: answer(() => new Empty()),
        cancel: answer(() => new Empty()),
        getPluginInfo: answer(() => new plugin.PluginInfo()),
        configure: answer((request: provider.ConfigureRequest) => {
            connections = new Connections(configuration(request));
            return new provider.ConfigureResponse();
        }),
        // The engine tells the differences by itself.
        diff: answer(() => new provider.DiffResponse()),
        read: answer((request: provider.ReadRequest) => {
            if (connections === undefined) throw new Error("the engine has not configured the provider");
            return read(connections, request, notes);
        }),
    });
    const port = await new Promise<number>((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
            error ? reject(error) : resolve(bound),
        ),
    );
    return {
        env: { PULUMI_DEBUG_PROVIDERS: `pulumi-nodejs:${port}` },
        connections: () => connections,
        ...notes,
        stop: () => server.forceShutdown(),
    };
}

function configuration(request: provider.ConfigureRequest) {
    const values = request.getArgs()?.toJavaScript() ?? {};
    return {
        get: (key: string) => {
            const value = plainValue(values[key]);
            return typeof value === "string" ? value : undefined;
        },
    };
}

/** One object that cannot be read must not keep the engine from the others: what was known goes on. */
async function read(
    connections: Connections,
    request: provider.ReadRequest,
    { unread, rotated }: Notes,
): Promise<provider.ReadResponse> {
    const response = new provider.ReadResponse();
    const props = (request.getProperties()?.toJavaScript() ?? {}) as Bag;
    const urn = request.getUrn();
    const token = tokenOf(urn.split("::").at(-2)?.split("$").at(-1) ?? "");
    response.setId(request.getId());
    response.setProperties(request.getProperties());
    response.setInputs(request.getInputs());
    if (token === undefined) {
        unread.set(urn, "a dynamic resource of another library; `pulumi refresh --preview-only` reads it");
        return response;
    }
    try {
        const type = resources[token] as unknown as AnyType;
        const found = await readObject(type, connections, request.getId(), props);
        if (found === undefined) return new provider.ReadResponse(); // without an id: it is gone
        rotated.set(urn, rotatedOf(type, props, found.outputs));
        const whole = (bag: Bag) =>
            Struct.fromJavaScript({ ...bag, [providerKey]: props[providerKey] } as Parameters<
                typeof Struct.fromJavaScript
            >[0]);
        response.setProperties(whole(found.outputs));
        response.setInputs(whole(found.inputs));
    } catch (error) {
        unread.set(urn, (error as Error).message);
    }
    return response;
}

/** A secret that the program gives is an input, which the engine compares. */
function rotatedOf({ secrets, inputs }: AnyType, last: Bag, now: Bag): string[] {
    const isGiven = (key: string) => key in inputs.shape;
    if (secrets.some((key) => isGiven(key) && last[key] !== undefined)) return [];
    return secrets.filter((key) => !isGiven(key) && plainValue(last[key]) !== plainValue(now[key]));
}
