import type { Connections } from "../connections";
import type { Connection, ResourceType } from "../resourceType";
import { encodeInputs } from "./check";
import { explained } from "./explained";
import { providerKey, toEngine } from "./wire";

type Bag = Record<string, unknown>;
// The types of one resource belong together, and only inside it; the face treats them all alike.
export type AnyType = ResourceType<Connection | undefined, Bag, Bag>;

/** One object as the state holds it. */
export interface ReadState {
    outputs: Bag;
    inputs: Bag;
}

/** Properties that a program declares; none of them where it knows nothing but the id. */
export const declaredIn = (type: AnyType, last: Bag): string[] =>
    Object.keys(type.inputs.shape).filter((property) => last[property] !== undefined);

/** What is there now; `undefined`: it is gone. Throws what a person can read. */
export async function readObject(
    type: AnyType,
    connections: Connections,
    id: string,
    props: Bag,
): Promise<ReadState | undefined> {
    const { [providerKey]: _text, ...last } = props;
    const declared = declaredIn(type, last);
    // A `get` wants everything.
    const wanted = declared.length === 0 ? Object.keys(type.inputs.shape) : declared;
    const outputs = await explained(type, "read", { connections, named: last }, () =>
        type.read(type.connect(connections), id, last),
    );
    return outputs && { outputs: shown(type, outputs, wanted), inputs: encodeInputs(type, outputs, wanted) };
}

/** Properties that are not declared are not reported. */
export function shown(type: AnyType, outputs: Bag, declared: readonly string[]): Bag {
    const hidden = Object.keys(type.inputs.shape).filter((property) => !declared.includes(property));
    const visible = Object.fromEntries(Object.entries(outputs).filter(([property]) => !hidden.includes(property)));
    return toEngine(visible, type.secrets);
}
