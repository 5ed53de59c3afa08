import { isNative, typeInUrn } from "../provider/core/token";
import { resources, type ResourceToken, tokenOf } from "../provider/resources";
import { markerIn, nativeState, toDynamic } from "../provider/runtime/native";
import type { AnyType, ReadState } from "../provider/runtime/read";
import { plainDeep, providerKey, timeoutsIn } from "../provider/runtime/wire";

// Operations know properties only in the form of the dynamic provider, in which sets are records. Here the properties
// of native resources are converted to this form and back.

type Bag = Record<string, unknown>;

/** The type of a native resource; nothing for any other resource. */
function nativeType(engineType: string): AnyType | undefined {
    const token: ResourceToken | undefined = isNative(engineType) ? tokenOf(engineType) : undefined;
    return token === undefined ? undefined : (resources[token] as unknown as AnyType);
}

/** Inputs of a resource in the form of the dynamic provider. */
export function dynamicInputs(engineType: string, inputs: Bag): Bag {
    const type = nativeType(engineType);
    return type === undefined ? inputs : toDynamic(type, inputs);
}

/** The same in plain text. */
export const plainInputs = (engineType: string, inputs: Bag): Bag =>
    plainDeep(dynamicInputs(engineType, inputs)) as Bag;

/** A resource of a state or of a plan, with its inputs in the form of the dynamic provider. */
export const inDynamicForm = <One extends { type: string; inputs?: Bag }>(resource: One): One =>
    resource.inputs === undefined ? resource : { ...resource, inputs: dynamicInputs(resource.type, resource.inputs) };

/** The marker of a native resource, which its plugin adds to its inputs; nothing for any other resource. */
export function markerOf(urn: string): { marker?: string } {
    const type = nativeType(typeInUrn(urn));
    return type !== undefined && "marker" in type.inputs.shape ? { marker: markerIn(urn) } : {};
}

/**
 * An object in the form of its resource, for an answer to the engine.
 * @param given - what the engine has sent: its secrets, its timeouts and the text of its provider stay
 */
export function inOwnForm(engineType: string, { inputs, outputs }: ReadState, given: Bag): ReadState {
    const type = nativeType(engineType);
    if (type !== undefined) return nativeState(type, { inputs, outputs }, given);
    const own = { ...timeoutsIn(given), [providerKey]: given[providerKey] };
    return { inputs: { ...inputs, ...own }, outputs: { ...outputs, ...own } };
}
