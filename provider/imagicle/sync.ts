import { currentDeadline } from "../transport/deadline";
import { UserError } from "../transport/errors";
import { redirectOrigin } from "../transport/failure";
import { poll } from "../transport/poll";
import { send, Unanswered } from "../transport/send";

/** How to start the synchronisation that Imagicle's web portal has configured. */
export interface SyncStart {
    /** Address of the UCX Suite, without the path of the interface. */
    url: string;
    username: string;
    password: string;
}

const path = "/fw/Apps/ApplicationSuite/WebAPI/UsersManagement/Sync/Start";

/** What each answer means (Imagicle: "User Sync integration API"). */
const meanings: Readonly<Record<number, string>> = {
    401: "the user name or the password is wrong",
    403: "the user may not start a synchronisation",
    409: "the synchronisation is disabled: enable it in the web portal",
    504: "the service is down",
};

/**
 * Starts the synchronisation; it says nothing of how that ends. One that is running already (503) is waited out.
 * @param patience - seconds to wait for a running one
 */
export async function startSync({ url, username, password }: SyncStart, patience = 600): Promise<void> {
    const target = new URL(`${url.replace(/\/+$/, "")}${path}`);
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    const refused = (reason: string) =>
        new UserError(`Imagicle did not start the synchronisation (POST ${path}): ${reason}`);
    await poll("the synchronisation that is running has ended", patience, async () => {
        const answer = await send(
            { method: "POST", url: target, headers: { authorization } },
            { repeatable: false, deadline: currentDeadline() },
        ).catch((error: unknown) => {
            throw error instanceof Unanswered ? refused(unreached(error)) : error;
        });
        const { status } = answer;
        if (status === 503) return false;
        // The only answer that the document names for a start.
        if (status === 202) return true;
        const redirected = redirectOrigin(answer, target);
        const meaning = redirected === undefined ? meanings[status] : `redirected to ${redirected}`;
        throw refused([status, meaning].filter(Boolean).join(", "));
    });
}

const unreached = ({ code, status }: Unanswered): string =>
    status === undefined
        ? `it could not be reached (${code})`
        : `${status}, and the answer is not Imagicle's (${code})`;
