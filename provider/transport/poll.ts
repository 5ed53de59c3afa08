import { setTimeout as wait } from "node:timers/promises";
import { mayWait } from "./deadline";
import { UserError } from "./errors";

const now = () => performance.now();
/** Milliseconds; how long it really takes is in no vendor document. */
const takesEffectIn = 200;

/** Asks until the answer is yes, at growing intervals; an error that says what was waited for when time is up. */
export async function poll(what: string, seconds: number, done: () => Promise<boolean>): Promise<void> {
    const end = now() + seconds * 1_000;
    for (let pause = 50; ; pause = Math.min(pause * 2, 2_000)) {
        if (await done()) return;
        if (now() + pause > end || !mayWait(pause)) throw new UserError(`waited ${seconds} s in vain until ${what}`);
        await wait(pause);
    }
}

/** The same for what the vendor accepts and carries out a moment later: the first question would come too early. */
export async function pollLater(what: string, seconds: number, done: () => Promise<boolean>): Promise<void> {
    await wait(takesEffectIn);
    await poll(what, seconds, done);
}

/** Repeats a call while it fails in a way that passes by itself; the last error when time is up. */
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
