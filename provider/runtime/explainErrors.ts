import type { Connections } from "../core/connections";
import { PartialFailure, type ResourceType } from "../core/resourceType";
import { type Operation, secondsOf, timeoutKey } from "../core/timeouts";
import { Deadline, within } from "../transport/deadline";
import { describe, plainError } from "../core/describe";

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
    { title, label }: Pick<ResourceType<never, Bag, Bag>, "title" | "label">,
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
        const words = describe(operation, title, label(named), partial ? error.failure : error, partial);
        const reason = deadline?.passed
            ? `${words}\nGiven up because ${deadline.seconds} s have passed; ${timeoutKey(operation)}, or customTimeouts of the resource, sets another limit.`
            : words;
        throw partial ? new PartialFailure(error.id, error.outputs, reason) : plainError(reason);
    }
}
