import { type ApiDialect, ApiError, type CallFailure } from "./errors";
import { mayHaveArrived, proxyRefusal } from "./retry";
import type { Answer, Unanswered } from "./send";

/** A call that failed, as far as its error may tell of it. */
export interface FailedCall {
    /** Method and path. */
    call: string;
    /** Whether it does no harm twice. */
    repeatable: boolean;
    /** Where it was sent to. */
    url: URL;
    /** What the request held: the server may repeat it. */
    secrets: readonly string[];
}

/** The error of a call that got no usable answer; anything but an {@link Unanswered} as it is. */
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

/** Loaded on use: most runs have no such call. */
const remedyFor = (code: string | undefined, url: URL, { addressKey }: ApiDialect): string | undefined =>
    (require("./network") as typeof import("./network")).networkRemedy(code, url, addressKey);

/** The error of a call that the server answered with something else than success. */
export function refusedCall(product: ApiDialect, { call, repeatable, url, secrets }: FailedCall, answer: Answer) {
    const { status, headers, body } = answer;
    const correlationId = product.correlationHeader && headers[product.correlationHeader];
    const failure: CallFailure = {
        status,
        call,
        ...(status < 400 ? noSuccess(answer, url, product) : product.failureOf(parsed(body))),
        // No server answers so, but the proxy of an http address.
        ...(status === 407 ? proxyAnswer(url, product) : {}),
        ...(typeof correlationId === "string" ? { correlationId } : {}),
        // A gateway may have lost the answer of what was carried out behind it.
        ...(!repeatable && (status < 400 || status >= 500 || status === 408) ? { outcomeUnknown: true } : {}),
    };
    return asError(product, failure, secrets);
}

function asError(product: ApiDialect, failure: CallFailure, secrets: readonly string[]): ApiError {
    const remedy = failure.remedy ?? product.remedyOf?.(failure);
    return new ApiError(product.name, { ...failure, ...(remedy ? { remedy } : {}) }, secrets);
}

/** Where an answer redirects to; `undefined` if it does not. */
export function redirectOrigin({ status, headers: { location } }: Answer, url: URL): string | undefined {
    const redirects = status >= 300 && status <= 399 && location !== undefined && URL.canParse(location, url.href);
    return redirects ? new URL(location, url).origin : undefined;
}

function proxyAnswer(url: URL, product: ApiDialect): Pick<CallFailure, "code" | "remedy"> {
    const code = proxyRefusal(407);
    const remedy = remedyFor(code, url, product);
    return { code, ...(remedy ? { remedy } : {}) };
}

/** Neither success nor refusal: something else than the product has answered, most likely. */
function noSuccess(answer: Answer, url: URL, { name, addressKey }: ApiDialect) {
    const origin = redirectOrigin(answer, url);
    const remedy =
        origin !== undefined && isSecured(url, new URL(origin))
            ? `Set ${addressKey} to the https address, ${origin}.`
            : `Something answers in place of ${name}, such as a proxy or a login page: check ${addressKey} and the network.`;
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
        return undefined; // a gateway's HTML page, for one
    }
}
