import { AsyncLocalStorage } from "node:async_hooks";
import type { ChildProcess } from "node:child_process";
import { UserError } from "../provider/transport/errors";

/** Exit status of a command that a signal has interrupted, by the shells' convention. */
const statuses = { SIGINT: 130, SIGTERM: 143 } as const;
type CancelSignal = keyof typeof statuses;

/** A command that was interrupted, with its exit status. */
export class Interrupted extends UserError {
    constructor(readonly status: number) {
        super("CC8001", "interrupted");
    }
}

/** An interruption that may be requested: Ctrl-C at a terminal, or a pipeline that cancels its job. */
export class Interruption {
    readonly #asked = new AbortController();
    readonly #engines = new Set<ChildProcess>();
    #stop: (reason: Interrupted) => void = () => undefined;
    readonly #ended = new Promise<never>((_resolve, reject) => (this.#stop = reject));

    constructor() {
        // It need not be awaited.
        this.#ended.catch(() => undefined);
    }

    /** Aborts when an interruption is requested. */
    get signal(): AbortSignal {
        return this.#asked.signal;
    }

    get asked(): boolean {
        return this.signal.aborted;
    }

    /**
     * The result of `work`. If an interruption is requested meanwhile, throws {@link Interrupted} as soon as no engine
     * is running.
     */
    until<T>(work: Promise<T>): Promise<T> {
        return Promise.race([work, this.#ended]);
    }

    /** The first signal lets an engine finish its current work. A second one ends it at once. */
    ask(signal: CancelSignal): void {
        this.#asked.abort(new Interrupted(statuses[signal]));
        for (const engine of this.#engines) engine.kill("SIGINT");
        this.#look();
    }

    /**
     * Interrupts this engine too when an interruption is requested.
     * @param patience - milliseconds after which it is killed, because it would wait for a tenant that does not answer
     */
    add(engine: ChildProcess, patience?: number): void {
        this.#engines.add(engine);
        let timer: NodeJS.Timeout | undefined;
        const hurry = () => (timer = setTimeout(() => engine.kill("SIGINT"), patience));
        if (patience !== undefined) this.signal.addEventListener("abort", hurry);
        const end = () => {
            clearTimeout(timer);
            this.signal.removeEventListener("abort", hurry);
            this.#engines.delete(engine);
            this.#look();
        };
        engine.once("close", end).once("error", end);
    }

    #look(): void {
        if (this.asked && this.#engines.size === 0) this.#stop(this.signal.reason as Interrupted);
    }
}

const current = new AsyncLocalStorage<Interruption>();

/** The interruption that applies to the running work. */
export const interruption = (): Interruption | undefined => current.getStore();

/** Runs work that handles signals: they end the engines that it started, and this process does not exit before them. */
export async function interruptible<T>(work: (interruption: Interruption) => Promise<T>): Promise<T> {
    const own = new Interruption();
    // A pipeline sends SIGINT, then SIGTERM.
    const onSignal = (signal: NodeJS.Signals) => own.ask(signal as CancelSignal);
    const signals = Object.keys(statuses) as CancelSignal[];
    for (const signal of signals) process.on(signal, onSignal);
    try {
        return await current.run(own, () => work(own));
    } finally {
        for (const signal of signals) process.off(signal, onSignal);
    }
}
