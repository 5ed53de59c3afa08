import provider from "@pulumi/pulumi/proto/provider_pb";
import { tokenOf } from "../provider/resources";
import { typeInUrn } from "../provider/core/token";
import { type Instance, unknownType } from "../provider/runtime/instance";
import { nativeFace, type NativeFace } from "../provider/runtime/native";
import { unknownValue } from "../provider/runtime/wire";
import { fromStruct, toFailures, toStruct } from "./protocol";
import { outputsOf } from "./schema";

/** The engine's calls for resources, answered by one provider. */
export const resourceAnswers = {
    async check(request: provider.CheckRequest, from: Instance): Promise<provider.CheckResponse> {
        const { inputs, failures } = await faceFor(request, from).check(
            fromStruct(request.getOlds()),
            fromStruct(request.getNews()),
        );
        const response = new provider.CheckResponse();
        response.setInputs(toStruct(inputs));
        response.setFailuresList(toFailures(failures));
        return response;
    },

    async diff(request: provider.DiffRequest, from: Instance): Promise<provider.DiffResponse> {
        const olds = fromStruct(request.getOldInputs());
        const { replaces, details } = await faceFor(request, from).diff(
            request.getId(),
            olds,
            fromStruct(request.getNews()),
        );
        const response = new provider.DiffResponse();
        const paths = Object.keys(details);
        const { DIFF_SOME, DIFF_NONE } = provider.DiffResponse.DiffChanges;
        response.setChanges(paths.length > 0 ? DIFF_SOME : DIFF_NONE);
        response.setDiffsList([...new Set(paths.map((path) => /^\w+/.exec(path)?.[0] ?? path))]);
        response.setReplacesList([...replaces]);
        // Both objects have the same natural key.
        response.setDeletebeforereplace(replaces.length > 0);
        response.setHasdetaileddiff(true);
        for (const [path, kind] of Object.entries(details)) {
            const replaced = replaces.some((property) => path === property || path.startsWith(`${property}[`));
            const { [kindName(kind, replaced)]: value } = provider.PropertyDiff.Kind;
            const one = new provider.PropertyDiff();
            one.setKind(value);
            one.setInputdiff(true);
            response.getDetaileddiffMap().set(path, one);
        }
        return response;
    },

    async create(request: provider.CreateRequest, from: Instance): Promise<provider.CreateResponse> {
        const response = new provider.CreateResponse();
        const inputs = fromStruct(request.getProperties());
        if (request.getPreview()) {
            await faceFor(request, from).announce();
            response.setProperties(toStruct(planned(request.getUrn(), inputs)));
            return response;
        }
        const { id, outputs } = await faceFor(request, from).create(inputs, request.getTimeout());
        response.setId(id);
        response.setProperties(toStruct(outputs));
        return response;
    },

    async read(request: provider.ReadRequest, from: Instance): Promise<provider.ReadResponse> {
        const last = {
            outputs: fromStruct(request.getProperties()),
            ...(request.hasInputs() ? { inputs: fromStruct(request.getInputs()) } : {}),
        };
        const found = await faceFor(request, from).read(request.getId(), last);
        const response = new provider.ReadResponse();
        if (found === undefined) return response; // without an id, the object is gone
        response.setId(request.getId());
        response.setProperties(toStruct(found.outputs));
        response.setInputs(toStruct(found.inputs));
        return response;
    },

    async update(request: provider.UpdateRequest, from: Instance): Promise<provider.UpdateResponse> {
        const response = new provider.UpdateResponse();
        const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
        if (request.getPreview()) {
            await faceFor(request, from).announce();
            response.setProperties(toStruct({ ...olds, ...news }));
            return response;
        }
        const outputs = await faceFor(request, from).update(request.getId(), olds, news, request.getTimeout());
        response.setProperties(toStruct(outputs));
        return response;
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

/** The outputs of a planned object: those that only the product knows are unknown, except for a dynamic resource. */
export const planned = (urn: string, inputs: Record<string, unknown>): Record<string, unknown> => ({
    ...Object.fromEntries(outputsOf(typeInUrn(urn)).map((property) => [property, unknownValue])),
    ...inputs,
});

const kindName = (kind: "add" | "delete" | "update", replaced: boolean) =>
    `${kind.toUpperCase()}${replaced ? "_REPLACE" : ""}` as keyof typeof provider.PropertyDiff.Kind;
