import type { AsyncLocalStorage } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";

/**
 * Something that belongs to one running program. A process may run many, one after the other or at the same time: unit
 * tests do, and the Automation API. Each has a connection to the engine of its own, which Pulumi keeps apart.
 */
export function perProgram<T>(create: () => T): () => T {
    const values = new WeakMap<object, T>();
    return () => {
        const program = pulumi.runtime.getMonitor() ?? noProgram;
        const known = values.get(program) ?? create();
        values.set(program, known);
        return known;
    };
}

const noProgram = {};

/** Whether the program is a unit test with `pulumi.runtime.setMocks`. */
export function isMocked(): boolean {
    const monitor = pulumi.runtime.getMonitor();
    return monitor !== undefined && "mocks" in monitor;
}

/** Whether the program is a function that the Automation API runs, which other programs may share a process with. */
const isInline = (): boolean =>
    (globalThis as { asyncLocalStorage?: AsyncLocalStorage<unknown> }).asyncLocalStorage?.getStore() !== undefined;

const reported = perProgram(() => new Set<string>());

/** Fails the program with an error at one of its resources, once for each message; what it declares else is still checked. */
export function reportError(message: string, resource?: pulumi.Resource): void {
    if (reported().has(message)) return;
    reported().add(message);
    // Pulumi lets a program that was started by the command line end well in spite of logged errors, and a rejection
    // that nobody handles ends every program of a process.
    if (isInline() || isMocked()) void pulumi.log.error(message, resource);
    else void Promise.reject(new ReportedError(message, resource));
}

class ReportedError extends pulumi.ResourceError {
    constructor(message: string, resource: pulumi.Resource | undefined) {
        super(message, resource, true);
    }
}
