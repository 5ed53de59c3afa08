import { confirm } from "../../provider/core/confirm";
import type { Connections } from "../../provider/core/connections";
import { PartialFailure } from "../../provider/core/resourceType";
import { decodeFound } from "../../provider/runtime/check";
import { explainErrors } from "../../provider/runtime/explainErrors";
import type { AnyType, ReadState } from "../../provider/runtime/read";
import { unmarkedKey } from "../../provider/runtime/wire";

type Bag = Record<string, unknown>;

/** What to write to an object, in addition to adopting it. */
export interface AdoptionRequest {
    /** Its existing secret, or a new one. @default none in the state */
    secret?: { value: string } | "renewed";
    /** Whether to write the marker. */
    marker?: boolean;
}

/** An object of the tenant as it is, with the marker that the stack gives it; secrets in plain text. */
export interface FoundObject extends ReadState {
    id: string;
    /**
     * The connections by which it was found. An import uses them too, because it may configure a provider with the
     * settings of the state.
     */
    connections: Connections;
}

/** Writes only what the request asks for. Returns the object's outputs afterwards. */
export async function fulfil(
    type: AnyType,
    { id, connections, inputs, outputs }: FoundObject,
    { marker = false, secret }: AdoptionRequest = {},
): Promise<Bag> {
    const api = type.connect(connections);
    const [secretKey = ""] = type.secrets;
    const work = async () => {
        let now = outputs;
        if (marker && type.update !== undefined) {
            const marked = decodeFound<Bag>(type, inputs);
            const written = await type.update(api, id, outputs, marked);
            await confirm(type, api, { marker: marked["marker"] }, { id, outputs: written });
            const { [unmarkedKey]: _written, ...rest } = outputs;
            now = rest;
        }
        if (secret === "renewed" && type.renewSecret !== undefined)
            return { ...now, [secretKey]: (await type.renewSecret(api, id, now))[secretKey] };
        return typeof secret === "object" ? { ...now, [secretKey]: secret.value } : now;
    };
    return explainErrors(type, "update", { connections, named: inputs }, work).catch((error: unknown) => {
        throw error instanceof PartialFailure ? new Error(String(error.failure)) : error;
    });
}
