import got, { HTTPError, RequestError } from "got";
import { UserError } from "../transport/errors";
import { poll } from "../transport/poll";

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
    const refused = (reason: string) =>
        new UserError(`Imagicle did not start the synchronisation (POST ${path}): ${reason}`);
    await poll("the synchronisation that is running has ended", patience, async () => {
        try {
            await got.post(`${url.replace(/\/+$/, "")}${path}`, {
                username,
                password,
                retry: { limit: 0 },
                timeout: { request: 30_000 },
                followRedirect: false,
            });
            return true;
        } catch (error) {
            if (!(error instanceof RequestError)) throw error;
            if (!(error instanceof HTTPError)) throw refused(`it could not be reached (${error.code})`);
            const { statusCode } = error.response;
            if (statusCode === 503) return false;
            throw refused(`${statusCode}${meanings[statusCode] ? `, ${meanings[statusCode]}` : ""}`);
        }
    });
}
