import { setTimeout as wait } from "node:timers/promises";
import { mayWait } from "./deadline";
import { UserError } from "./errors";

const now = () => performance.now();
/** Milliseconds. No vendor document says how long it really takes. */
const takesEffectIn = 200;

/**
 * Repeats a check at growing intervals until it succeeds. On timeout, throws an error that says what it was waiting
 * for.
 */
export async function poll(what: string, seconds: number, done: () => Promise<boolean>): Promise<void> {
    const end = now() + seconds * 1_000;
    for (let pause = 50; ; pause = Math.min(pause * 2, 2_000)) {
        if (await done()) return;
        if (now() + pause > end || !mayWait(pause))
            throw new UserError("CC1013", `timed out after ${seconds} s waiting until ${what}`);
        await wait(pause);
    }
}

/**
 * The same for requests that the vendor accepts and carries out a moment later, so that an immediate check would come
 * too early.
 */
export async function pollLater(what: string, seconds: number, done: () => Promise<boolean>): Promise<void> {
    await wait(takesEffectIn);
    await poll(what, seconds, done);
}

/** Retries a call while it fails with an error that passes. On timeout, throws the last error. */
export async function retryWhile<T>(
    passing: (error: unknown) => boolean,
    seconds: number,
    call: () => Promise<T>,
): Promise<T> {
    const end = now() + seconds * 1_000;
    for (let pause = 100; ; pause = Math.min(pause * 2, 2_000)) {
        try {
            return await call();
        } catch (error) {
            if (!passing(error) || now() + pause > end || !mayWait(pause)) throw error;
            await wait(pause);
        }
    }
}
