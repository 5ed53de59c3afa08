import { setTimeout as wait } from "node:timers/promises";
import { UserError } from "./errors";

/** Asks until the answer is yes, at growing intervals; an error that says what was waited for when time is up. */
export async function poll(what: string, seconds: number, done: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + seconds * 1_000;
    for (let pause = 50; ; pause = Math.min(pause * 2, 2_000)) {
        if (await done()) return;
        if (Date.now() + pause > end) throw new UserError(`waited ${seconds} s in vain until ${what}`);
        await wait(pause);
    }
}

/** Repeats a call while it fails in a way that passes by itself; the last error when time is up. */
export async function retryWhile<T>(
    passing: (error: unknown) => boolean,
    seconds: number,
    call: () => Promise<T>,
): Promise<T> {
    const end = Date.now() + seconds * 1_000;
    for (let pause = 100; ; pause = Math.min(pause * 2, 2_000)) {
        try {
            return await call();
        } catch (error) {
            if (!passing(error) || Date.now() + pause > end) throw error;
            await wait(pause);
        }
    }
}
