import type { Progress, Request, RequestError, Response } from "got";
import got, { type Got } from "got";
import { addressProblem, allowsHttp } from "../../../provider/core/configuration";
import { answerLimit, tooLong, tooLongRemedy } from "../../../provider/transport/answerLimit";
import { UserError } from "../../../provider/transport/errors";
import { vendorText } from "../../../provider/transport/foreignText";
import { networkRemedy } from "../../../provider/transport/network";
import { agentsFor, proxyFor } from "../../../provider/transport/proxy";
import { nextLink } from "../../../provider/transport/link";

interface Place {
    /** `GitHub` */
    name: string;
    /** Base address of the calls. Without it, each call has a full address. */
    url?: string;
    headers: Record<string, string>;
    /** The permissions that the token needs. */
    rights: string;
}

/** Throws a {@link UserError} for each address, by its variable, that must not receive the token. */
export function requireSafe(addresses: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): void {
    const httpAllowed = allowsHttp({ get: () => undefined }, env);
    const problems = Object.entries(addresses).flatMap(
        ([variable, address]) => addressProblem(variable, address, { httpAllowed }) ?? [],
    );
    if (problems.length > 0) throw new UserError(undefined, problems.join("\n"));
    // Throws for a proxy that cannot be used.
    for (const address of Object.values(addresses)) proxyFor(new URL(address), env);
}

/**
 * Requests to a source control host. Reads and changes are retried if it is busy. Requests that add something are not.
 * The token is sent only to this host: redirects and pages of another origin are errors.
 */
export function apiOf(place: Place): Got {
    const { url, headers } = place;
    return got.extend({
        ...(url === undefined ? {} : { prefixUrl: url }),
        headers: { ...headers, "user-agent": "contact-center" },
        timeout: { request: 30_000 },
        responseType: "json",
        // A redirect that is not followed would otherwise count as a success.
        followRedirect: true,
        maxRedirects: 0,
        handlers: [
            (options, next) => {
                const stop = new AbortController();
                options.signal = stop.signal;
                const request = next(options);
                (request as Request).on("downloadProgress", ({ transferred }: Progress) => {
                    if (transferred > answerLimit())
                        stop.abort(
                            new UserError(
                                "CC7006",
                                `${place.name} gave no usable answer (${tooLong})\n${tooLongRemedy()}`,
                            ),
                        );
                });
                return request;
            },
        ],
        hooks: {
            beforeRequest: [
                (options) => {
                    if (options.url instanceof URL) options.agent = agentsFor(options.url);
                },
            ],
            beforeError: [(error: RequestError) => userErrorOf(error, place) as unknown as RequestError],
        },
        pagination: { paginate: ({ response }) => nextPage(response as Response, place) },
    });
}

/** The next page, from the Link header; `false` after the last one. */
function nextPage({ headers, requestUrl }: Response, { name }: Place): { url: URL; searchParams: undefined } | false {
    const link = nextLink(headers);
    if (link === undefined) return false;
    const [here, next] = [requestUrl, new URL(link, requestUrl)];
    if (next.origin !== here.origin)
        throw new UserError(
            "CC7007",
            `${name} links to a next page on another server, ${next.origin}. Nothing was sent there`,
        );
    if (next.href === here.href)
        throw new UserError("CC7008", `${name} links a page of a list to itself, so the list has no end`);
    return { url: next, searchParams: undefined };
}

/** A server may echo a header, or only the token in it. */
const secretsOf = (headers: Place["headers"]): string[] =>
    Object.values(headers).flatMap((value) => [value, value.replace(/^\w+ /, "")]);

/** Without headers and bodies, because they contain the token. */
function userErrorOf(error: RequestError, { name, rights, headers }: Place): UserError {
    const { method = "", url } = error.options;
    const call = `${method} ${url instanceof URL ? url.pathname : ""}`;
    const { response } = error;
    if (response === undefined) {
        const reason = `${name} could not be reached (${error.code}, ${call})`;
        const remedy =
            url instanceof URL ? networkRemedy(error.code, url, "the address in the variables of the pipeline") : "";
        return new UserError("CC7009", [reason, remedy].filter(Boolean).join("\n"));
    }
    const { statusCode, body, headers: answered } = response;
    const { location } = answered;
    if (statusCode >= 300 && statusCode <= 399 && location !== undefined && URL.canParse(location, url?.toString()))
        return new UserError(
            "CC7010",
            `${name} redirects ${call} to ${new URL(location, url).origin}: the token was not sent there. Check the address in the variables of the pipeline`,
        );
    const said = (body as { message?: unknown } | undefined)?.message;
    const text = typeof said === "string" ? vendorText(said, secretsOf(headers)) : "";
    const remedy = [401, 403, 404].includes(statusCode) ? `. The token needs ${rights}` : "";
    return new UserError("CC7011", `${name} refused ${call}: ${statusCode} ${text}${remedy}`);
}
