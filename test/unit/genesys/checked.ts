import type { z } from "zod";
import type { ResourceType } from "../../../provider/core/resourceType";
import type { Simulator } from "../../../simulator";

/** Inputs as a resource type gets them: validated and normalized. */
export function checked<Api, I extends object, O extends I>(type: ResourceType<Api, I, O>, inputs: object): I {
    return (type.inputs as z.ZodType<I>).parse(inputs);
}

/** The calls that changed something, in order. */
export const writes = (sim: Simulator): string[] => sim.writes().map(({ route }) => route);
