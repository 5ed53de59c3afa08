import type { Connection, Connections } from "../core/connections";
import { idsIn, named as withNamesOf } from "../core/names";
import { PartialFailure, type ResourceType } from "../core/resourceType";
import { type Operation, secondsOf, timeoutKey } from "../core/timeouts";
import { Deadline, within } from "../transport/deadline";
import { ApiError } from "../transport/errors";
import { coded } from "../transport/message";
import { describe, plainError } from "../core/describe";
import { plainDeep } from "./wire";

type Bag = Record<string, unknown>;

/** The context of an operation. */
export interface Carrying {
    connections: Connections;
    /** The properties that name the object. */
    named: Bag;
    /** The resource's own timeouts, which override those of the connection. */
    timeouts?: Bag | undefined;
}

/** Runs an operation within its timeout. Its error is a message for the user. */
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
        const reason = connections.inNames(
            deadline?.passed ? `${words}\n${timedOut(operation, deadline.seconds)}` : words,
        );
        throw partial ? new PartialFailure(error.id, error.outputs, reason) : plainError(undefined, reason);
    }
}

const timedOut = (operation: Operation, seconds: number): string =>
    coded(
        "CC1210",
        `Timed out after ${seconds} s. To wait longer, set ${timeoutKey(operation)} or customTimeouts of the resource.`,
    );

/**
 * Whether names can be looked up after a failure: not if the product does not answer, or refuses requests for a while.
 */
const answers = (error: unknown): boolean =>
    !(error instanceof ApiError) ||
    (!error.login && (error.status ?? 500) < 500 && ![401, 429].includes(error.status ?? 0));
