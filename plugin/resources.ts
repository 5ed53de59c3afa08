import provider from "@pulumi/pulumi/proto/provider_pb";
import { tokenOf } from "../provider/resources";
import { typeInUrn } from "../provider/core/token";
import { type Instance, unknownType } from "../provider/runtime/instance";
import { nativeFace, type NativeFace } from "../provider/runtime/native";
import { unknownValue } from "../provider/runtime/wire";
import { fromStruct, message, toFailures, toStruct } from "./protocol";
import { outputsOf } from "./schema";

/** The engine's calls for resources, answered by one provider. */
export const resourceAnswers = {
    async check(request: provider.CheckRequest, from: Instance): Promise<provider.CheckResponse> {
        const { inputs, failures } = await faceFor(request, from).check(
            fromStruct(request.getOlds()),
            fromStruct(request.getNews()),
        );
        return message(provider.CheckResponse, { inputs: toStruct(inputs), failuresList: toFailures(failures) });
    },

    async diff(request: provider.DiffRequest, from: Instance): Promise<provider.DiffResponse> {
        const olds = fromStruct(request.getOldInputs());
        const { replaces, details } = await faceFor(request, from).diff(
            request.getId(),
            olds,
            fromStruct(request.getNews()),
        );
        const paths = Object.keys(details);
        const { DIFF_SOME, DIFF_NONE } = provider.DiffResponse.DiffChanges;
        const response = message(provider.DiffResponse, {
            changes: paths.length > 0 ? DIFF_SOME : DIFF_NONE,
            diffsList: [...new Set(paths.map((path) => /^\w+/.exec(path)?.[0] ?? path))],
            replacesList: [...replaces],
            // Both objects have the same natural key. Options of the program may add a replacement.
            deletebeforereplace: true,
            hasdetaileddiff: true,
        });
        for (const [path, kind] of Object.entries(details)) {
            const replaced = replaces.some((property) => path === property || path.startsWith(`${property}[`));
            const { [kindName(kind, replaced)]: own } = provider.PropertyDiff.Kind;
            response.getDetaileddiffMap().set(path, message(provider.PropertyDiff, { kind: own, inputdiff: true }));
        }
        return response;
    },

    async create(request: provider.CreateRequest, from: Instance): Promise<provider.CreateResponse> {
        const inputs = fromStruct(request.getProperties());
        if (request.getPreview()) {
            await faceFor(request, from).announce();
            return message(provider.CreateResponse, { properties: toStruct(planned(request.getUrn(), inputs)) });
        }
        const { id, outputs } = await faceFor(request, from).create(inputs, request.getTimeout());
        return message(provider.CreateResponse, { id, properties: toStruct(outputs) });
    },

    async read(request: provider.ReadRequest, from: Instance): Promise<provider.ReadResponse> {
        const last = {
            outputs: fromStruct(request.getProperties()),
            ...(request.hasInputs() ? { inputs: fromStruct(request.getInputs()) } : {}),
        };
        const found = await faceFor(request, from).read(request.getId(), last, request.getTimeout());
        if (found === undefined) return new provider.ReadResponse(); // without an id, the object is gone
        const [properties, inputs] = [toStruct(found.outputs), toStruct(found.inputs)];
        return message(provider.ReadResponse, { id: request.getId(), properties, inputs });
    },

    async update(request: provider.UpdateRequest, from: Instance): Promise<provider.UpdateResponse> {
        const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
        if (request.getPreview()) {
            await faceFor(request, from).announce();
            return plannedUpdate(request);
        }
        const outputs = await faceFor(request, from).update(request.getId(), olds, news, request.getTimeout());
        return message(provider.UpdateResponse, { properties: toStruct(outputs) });
    },

    delete: (request: provider.DeleteRequest, from: Instance): Promise<void> =>
        faceFor(request, from).delete(request.getId(), fromStruct(request.getProperties()), request.getTimeout()),
};

function faceFor(request: { getUrn(): string }, from: Instance): NativeFace {
    const type = typeInUrn(request.getUrn());
    const token = tokenOf(type);
    if (token === undefined) throw unknownType(type);
    return nativeFace(from, token, request.getUrn());
}

/**
 * The outputs of a planned object, except for a dynamic resource: those that only the product knows are unknown. An
 * update may change them, such as a secret.
 */
export const planned = (urn: string, inputs: Record<string, unknown>): Record<string, unknown> => ({
    ...Object.fromEntries(outputsOf(typeInUrn(urn)).map((property) => [property, unknownValue])),
    ...inputs,
});

/** The answer to an update in a preview. */
export const plannedUpdate = (request: provider.UpdateRequest): provider.UpdateResponse =>
    message(provider.UpdateResponse, {
        properties: toStruct(planned(request.getUrn(), fromStruct(request.getNews()))),
    });

const kindName = (kind: "add" | "delete" | "update", replaced: boolean) =>
    `${kind.toUpperCase()}${replaced ? "_REPLACE" : ""}` as keyof typeof provider.PropertyDiff.Kind;
