import { AsyncLocalStorage } from "node:async_hooks";

type Listener = (error: unknown) => void;

const events = ["uncaughtException", "unhandledRejection"] as const;
const programs = new AsyncLocalStorage<{ listener?: Listener }>();
let isListening = false;

/**
 * Runs a program so that it gets only its own uncaught errors. Pulumi's server reports them to every program in the
 * process: an error of a program whose engine was killed would fail the next one.
 *
 * @param run - adds Pulumi's listeners to the process at once, and calls `ended` when the program has ended
 */
export function withOwnErrors(run: (ended: () => void) => void): void {
    listen();
    const program: { listener?: Listener } = {};
    programs.run(program, () => run(() => delete program.listener));
    for (const event of events) {
        const listener = process.listeners(event as "uncaughtException").at(-1) as Listener;
        process.off(event, listener);
        program.listener = listener;
    }
}

function listen(): void {
    if (isListening) return;
    isListening = true;
    process.on("uncaughtException", (error) => programs.getStore()?.listener?.(error));
    process.on("unhandledRejection", (error) => {
        const program = programs.getStore();
        // Without a program, it is an error of the test.
        if (program === undefined) throw error;
        program.listener?.(error);
    });
}
