import { setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";
import type { Connection } from "./connections";
import { type Difference, differences } from "./differences";
import { PartialFailure, type ResourceType } from "./resourceType";
import { encoded } from "./schema";
import { mayWait } from "../transport/deadline";
import { UserError } from "../transport/errors";

// The result of a write is what the server has afterwards, never what was sent.

type Bag = Record<string, unknown>;

/** Properties whose outputs differ from the declared values, with both values in the form of the state. */
function undeclared(schema: z.ZodObject, declared: object, outputs: object): Difference[] {
    const shape = schema.shape as Record<string, z.ZodType>;
    const given = Object.entries(declared).filter(([, value]) => value !== undefined);
    const inState = (bag: Bag) =>
        Object.fromEntries(
            given
                .filter(([property]) => bag[property] !== undefined && bag[property] !== null)
                .map(([property]) => [property, encoded(shape[property] as z.ZodType, bag[property])]),
        );
    return differences(inState(Object.fromEntries(given)), inState(outputs as Bag));
}

/** Whether outputs show all declared values. */
export const isDeclared = (schema: z.ZodObject, declared: object, outputs: object): boolean =>
    undeclared(schema, declared, outputs).length === 0;

/**
 * For a write with several requests: the answer to one of them, if it shows the declared values. Otherwise it may be
 * incomplete or outdated, so the object is read.
 */
export async function confirmed<Answer extends object, Read extends object>(
    answer: Answer,
    shows: (answer: Answer) => boolean,
    read: () => Promise<Read>,
): Promise<Answer | Read> {
    try {
        if (shows(answer)) return answer;
    } catch (error) {
        if (!(error instanceof UserError)) throw error; // an answer that cannot be read
    }
    return read();
}

/**
 * Ends every create and update. If the outputs do not show all declared values, the object is read. If it still
 * differs, an error names each property with both values. The state keeps the server's values.
 */
export async function confirm<Api extends Connection | undefined, I extends object, O extends I>(
    type: ResourceType<Api, I, O>,
    api: Api,
    declared: I,
    { id, outputs: written }: { id: string; outputs: O },
): Promise<O> {
    let outputs = written;
    const left = () =>
        undeclared(type.inputs, declared, outputs).filter(({ path, found }) => type.isFixed?.(path, found) !== true);
    // No vendor document says how long a read may return the values from before a write.
    const end = Date.now() + (api?.listLag ?? 0);
    for (let pause = 100, still = left(); still.length > 0; pause = Math.min(pause * 2, 2_000)) {
        const now = await type.read(api, id, { ...outputs, ...declared }, true).catch((error: unknown) => {
            throw new PartialFailure(id, outputs, error);
        });
        outputs = now ?? outputs;
        still = left();
        if (still.length === 0) break;
        if (Date.now() + pause > end || !mayWait(pause)) throw new PartialFailure(id, outputs, differs(type, still));
        await wait(pause);
    }
    return outputs;
}

function differs({ secrets }: { secrets: readonly string[] }, found: readonly Difference[]): UserError {
    const lines = found.map(({ path, declared, found: there }) => {
        const isSecret = secrets.some((secret) => path === secret || path.startsWith(`${secret}.`));
        return isSecret
            ? `${path} differs from the declared value`
            : `${path}: declared ${text(declared)}, on the server ${text(there)}`;
    });
    const list = lines.join("\n  ");
    return new UserError("CC1110", `the server accepted the change but does not have the declared values:\n  ${list}`);
}

/** A short hint, not the full value. */
function text(value: unknown): string {
    const json = value === undefined ? "nothing" : JSON.stringify(value);
    return json.length > 200 ? `${json.slice(0, 200)}…` : json;
}
