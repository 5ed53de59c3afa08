import type { Connection, Connections } from "../core/connections";
import type { ResourceType } from "../core/resourceType";
import { encodeInputs } from "./check";
import { explainErrors } from "./explainErrors";
import { split, timeoutsIn, toEngine, unmarkedKey } from "./wire";

type Bag = Record<string, unknown>;
// The types of one resource belong together only inside it; the runtime treats them all alike.
export type AnyType = ResourceType<Connection | undefined, Bag, Bag>;

/** One object as the state holds it. */
export interface ReadState {
    outputs: Bag;
    inputs: Bag;
}

/** Properties that a program declares; none if only the id is known. */
export const declaredProperties = (type: AnyType, last: Bag): string[] =>
    Object.keys(type.inputs.shape).filter((property) => last[property] !== undefined);

/**
 * The current values; `undefined`: the object is gone. Errors are messages for the user.
 * @param declared - properties that a program declares. @default those that `props` holds
 */
export async function readObject(
    type: AnyType,
    connections: Connections,
    id: string,
    props: Bag,
    declared = declaredProperties(type, props),
): Promise<ReadState | undefined> {
    const { [unmarkedKey]: unmarked, ...last } = split(props).own;
    // A `get` reads everything.
    const wanted = declared.length === 0 ? Object.keys(type.inputs.shape) : declared;
    const found = await explainErrors(type, "read", { connections, named: last, timeouts: split(props).timeouts }, () =>
        type.read(type.connect(connections), id, last),
    );
    // The marker was not removed: it was not written yet.
    const outputs = found && unmarked && found["marker"] === undefined ? withoutMarker(found, last) : found;
    if (outputs === undefined) return undefined;
    const state = asState(type, outputs, wanted);
    return { outputs: { ...state.outputs, ...timeoutsIn(props) }, inputs: { ...state.inputs, ...timeoutsIn(props) } };
}

/** An object as the state holds it. */
export const asState = (type: AnyType, outputs: Bag, wanted: readonly string[]): ReadState => ({
    outputs: visibleOutputs(type, outputs, wanted),
    inputs: encodeInputs(type, outputs, wanted),
});

/** The outputs of an object whose marker is written with its next change. */
export const withoutMarker = (outputs: Bag, { marker }: Bag): Bag => ({ ...outputs, marker, [unmarkedKey]: true });

/** Undeclared properties are not reported. */
export function visibleOutputs(type: AnyType, outputs: Bag, declared: readonly string[]): Bag {
    const hidden = Object.keys(type.inputs.shape).filter((property) => !declared.includes(property));
    const visible = Object.fromEntries(Object.entries(outputs).filter(([property]) => !hidden.includes(property)));
    return toEngine(visible, type.secrets);
}
