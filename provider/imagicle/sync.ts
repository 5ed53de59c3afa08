import { setTimeout as wait } from "node:timers/promises";
import { currentDeadline, mayWait } from "../transport/deadline";
import { UserError } from "../transport/errors";
import { redirectOrigin } from "../transport/failure";
import { networkRemedy } from "../transport/network";
import { send, Unanswered } from "../transport/send";

/** How to start the synchronization that is configured in Imagicle's web portal. */
export interface SyncStart {
    /** Address of the UCX Suite, without the path of the API. */
    url: string;
    username: string;
    password: string;
}

/** How long to wait for a running synchronization. */
export interface Patience {
    /** @default 600 */
    seconds?: number;
    /** Called before each wait, with its milliseconds and the time left after it. */
    busy?(pause: number, left: number): void;
}

const path = "/fw/Apps/ApplicationSuite/WebAPI/UsersManagement/Sync/Start";

/** Meaning of each answer (Imagicle: "User Sync integration API"). */
const meanings: Readonly<Record<number, string>> = {
    401: "the user name or the password is wrong",
    403: "the user may not start a synchronization",
    409: "the synchronization is disabled. Enable it in the web portal",
    504: "the service is down",
};

/** Milliseconds between attempts, because a synchronization may take long. */
const firstPause = 50;
const longestPause = 30_000;

/** Starts the synchronization; does not report how it ends. If one is already running (503), it waits for it. */
export async function startSync(start: SyncStart, { seconds = 600, busy }: Patience = {}): Promise<void> {
    const end = performance.now() + seconds * 1_000;
    for (let pause = firstPause; !(await isStarted(start)); pause = Math.min(pause * 2, longestPause)) {
        const left = end - performance.now() - pause;
        if (left < 0 || !mayWait(pause))
            throw refused(`503, another synchronization was still running after ${seconds} s. Try again later`);
        busy?.(pause, left);
        await wait(pause);
    }
}

/** `Imagicle is busy, next attempt in 30 s (4 min left)`; nothing for a wait too short to notice. */
export function busyText(pause: number, left: number): string | undefined {
    if (pause < 2_000) return undefined;
    const seconds = Math.round(left / 1_000);
    const rest = seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
    return `Imagicle is busy, next attempt in ${Math.round(pause / 1_000)} s (${rest} left)`;
}

const refused = (reason: string) =>
    new UserError("CC4022", `Imagicle did not start the synchronization (POST ${path}): ${reason}`);

/** Whether it has started. If not, another one is running. */
async function isStarted({ url, username, password }: SyncStart): Promise<boolean> {
    const target = new URL(`${url.replace(/\/+$/, "")}${path}`);
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    const answer = await send(
        { method: "POST", url: target, headers: { authorization } },
        { repeatable: false, deadline: currentDeadline() },
    ).catch((error: unknown) => {
        throw error instanceof Unanswered ? refused(unreached(error, target)) : error;
    });
    const { status } = answer;
    if (status === 503) return false;
    // The only status that the document names for a start.
    if (status === 202) return true;
    const redirected = redirectOrigin(answer, target);
    const meaning = redirected === undefined ? meanings[status] : `redirected to ${redirected}`;
    throw refused([status, meaning].filter(Boolean).join(", "));
}

function unreached({ code, status }: Unanswered, target: URL): string {
    if (status !== undefined) return `${status}, and the answer does not come from Imagicle (${code})`;
    const remedy = networkRemedy(code, target, "the address of Imagicle");
    return [`it could not be reached (${code})`, remedy].filter(Boolean).join("\n");
}
