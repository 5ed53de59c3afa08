import provider from "@pulumi/pulumi/proto/provider_pb";
import { markerOf } from "../../engine/dynamicForm";
import { type EngineServer, serveEngine, tokenIn } from "../../engine/providerServer";
import { fromStruct, toStruct } from "../../plugin/protocol";
import type { StackResource } from "../../engine/state";
import type { Connections } from "../../provider/core/connections";
import { type ResourceToken, resources, tokenOf } from "../../provider/resources";
import { type AnyType, readObject } from "../../provider/runtime/read";
import { plainDeep, split, toEngine, unmarkedKey } from "../../provider/runtime/wire";
import { type Adoption, notLookedUp } from "./adoption";
import { type AdoptionRequest, type FoundObject, fulfil } from "./fulfil";

type Bag = Record<string, unknown>;

/** An object that the stack already holds, without its marker or its secret. */
export interface Held extends Pick<
    Adoption,
    "urn" | "type" | "name" | "label" | "provider" | "unmarked" | "secretUnknown"
> {
    id: string;
}

/** The objects of a stack whose marker or secret is still missing. */
export interface HeldObjects {
    held: Held[];
    /** Tests whether a given secret belongs to the object; `undefined`: it cannot be tested. */
    secretWorks(urn: string, secret: string): Promise<boolean | undefined>;
    /** The provider of a refresh that writes the requested values and changes nothing else in the state. */
    serve(requests: ReadonlyMap<string, AdoptionRequest>): Promise<EngineServer>;
}

const typeOf = (token: ResourceToken) => resources[token] as unknown as AnyType;

/**
 * @param markers - whether to look for markers in the tenant; otherwise only for secrets, in the state
 * @param providerName - absent if the stack has only one provider
 */
export async function heldObjects(
    state: readonly StackResource[],
    connectionsOf: (resource: StackResource) => Connections,
    { markers, providerName }: { markers: boolean; providerName?: (resource: StackResource) => string },
): Promise<HeldObjects> {
    const objects = new Map<string, FoundObject>();
    const look = async (resource: StackResource): Promise<Held[]> => {
        const token = tokenOf(resource.type);
        const { urn, id, inputs = {}, outputs = {} } = resource;
        if (token === undefined || id === undefined || resource.external || resource.delete) return [];
        const type = typeOf(token);
        const [secret] = type.secrets;
        const secretUnknown = type.renewSecret !== undefined && secret !== undefined && !outputs[secret];
        // A native resource has no marker in its inputs before it is written.
        const declared: Bag = { ...markerOf(urn), ...split(inputs).own };
        const connections = connectionsOf(resource);
        const found =
            markers && declared["marker"] !== undefined
                ? await live(type, connections, { id, declared, outputs })
                : undefined;
        objects.set(urn, { id, connections, ...(found ?? { inputs: declared, outputs: split(outputs).own }) });
        if (found === undefined && !secretUnknown) return [];
        const about = { urn, type: token, name: urn.split("::").at(-1) ?? "", label: type.label(declared), id };
        return [
            {
                ...about,
                ...(providerName === undefined ? {} : { provider: providerName(resource) }),
                ...(found === undefined ? {} : { unmarked: true }),
                ...(secretUnknown ? { secretUnknown } : {}),
            },
        ];
    };
    const held = (await Promise.all(state.map(look))).flat();
    return {
        held,
        secretWorks: async (urn, secret) => {
            const token = held.find((one) => one.urn === urn)?.type;
            const object = objects.get(urn);
            if (token === undefined || object === undefined) throw notLookedUp(urn);
            const type = typeOf(token);
            return type.secretWorks?.(type.connect(object.connections), object.id, object.outputs, secret);
        },
        serve: (requests) =>
            serveEngine({ read: (request) => complete(request, objects, requests) }, { acceptSecrets: true }),
    };
}

/**
 * An object without a marker, with the marker that the state gives it. Nothing if the object is gone or has a marker.
 */
async function live(
    type: AnyType,
    connections: Connections,
    { id, declared, outputs }: { id: string; declared: Bag; outputs: Bag },
): Promise<Pick<FoundObject, "inputs" | "outputs"> | undefined> {
    const found = await readObject(type, connections, id, outputs, Object.keys(declared));
    if (found === undefined) return undefined;
    const { [unmarkedKey]: unmarked, marker, ...rest } = found.outputs;
    if (marker !== undefined && unmarked !== true) return undefined;
    return {
        inputs: { ...(plainDeep(found.inputs) as Bag), marker: declared["marker"] },
        outputs: plainDeep(rest) as Bag,
    };
}

/** Answers with the values of the state, so that a refresh hides no drift, plus the requested values. */
async function complete(
    request: provider.ReadRequest,
    objects: ReadonlyMap<string, FoundObject>,
    requests: ReadonlyMap<string, AdoptionRequest>,
): Promise<provider.ReadResponse> {
    const response = new provider.ReadResponse();
    response.setId(request.getId());
    response.setInputs(request.getInputs());
    const properties = fromStruct(request.getProperties());
    const [token, object, wanted] = [tokenIn(request), objects.get(request.getUrn()), requests.get(request.getUrn())];
    response.setProperties(request.getProperties());
    if (token === undefined || object === undefined || wanted === undefined) return response;
    const type = typeOf(token);
    const now = await fulfil(type, object, wanted);
    const marker = wanted.marker ? markerOf(request.getUrn()) : {};
    if (wanted.marker) delete properties[unmarkedKey];
    response.setInputs(toStruct({ ...fromStruct(request.getInputs()), ...marker }));
    const secrets = wanted.secret === undefined ? {} : pick(now, type.secrets);
    response.setProperties(toStruct({ ...properties, ...marker, ...toEngine(secrets, type.secrets) }));
    return response;
}

const pick = (bag: Bag, keys: readonly string[]): Bag => Object.fromEntries(keys.map((key) => [key, bag[key]]));
