import * as pulumi from "@pulumi/pulumi";
import { isOfResources, known, recovered } from "./outputs";
import { notedFailures } from "./program";

/** An id: the text, or the resource that has it. */
export type IdOf<R extends pulumi.CustomResource> = pulumi.Input<string | R>;

/** Arguments as they are sent to the engine. */
export interface Prepared {
    properties: Record<string, unknown>;
    /** What the lookups among them say that failed; absent if there are none to wait for. */
    failures?: Promise<string[]>;
}

/**
 * Puts the id in the place of each resource. A lookup that fails becomes an unknown value: the caller reports it once,
 * where Pulumi would end the process, and with it every program that shares it.
 */
export function prepare(args: object): Prepared {
    const failures: string[] = [];
    const pending: Promise<unknown>[] = [];
    const failed = (error: unknown): pulumi.Output<never> => {
        failures.push(messageOf(error));
        return unknown;
    };
    // In an update everything is known, but for what a component could not look up.
    const refuseUnknown = () => pulumi.runtime.isDryRun() || failures.push(...notedFailures());
    const convert = (value: unknown): unknown => {
        if (typeof value !== "object" || value === null) return value;
        if (pulumi.Output.isInstance<unknown>(value)) {
            if (isOfResources(value)) return value;
            const output = recovered(value.apply(convert), failed);
            pending.push(known(output).then((settled) => settled ?? refuseUnknown()));
            return output;
        }
        if (value instanceof Promise) {
            const settled = value.then(convert, failed);
            pending.push(settled);
            return settled;
        }
        if (pulumi.CustomResource.isInstance(value)) return value.id;
        if (Array.isArray(value)) return value.map(convert);
        if (!isPlain(value)) return value;
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, convert(inner)]));
    };
    const properties = convert(args) as Record<string, unknown>;
    return pending.length === 0 ? { properties } : { properties, failures: allSettled(pending).then(() => failures) };
}

/** A value that came late may hold further ones. A fault of the program's own is Pulumi's to report. */
async function allSettled(pending: readonly Promise<unknown>[]): Promise<void> {
    for (let count = 0; count < pending.length;) {
        count = pending.length;
        await Promise.allSettled(pending);
    }
}

/** A value that is not known yet. */
export const unknown = pulumi.output(pulumi.unknown) as unknown as pulumi.Output<never>;

/** What a user error says; any other error is a fault of the program's, and Pulumi's to show. */
export function messageOf(error: unknown): string {
    if (pulumi.RunError.isInstance(error) || (error instanceof Error && error.name === "UserError"))
        return error.message;
    throw error;
}

const isPlain = (value: object): boolean => [Object.prototype, null].includes(Object.getPrototypeOf(value) as never);

/** Whether a value holds nothing that has to be waited for. */
export function isSettled(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return true;
    if (pulumi.Output.isInstance(value) || value instanceof Promise) return false;
    return Object.values(value).every(isSettled);
}
