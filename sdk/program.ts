import type { AsyncLocalStorage } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import { nativeContext } from "./native";

/**
 * A value that belongs to one running program. A process may run many programs, one after the other or at the same
 * time, as unit tests and the Automation API do. Each program has its own connection to the engine, which Pulumi keeps
 * separate.
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

/** Whether the program is a function that the Automation API runs. Other programs may share its process. */
export const isInline = (): boolean =>
    (globalThis as { asyncLocalStorage?: AsyncLocalStorage<unknown> }).asyncLocalStorage?.getStore() !== undefined;

const reported = perProgram(() => new Set<string>());

/** The exit code of a program whose errors are logged already: Pulumi then prints nothing more. */
const errorsAreLogged = 32;

/**
 * Fails the program with an error on one of its resources, once per message. The rest of the program is still checked.
 */
export function reportError(message: string, resource?: pulumi.Resource): void {
    const key = message.replace(ofOneCall, "");
    if (reported().has(key)) return;
    reported().add(key);
    const native = nativeContext();
    if (native !== undefined) return void native.errors.push(message);
    void pulumi.log.error(message, resource);
    // A logged error makes a function of the Automation API fail, but not a program of the command line.
    if (!isInline() && !isMocked()) process.exitCode = errorsAreLogged;
}

/** The parts that differ between two copies of an error: the vendor's id of the call, and the program's line. */
const ofOneCall = /\n(?:Correlation id [^\n]*|\([^\n()]*:\d+:\d+\))/g;

const resources = perProgram((): { first?: Promise<void> } => ({}));

/** Records that the program declares a resource. */
export function noteResource(parent: pulumi.Resource | undefined = pulumi.runtime.getStackResource()): void {
    // It is sent to the engine shortly after the engine knows its parent.
    resources().first ??= new Promise((resolve) => {
        if (parent === undefined || isMocked()) resolve();
        else parent.urn.apply(() => setTimeout(resolve, 10));
    });
}

/** Milliseconds: the first resource may itself wait for the lookup. */
const longestWait = 500;

/**
 * Resolves when the program sends its first resource, for which the engine starts the provider. Loading the lookup code
 * keeps this process busy and would otherwise delay that start.
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
 * Records that a lookup failed, so that its value is unknown. A preview reports it at once. An update rejects the first
 * resource that needs the value.
 */
export function noteFailure(message: string, resource: pulumi.Resource): void {
    if (pulumi.runtime.isDryRun() || isMocked()) reportError(message, resource);
    else failures().push(message);
}

/** The lookups that failed in this update. */
export const notedFailures = (): readonly string[] => [...new Set(failures())];
