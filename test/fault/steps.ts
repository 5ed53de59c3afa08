import { createOnce } from "../../provider/core/createOnce";
import { openCreateLog } from "../../provider/core/createLog";
import type { Connection } from "../../provider/core/connections";
import { PartialFailure, type ResourceType } from "../../provider/core/resourceType";
import { canonical } from "../../provider/core/json";
import { Deadline, within } from "../../provider/transport/deadline";

type Bag = Record<string, unknown>;
type AnyType = ResourceType<Connection, Bag, Bag>;

/** One resource as the engine's state has it. */
export interface Kept {
    id: string;
    inputs: Bag;
    outputs: Bag;
    /** Whether all that is declared was set. */
    whole: boolean;
}
export type State = Map<string, Kept>;

/** One resource of a program; every version of it. */
export interface Declared {
    name: string;
    type: AnyType;
    inputs(state: State, version: number): object;
}

export const declared = <Api, I extends object, O extends I>(
    name: string,
    type: ResourceType<Api, I, O>,
    inputs: Declared["inputs"],
): Declared => ({ name, type: type as unknown as AnyType, inputs });

/** Where a program runs. */
export interface Place {
    api: Connection;
    /** Folder of the create log. */
    home: string;
    /** Milliseconds that lists may lag behind. */
    patience: number;
    /** Seconds for one operation. @default 60 */
    timeout?: number | undefined;
    /** Whether the process is dead: this one simulates it, and must not continue after a wait. */
    dead?: (() => boolean) | undefined;
}

/**
 * One run, as the engine would do it: its own process, one resource after the other, the state kept after each.
 * @param version - of the program; 0: everything is destroyed
 */
export async function runProgram(program: readonly Declared[], place: Place, state: State, version: number) {
    const now = () => (place.dead?.() ? Number.MAX_SAFE_INTEGER : performance.now());
    const operation = <T>(work: () => Promise<T>): Promise<T> =>
        place.dead?.() ? new Promise(() => undefined) : within(new Deadline(place.timeout ?? 60, true, now), work);
    if (version === 0) for (const one of [...program].reverse()) await operation(() => remove(place, state, one));
    else for (const one of program) await operation(() => reach(place, state, one, version));
}

const noted = ({ api, home }: Place, { type }: Declared, inputs: Bag) =>
    openCreateLog([api.target, type.title, String(inputs["marker"] ?? canonical(inputs))], home);

async function reach(place: Place, state: State, one: Declared, version: number): Promise<void> {
    const { api, patience } = place;
    const { name, type, inputs } = one;
    const next = type.inputs.parse(inputs(state, version)) as Bag;
    const last = state.get(name);
    const same = (key: string) => canonical(last?.inputs[key]) === canonical(next[key]);
    const replaced = last !== undefined && type.replaceOn.some((key) => !same(key));
    if (replaced) await remove(place, state, one);
    const before = state.get(name);
    const keep = (id: string, outputs: Bag, whole = true) => state.set(name, { id, outputs, whole, inputs: next });
    try {
        if (before === undefined) {
            const createLog = noted(place, one, next);
            const { id, outputs } = await createOnce(type, api, next, { createLog, patience });
            keep(id, outputs);
        } else if (!before.whole || !Object.keys({ ...before.inputs, ...next }).every(same)) {
            const outputs = await type.update?.(api, before.id, before.outputs, next);
            keep(before.id, outputs ?? {});
        }
    } catch (error) {
        if (!(error instanceof PartialFailure)) throw error;
        keep(error.id, error.outputs as Bag, false);
        throw error.failure;
    }
}

async function remove(place: Place, state: State, one: Declared): Promise<void> {
    const last = state.get(one.name);
    if (last === undefined) return;
    await one.type.delete(place.api, last.id, last.outputs);
    state.delete(one.name);
    noted(place, one, last.inputs).forget();
}
