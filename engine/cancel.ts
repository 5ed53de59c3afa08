import { AsyncLocalStorage } from "node:async_hooks";
import type { ChildProcess } from "node:child_process";
import { UserError } from "../provider/transport/errors";

/** How a command ends that a signal has interrupted, as shells say it. */
const statuses = { SIGINT: 130, SIGTERM: 143 } as const;
type CancelSignal = keyof typeof statuses;

/** A command that was interrupted, with its exit status. */
export class Interrupted extends UserError {
    constructor(
        readonly status: number,
        message = "interrupted",
    ) {
        super(message);
    }
}

/** Whether somebody has asked for the end: Ctrl-C at a terminal, a pipeline that cancels its job. */
export class Interruption {
    readonly #asked = new AbortController();
    readonly #engines = new Set<ChildProcess>();
    #stop: (reason: Interrupted) => void = () => undefined;
    readonly #ended = new Promise<never>((_resolve, reject) => (this.#stop = reject));

    constructor() {
        // Nobody need wait for it.
        this.#ended.catch(() => undefined);
    }

    /** Aborts when somebody asks. */
    get signal(): AbortSignal {
        return this.#asked.signal;
    }

    get asked(): boolean {
        return this.signal.aborted;
    }

    /** The result of `work`; throws {@link Interrupted} if somebody asks meanwhile, as soon as no engine runs any more. */
    until<T>(work: Promise<T>): Promise<T> {
        return Promise.race([work, this.#ended]);
    }

    /** The first signal lets an engine finish what it has begun, one more ends it at once. */
    ask(signal: CancelSignal): void {
        this.#asked.abort(new Interrupted(statuses[signal]));
        for (const engine of this.#engines) engine.kill("SIGINT");
        this.#look();
    }

    /**
     * Interrupts this engine, too, when somebody asks.
     * @param patience - milliseconds after which it is ended at once: it would wait for a tenant that does not answer
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

/** The interruption that the running work heeds. */
export const interruption = (): Interruption | undefined => current.getStore();

/** Does work that heeds signals: they end the engines that it has started, and this process does not end before them. */
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
