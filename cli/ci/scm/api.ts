import type { RequestError } from "got";
import got, { type Got, HTTPError } from "got";
import { UserError } from "../../../provider/transport/errors";

interface Place {
    /** `GitHub` */
    name: string;
    /** What calls' paths follow; without it, each call has its whole address. */
    url?: string;
    headers: Record<string, string>;
    /** What the token must be allowed to do. */
    rights: string;
}

/** Requests to a source control host. Reads and changes are repeated where it is busy; what adds something is not. */
export function apiOf({ name, url, headers, rights }: Place): Got {
    return got.extend({
        ...(url === undefined ? {} : { prefixUrl: url }),
        headers: { ...headers, "user-agent": "contact-center" },
        timeout: { request: 30_000 },
        responseType: "json",
        hooks: { beforeError: [(error: RequestError) => userErrorOf(error, name, rights) as unknown as RequestError] },
    });
}

/** Without headers and bodies: the token is among them. */
function userErrorOf(error: RequestError, name: string, rights: string): UserError {
    const { method = "", url } = error.options;
    const call = `${method} ${url instanceof URL ? url.pathname : ""}`;
    if (!(error instanceof HTTPError)) return new UserError(`${name} cannot be reached (${call}): ${error.code}`);
    const { statusCode, body } = error.response;
    const said = (body as { message?: unknown } | undefined)?.message;
    const remedy = [401, 403, 404].includes(statusCode) ? `; the token needs ${rights}` : "";
    return new UserError(`${name} refused ${call}: ${statusCode} ${typeof said === "string" ? said : ""}${remedy}`);
}
