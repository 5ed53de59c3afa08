import { type ApiDialect, ApiError, type CallFailure } from "./errors";
import { mayHaveArrived, proxyRefusal } from "./retry";
import type { Answer, Unanswered } from "./send";

/** A failed call, as far as its error may show it. */
export interface FailedCall {
    /** Method and path. */
    call: string;
    /** Whether it can be repeated without harm. */
    repeatable: boolean;
    /** The address of the request. */
    url: URL;
    /** Secrets of the request, because the server may repeat them. */
    secrets: readonly string[];
}

/** The error of a call that got no usable answer. Anything but an {@link Unanswered} is returned unchanged. */
export function unansweredCall(
    product: ApiDialect,
    { call, repeatable, url, secrets }: FailedCall,
    error: unknown,
): unknown {
    const { code } = error as Unanswered;
    if (!(error instanceof Error) || error.name !== "Unanswered") return error;
    const unknown = !repeatable && mayHaveArrived(code);
    const remedy = remedyFor(code, url, product);
    const failure = { call, code, ...(unknown ? { outcomeUnknown: true } : {}), ...(remedy ? { remedy } : {}) };
    return asError(product, failure, secrets);
}

/** Loaded on use, because most runs have no such call. */
const remedyFor = (code: string | undefined, url: URL, { addressKey }: ApiDialect): string | undefined =>
    (require("./network") as typeof import("./network")).networkRemedy(code, url, addressKey);

/** The error of a call that the server did not answer with success. */
export function refusedCall(product: ApiDialect, { call, repeatable, url, secrets }: FailedCall, answer: Answer) {
    const { status, headers, body } = answer;
    const correlationId = product.correlationHeader && headers[product.correlationHeader];
    const failure: CallFailure = {
        status,
        call,
        ...(status < 400 ? noSuccess(answer, url, product) : product.failureOf(parsed(body))),
        // This status comes from the proxy of an http address, never from a server.
        ...(status === 407 ? proxyAnswer(url, product) : {}),
        ...(typeof correlationId === "string" ? { correlationId } : {}),
        // A gateway may have lost the answer to a request that was carried out behind it.
        ...(!repeatable && (status < 400 || status >= 500 || status === 408) ? { outcomeUnknown: true } : {}),
    };
    return asError(product, failure, secrets);
}

function asError(product: ApiDialect, failure: CallFailure, secrets: readonly string[]): ApiError {
    const remedy = failure.remedy ?? product.remedyOf?.(failure);
    return new ApiError(product.name, { ...failure, ...(remedy ? { remedy } : {}) }, secrets);
}

/** The origin that an answer redirects to; `undefined` if it does not redirect. */
export function redirectOrigin({ status, headers: { location } }: Answer, url: URL): string | undefined {
    const redirects = status >= 300 && status <= 399 && location !== undefined && URL.canParse(location, url.href);
    return redirects ? new URL(location, url).origin : undefined;
}

function proxyAnswer(url: URL, product: ApiDialect): Pick<CallFailure, "code" | "remedy"> {
    const code = proxyRefusal(407);
    const remedy = remedyFor(code, url, product);
    return { code, ...(remedy ? { remedy } : {}) };
}

/** Neither success nor an error: most likely, something other than the product has answered. */
function noSuccess(answer: Answer, url: URL, { name, addressKey }: ApiDialect) {
    const origin = redirectOrigin(answer, url);
    const remedy =
        origin !== undefined && isSecured(url, new URL(origin))
            ? `Set ${addressKey} to the https address, ${origin}.`
            : `Something else answers instead of ${name}, such as a proxy or a login page. Check ${addressKey} and the network.`;
    const vendorMessage = origin === undefined ? "no success for this call" : `redirected to ${origin}`;
    return { vendorMessage, remedy };
}

const isSecured = (from: URL, to: URL): boolean =>
    from.protocol === "http:" && to.protocol === "https:" && from.hostname === to.hostname;

function parsed(body: unknown): unknown {
    if (typeof body !== "string") return body;
    try {
        return JSON.parse(body);
    } catch {
        return undefined; // for example a gateway's HTML page
    }
}
