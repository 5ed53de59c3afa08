import * as grpc from "@grpc/grpc-js";
import type * as pulumi from "@pulumi/pulumi";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import provider from "@pulumi/pulumi/proto/provider_pb";
import status from "@pulumi/pulumi/proto/status_pb";
import type { Any } from "google-protobuf/google/protobuf/any_pb";
import { faceOf } from "../../provider/runtime/dynamic";
import { configuration, fromStruct, listen, ofPulumi, tokenIn, toStruct } from "../../engine/providerServer";
import { Instance } from "../../provider/runtime/instance";
import { providerKey } from "../../provider/runtime/wire";

const { ResourceProviderService } = ofPulumi("./provider_grpc_pb") as {
    ResourceProviderService: grpc.ServiceDefinition;
};
const { Empty } = ofPulumi("google-protobuf/google/protobuf/empty_pb.js") as { Empty: new () => unknown };
const anyMessage = ofPulumi("google-protobuf/google/protobuf/any_pb.js") as { Any: new () => Any };

type Bag = Record<string, unknown>;
type Face = Required<pulumi.dynamic.ResourceProvider>;

/** The provider of any number of stacks in this process, as the stock plugin of `@pulumi/pulumi` would answer. */
export interface AttachedProvider {
    /** For the environment of the engine. */
    readonly env: Record<string, string>;
    stop(): void;
}

/** An error of a provider's, which may say that an object was made in part. */
interface Failure extends Error {
    id?: string;
    properties?: Bag;
    reasons?: string[];
}

export async function attachProvider(): Promise<AttachedProvider> {
    // Each provider of each engine has a connection of its own.
    const instances = new Map<string, Instance>();
    type Call<R> = grpc.ServerUnaryCall<R, unknown>;
    const answer =
        <R>(work: (call: Call<R>) => unknown) =>
        (call: Call<R>, callback: grpc.sendUnaryData<unknown>) => {
            Promise.resolve(call)
                .then(work)
                .then((response) => callback(null, response))
                .catch((error: Failure) => callback(asStatus(error)));
        };
    const faceFor = (call: Call<{ getUrn(): string }>): Face => {
        const token = tokenIn(call.request);
        const instance = instances.get(call.getPeer());
        if (token === undefined || instance === undefined) throw new Error(`nothing serves ${call.request.getUrn()}`);
        return faceOf(instance, token) as unknown as Face;
    };
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(ResourceProviderService, {
        attach: answer(() => new Empty()),
        cancel: answer(() => new Empty()),
        getPluginInfo: answer(() => new plugin.PluginInfo()),
        configure: answer((call: Call<provider.ConfigureRequest>) => {
            const instance = new Instance();
            instance.configure(configuration(call.request));
            instances.set(call.getPeer(), instance);
            return new provider.ConfigureResponse();
        }),
        check: answer((call: Call<provider.CheckRequest>) => check(faceFor(call), call.request)),
        diff: answer((call: Call<provider.DiffRequest>) => diff(faceFor(call), call.request)),
        create: answer((call: Call<provider.CreateRequest>) => create(faceFor(call), call.request)),
        read: answer((call: Call<provider.ReadRequest>) => read(faceFor(call), call.request)),
        update: answer((call: Call<provider.UpdateRequest>) => update(faceFor(call), call.request)),
        delete: answer(async (call: Call<provider.DeleteRequest>) => {
            await faceFor(call).delete(call.request.getId(), fromStruct(call.request.getProperties()));
            return new Empty();
        }),
    });
    const port = await listen(server);
    return { env: { PULUMI_DEBUG_PROVIDERS: `pulumi-nodejs:${port}` }, stop: () => server.forceShutdown() };
}

/** The stock plugin adds the text of the provider to whatever goes back. */
const whole = (result: unknown, from: Bag) =>
    toStruct({ ...(result as Bag | undefined), [providerKey]: from[providerKey] });

async function check(face: Face, request: provider.CheckRequest) {
    const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
    const { inputs, failures = [] } = await face.check(olds, news);
    const response = new provider.CheckResponse();
    response.setInputs(whole(inputs, news));
    response.setFailuresList(
        failures.map(({ property, reason }) => {
            const failure = new provider.CheckFailure();
            failure.setProperty(property);
            failure.setReason(reason);
            return failure;
        }),
    );
    return response;
}

async function diff(face: Face, request: provider.DiffRequest) {
    const { replaces = [], deleteBeforeReplace = false } = await face.diff(
        request.getId(),
        fromStruct(request.getOlds()),
        fromStruct(request.getNews()),
    );
    const response = new provider.DiffResponse();
    response.setReplacesList(replaces);
    response.setDeletebeforereplace(deleteBeforeReplace);
    return response;
}

async function create(face: Face, request: provider.CreateRequest) {
    const props = fromStruct(request.getProperties());
    const { id, outs } = await face.create(props);
    const response = new provider.CreateResponse();
    response.setId(id);
    response.setProperties(whole(outs, props));
    return response;
}

async function read(face: Face, request: provider.ReadRequest) {
    const given = fromStruct(request.getProperties());
    const props = Object.keys(given).length === 0 ? fromStruct(request.getInputs()) : given;
    const { id, props: outputs, inputs } = (await face.read(request.getId(), props)) as pulumi.dynamic.ReadResult;
    const response = new provider.ReadResponse();
    if (id !== undefined) response.setId(id);
    response.setProperties(whole(outputs, props));
    if (inputs !== undefined) response.setInputs(whole(inputs, props));
    return response;
}

async function update(face: Face, request: provider.UpdateRequest) {
    const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
    const { outs } = await face.update(request.getId(), olds, news);
    const response = new provider.UpdateResponse();
    response.setProperties(whole(outs, news));
    return response;
}

/** As the stock plugin packs an object that was made in part. */
function asStatus({ message, id, properties = {}, reasons = [] }: Failure): Partial<grpc.StatusObject> {
    const metadata = new grpc.Metadata();
    if (id !== undefined) {
        const detail = new provider.ErrorResourceInitFailed();
        detail.setId(id);
        detail.setProperties(toStruct(properties));
        detail.setReasonsList(reasons);
        const packed = new anyMessage.Any();
        packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
        const whole = new status.Status();
        whole.setCode(grpc.status.UNKNOWN);
        whole.setMessage(message);
        whole.addDetails(packed);
        metadata.add("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
    }
    return { code: grpc.status.UNKNOWN, details: message, metadata };
}
