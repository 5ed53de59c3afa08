import { AsyncLocalStorage } from "node:async_hooks";

/** How long an operation may take with everything that it waits for. */
export class Deadline {
    readonly #end: number;
    #passed = false;

    constructor(
        readonly seconds: number,
        /** Whether a new object may be unknown to parts of the vendor's service for a moment. */
        readonly awaitsNew = false,
        private readonly now: () => number = () => performance.now(),
    ) {
        this.#end = now() + seconds * 1_000;
    }

    /** Whether there is time for a wait; once there is not, the operation gives up. */
    allows(milliseconds: number): boolean {
        if (this.now() + milliseconds <= this.#end) return true;
        this.#passed = true;
        return false;
    }

    /** Milliseconds until it passes. */
    get left(): number {
        return this.#end - this.now();
    }

    /** Whether something was given up because of it. */
    get passed(): boolean {
        return this.#passed;
    }
}

const current = new AsyncLocalStorage<Deadline>();

/** Every wait below `work` heeds the deadline. */
export const within = <T>(deadline: Deadline, work: () => Promise<T>): Promise<T> => current.run(deadline, work);

/** The deadline of the operation that this is part of. */
export const currentDeadline = (): Deadline | undefined => current.getStore();

/** Whether the operation that this is part of may wait so long. */
export const mayWait = (milliseconds: number): boolean => currentDeadline()?.allows(milliseconds) ?? true;
