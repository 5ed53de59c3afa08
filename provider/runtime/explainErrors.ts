import type { Connection, Connections } from "../core/connections";
import { idsIn, named as withNamesOf } from "../core/names";
import { PartialFailure, type ResourceType } from "../core/resourceType";
import { type Operation, secondsOf, timeoutKey } from "../core/timeouts";
import { Deadline, within } from "../transport/deadline";
import { ApiError } from "../transport/errors";
import { describe, plainError } from "../core/describe";
import { plainDeep } from "./wire";

type Bag = Record<string, unknown>;

/** What an operation is carried out with. */
export interface Carrying {
    connections: Connections;
    /** What names the object. */
    named: Bag;
    /** The resource's own timeouts, over those of the connection. */
    timeouts?: Bag | undefined;
}

/** Carries an operation out within its time; its failure is a message for a person. */
export async function explainErrors<T>(
    type: Pick<ResourceType<Connection | undefined, Bag, Bag>, "title" | "label" | "references" | "connect">,
    operation: Operation,
    { connections, named, timeouts }: Carrying,
    work: () => Promise<T>,
): Promise<T> {
    let deadline: Deadline | undefined;
    try {
        deadline = new Deadline(
            secondsOf(timeouts?.[operation]) ?? connections.timeout(operation),
            operation !== "delete",
        );
        return await within(deadline, work);
    } catch (error) {
        const partial = error instanceof PartialFailure;
        const cause = partial ? error.failure : error;
        const plain = describe(operation, type.title, type.label(named), cause, partial);
        const words =
            answers(cause) && !deadline?.passed
                ? await withNamesOf(plain, idsIn(type.references, plainDeep(named) as Bag), () =>
                      type.connect(connections),
                  )
                : plain;
        const reason = deadline?.passed
            ? `${words}\nGiven up because ${deadline.seconds} s have passed; ${timeoutKey(operation)}, or customTimeouts of the resource, sets another limit.`
            : words;
        throw partial ? new PartialFailure(error.id, error.outputs, reason) : plainError(reason);
    }
}

/** Whether the product can be asked for names after a failure: not if it does not answer, or no more for a while. */
const answers = (error: unknown): boolean =>
    !(error instanceof ApiError) ||
    (!error.login && (error.status ?? 500) < 500 && ![401, 429].includes(error.status ?? 0));
