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
export const isInline = (): boolean =>
    (globalThis as { asyncLocalStorage?: AsyncLocalStorage<unknown> }).asyncLocalStorage?.getStore() !== undefined;

const reported = perProgram(() => new Set<string>());

/** What a program's process ends with if its errors are logged already: Pulumi then prints nothing more. */
const errorsAreLogged = 32;

/** Fails the program with an error at one of its resources, once for each message. The rest is still checked. */
export function reportError(message: string, resource?: pulumi.Resource): void {
    const key = message.replace(ofOneCall, "");
    if (reported().has(key)) return;
    reported().add(key);
    void pulumi.log.error(message, resource);
    // Logged errors fail a function of the Automation API by themselves, and a program of the command line not.
    if (!isInline() && !isMocked()) process.exitCode = errorsAreLogged;
}

/** What differs in an error that comes twice: the vendor's id of the call, and the program's line. */
const ofOneCall = /\n(?:Correlation id [^\n]*|\([^\n()]*:\d+:\d+\))/g;

const resources = perProgram((): { first?: Promise<void> } => ({}));

/** Notes that the program declares a resource. */
export function noteResource(parent: pulumi.Resource | undefined = pulumi.runtime.getStackResource()): void {
    // It is sent to the engine a moment after its parent is known there.
    resources().first ??= new Promise((resolve) => {
        if (parent === undefined || isMocked()) resolve();
        else parent.urn.apply(() => setTimeout(resolve, 10));
    });
}

/** Milliseconds: the first resource may itself wait for the lookup. */
const longestWait = 500;

/**
 * Ends when the program's first resource is sent, for which the engine starts the provider. What a lookup loads keeps
 * this process busy: done before, the start would wait for it.
 */
export async function firstResourceSent(): Promise<void> {
    await Promise.resolve(); // until the program has declared what it can
    const { first } = resources();
    if (first === undefined) return;
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([first, new Promise((resolve) => (timer = setTimeout(resolve, longestWait)))]);
    clearTimeout(timer);
}

const failures = perProgram((): string[] => []);

/**
 * Notes that a value could not be looked up, and so is unknown. A preview reports it at once. An update refuses the
 * first resource that needs the value.
 */
export function noteFailure(message: string, resource: pulumi.Resource): void {
    if (pulumi.runtime.isDryRun() || isMocked()) reportError(message, resource);
    else failures().push(message);
}

/** What this update could not look up. */
export const notedFailures = (): readonly string[] => [...new Set(failures())];
