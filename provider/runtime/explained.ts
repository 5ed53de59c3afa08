import type { Connections } from "../connections";
import { PartialFailure, type ResourceType } from "../resourceType";
import { type Operation, timeoutKey } from "../timeouts";
import { Deadline, within } from "../transport/deadline";
import { describe, plainError } from "./describe";

type Bag = Record<string, unknown>;

/** Carries an operation out within its time; its failure is a message for a person. */
export async function explained<T>(
    { title, label }: Pick<ResourceType<never, Bag, Bag>, "title" | "label">,
    operation: Operation,
    { connections, named }: { connections: Connections; named: Bag },
    work: () => Promise<T>,
): Promise<T> {
    let deadline: Deadline | undefined;
    try {
        deadline = new Deadline(connections.timeout(operation), operation !== "delete");
        return await within(deadline, work);
    } catch (error) {
        const partial = error instanceof PartialFailure;
        const words = describe(operation, title, label(named), partial ? error.failure : error, partial);
        const reason = deadline?.passed
            ? `${words}\nGiven up because ${deadline.seconds} s have passed; ${timeoutKey(operation)} sets another limit.`
            : words;
        throw partial ? new PartialFailure(error.id, error.outputs, reason) : plainError(reason);
    }
}
