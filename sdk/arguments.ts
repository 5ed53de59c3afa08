import * as pulumi from "@pulumi/pulumi";
import { isOfResources, known, recovered } from "./outputs";
import { notedFailures } from "./program";

/** An id: either the text itself or the resource that has the id. */
export type IdOf<R extends pulumi.CustomResource> = pulumi.Input<string | R>;

/** Arguments as they are sent to the engine. */
export interface Prepared {
    properties: Record<string, unknown>;
    /** Errors of the failed lookups among the arguments; absent if no lookup needs to be awaited. */
    failures?: Promise<string[]>;
}

/**
 * Replaces each resource with its id. A lookup that fails becomes an unknown value, and the caller reports it once.
 * Pulumi would end the process instead, and with it every program that shares the process.
 */
export function prepare(args: object): Prepared {
    const failures: string[] = [];
    const pending: Promise<unknown>[] = [];
    const failed = (error: unknown): pulumi.Output<never> => {
        failures.push(messageOf(error));
        return unknown;
    };
    // In an update, every value is known except those that a component failed to look up.
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

/** A value that resolves later can contain further such values. Pulumi reports errors of the program itself. */
async function allSettled(pending: readonly Promise<unknown>[]): Promise<void> {
    for (let count = 0; count < pending.length;) {
        count = pending.length;
        await Promise.allSettled(pending);
    }
}

/** A value that is not known yet. */
export const unknown = pulumi.output(pulumi.unknown) as unknown as pulumi.Output<never>;

/** The message of a user error. Any other error is a bug in the program, which Pulumi reports. */
export function messageOf(error: unknown): string {
    if (pulumi.RunError.isInstance(error) || (error instanceof Error && error.name === "UserError"))
        return error.message;
    throw error;
}

const isPlain = (value: object): boolean => [Object.prototype, null].includes(Object.getPrototypeOf(value) as never);

/** Whether a value contains nothing that must be awaited. */
export function isSettled(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return true;
    if (pulumi.Output.isInstance(value) || value instanceof Promise) return false;
    return Object.values(value).every(isSettled);
}
