import type * as pulumi from "@pulumi/pulumi";
import provider from "@pulumi/pulumi/proto/provider_pb";
import {
    type Answers,
    type EngineServer,
    type ProviderInstance,
    serveEngine,
    tokenIn,
} from "../../engine/providerServer";
import { asStatus, fromStruct, toFailures, toStruct } from "../../plugin/protocol";
import { resourceAnswers } from "../../plugin/resources";
import { isNative, typeInUrn } from "../../provider/core/token";
import { faceOf } from "../../provider/runtime/dynamic";
import { providerKey } from "../../provider/runtime/wire";

type Bag = Record<string, unknown>;
type Face = Required<pulumi.dynamic.ResourceProvider>;

/** The provider of any number of stacks in this process, which answers like the stock plugin of `@pulumi/pulumi`. */
export type AttachedProvider = Pick<EngineServer, "env" | "stop">;

const dynamicAnswers = {
    check: (request, from) => check(faceFor(from, request), request),
    diff: (request, from) => diff(faceFor(from, request), request),
    create: (request, from) => create(faceFor(from, request), request),
    read: (request, from) => read(faceFor(from, request), request),
    update: (request, from) => update(faceFor(from, request), request),
    delete: (request, from) => faceFor(from, request).delete(request.getId(), fromStruct(request.getProperties())),
} satisfies Answers;

type Answer = (request: { getUrn(): string }, from: ProviderInstance) => Promise<unknown>;

/** Answers resources of the native plugin as the plugin does. */
export function attachProvider(): Promise<AttachedProvider> {
    const both = Object.entries(dynamicAnswers as unknown as Record<string, Answer>).map(([call, dynamic]) => {
        const native = (resourceAnswers as unknown as Record<string, Answer>)[call] as Answer;
        const answer: Answer = (request, from) =>
            (isNative(typeInUrn(request.getUrn())) ? native : dynamic)(request, from);
        return [call, answer] as const;
    });
    return serveEngine(Object.fromEntries(both), { supportsPreview: false, engines: "many", statusOf: asStatus });
}

function faceFor(from: ProviderInstance, request: { getUrn(): string }): Face {
    const token = tokenIn(request);
    if (token === undefined) throw new Error(`nothing serves ${request.getUrn()}`);
    return faceOf(from, token) as unknown as Face;
}

/** The stock plugin adds the provider's text to everything that it returns. */
const whole = (result: unknown, from: Bag) =>
    toStruct({ ...(result as Bag | undefined), [providerKey]: from[providerKey] });

async function check(face: Face, request: provider.CheckRequest) {
    const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
    const { inputs, failures = [] } = await face.check(olds, news);
    const response = new provider.CheckResponse();
    response.setInputs(whole(inputs, news));
    response.setFailuresList(toFailures(failures));
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
