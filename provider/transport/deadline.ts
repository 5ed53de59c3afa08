import { AsyncLocalStorage } from "node:async_hooks";

/** The time that an operation may take, including everything that it waits for. */
export class Deadline {
    readonly #end: number;
    #passed = false;

    constructor(
        readonly seconds: number,
        /** Whether parts of the vendor's service may not know a new object yet. */
        readonly awaitsNew = false,
        private readonly now: () => number = () => performance.now(),
    ) {
        this.#end = now() + seconds * 1_000;
    }

    /** Whether there is enough time for a wait. If not, the operation gives up. */
    allows(milliseconds: number): boolean {
        if (this.now() + milliseconds <= this.#end) return true;
        this.#passed = true;
        return false;
    }

    /** Milliseconds until it passes. */
    get left(): number {
        return this.#end - this.now();
    }

    /** Whether the operation gave up because of it. */
    get passed(): boolean {
        return this.#passed;
    }
}

const current = new AsyncLocalStorage<Deadline>();

/** Every wait within `work` observes the deadline. */
export const within = <T>(deadline: Deadline, work: () => Promise<T>): Promise<T> => current.run(deadline, work);

/** The deadline of the current operation. */
export const currentDeadline = (): Deadline | undefined => current.getStore();

/** Whether the current operation may wait this long. */
export const mayWait = (milliseconds: number): boolean => currentDeadline()?.allows(milliseconds) ?? true;
