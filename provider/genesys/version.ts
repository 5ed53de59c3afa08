import { setTimeout as wait } from "node:timers/promises";
import { ApiError, UserError } from "../transport/errors";
import { retryWhile } from "../transport/poll";

/** Concurrent writes end soon; the first waits are a tenth of a second. */
const passesWithin = 3;
const mostTries = 5;

/** Genesys answers 409 to any write, or 400 with this text, if an object has changed since it was read. */
function isConflict(error: unknown): boolean {
    if (!(error instanceof ApiError)) return false;
    if (error.status === 409) return true;
    return error.status === 400 && /does not match the current version/i.test(error.vendorMessage ?? "");
}

/** Writes whose bodies depend on a read: {@link writeVersioned} reads again before it retries. */
const isVersioned = (method: string, path: string): boolean =>
    method === "PUT" ? !path.endsWith("/users/remove") : method === "POST" && /\/groups\/[^/]+\/members$/.test(path);

/** Retries a write that does not depend on a read until it meets no conflict. */
export function unlessConflict<T>(method: string, path: string, send: () => Promise<T>): Promise<T> {
    return isVersioned(method, path) ? send() : retryWhile(isConflict, passesWithin, send);
}

/**
 * Read, merge, write for objects with a version. After a conflict the object is read and merged again. A conflict in a
 * property that we manage is an error that shows both values, so that no change is silently lost.
 *
 * @param managed - the values of the properties that we manage, with their current values
 */
export async function writeVersioned<Object, Result>(steps: {
    what: string;
    read(): Promise<Object>;
    managed(current: Object): Record<string, unknown>;
    wanted: Record<string, unknown>;
    write(current: Object): Promise<Result>;
    first?: Object;
}): Promise<Result> {
    let current = steps.first ?? (await steps.read());
    for (let tries = 1; ; tries++) {
        try {
            return await steps.write(current);
        } catch (error) {
            if (!isConflict(error) || tries >= mostTries) throw error;
        }
        // Others may continue to write, so only the first conflict is retried at once.
        if (tries > 1) await wait(50 * 2 ** tries);
        const before = steps.managed(current);
        current = await steps.read();
        refuseOverwrite(steps.what, before, steps.managed(current), steps.wanted);
    }
}

function refuseOverwrite(
    what: string,
    before: Record<string, unknown>,
    now: Record<string, unknown>,
    wanted: Record<string, unknown>,
): void {
    const text = (value: unknown) => JSON.stringify(value) ?? "nothing";
    const clashes = Object.keys(wanted).filter(
        (key) => text(now[key]) !== text(before[key]) && text(now[key]) !== text(wanted[key]),
    );
    if (clashes.length === 0) return;
    const lines = clashes.map(
        (key) => `${key}: ${text(now[key])} in Genesys Cloud, ${text(wanted[key])} in the program`,
    );
    throw new UserError(
        "CC2050",
        `someone else changed ${what} at the same time:\n  ${lines.join("\n  ")}\nRun \`pulumi refresh\`, decide which value is right, and run \`pulumi up\` again`,
    );
}
