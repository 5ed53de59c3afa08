import got, { HTTPError, type Method, RequestError, type Response, type RetryObject } from "got";
import { currentDeadline, type Deadline } from "./deadline";
import { type ApiDialect, ApiError, type CallFailure } from "./errors";
import type { Quota } from "./quota";
import { mayHaveArrived, mostAttempts, retryDelay } from "./retry";

/** Where a request was counted, and what its answer is reported with. */
export interface Counted {
    quota: Quota;
    round: number;
}

/** What a request's retries need to know. */
export interface RetryContext {
    repeatable: boolean;
    deadline: Deadline | undefined;
    /** Absent where no quota is kept. */
    counted?: Counted;
}

const contextOf = (error: RequestError): RetryContext => error.options.context as unknown as RetryContext;

/** Our own rule decides alone. A refusal for a quota that is kept is none of its business. */
function ownRetry() {
    return {
        limit: mostAttempts - 1,
        methods: ["GET", "PUT", "POST", "DELETE", "PATCH"] as Method[],
        enforceRetryRules: false,
        calculateDelay: ({ attemptCount, error }: RetryObject) => {
            const { repeatable, deadline, counted } = contextOf(error);
            // An answer that broke off, or that cannot be read, is none.
            const status = error instanceof HTTPError ? error.response.statusCode : undefined;
            if (status === 429 && counted !== undefined) return 0;
            const delay = retryDelay({
                count: attemptCount,
                repeatable,
                status,
                code: error.code,
                retryAfter: error instanceof HTTPError ? waitOf(error.response) : undefined,
            });
            return deadline?.allows(delay) === false ? 0 : delay;
        },
    };
}

/** The answer behind an error, if there was one. */
export const answerOf = (error: unknown): Response | undefined =>
    error instanceof HTTPError ? error.response : undefined;

/** Milliseconds of Retry-After: seconds, or a time by the server's clock, which need not be ours. */
export function waitOf({ headers }: Response): number | undefined {
    const text = headers["retry-after"];
    if (text === undefined) return undefined;
    const seconds = Number(text);
    const here = Date.parse(headers.date ?? "");
    const wait = Number.isFinite(seconds)
        ? seconds * 1_000
        : Date.parse(text) - (Number.isNaN(here) ? Date.now() : here);
    return wait > 0 ? wait : undefined;
}

/** A request that is sent again counts again. */
function countAgain(error: RequestError): void {
    const { counted } = contextOf(error);
    if (counted === undefined) return;
    counted.quota.answered(counted.round);
    counted.round = counted.quota.sent();
}

export const send = got.extend({
    timeout: { request: 30_000 },
    followRedirect: false,
    responseType: "json",
    headers: { accept: "application/json", "user-agent": "pulumi-contact-center" },
    retry: ownRetry(),
    hooks: { beforeRetry: [countAgain] },
});

/** Asks for a token, which changes nothing: as safe to repeat as a read. */
export const askForToken = <Answer>(url: URL, form: Record<string, string>, headers: Record<string, string>) =>
    got
        .post(url, {
            form,
            headers,
            timeout: { request: 30_000 },
            followRedirect: false,
            context: { repeatable: true, deadline: currentDeadline() } satisfies RetryContext,
            retry: ownRetry(),
        })
        .json<Answer>();

/** An error of got holds the request's headers and body: nothing of it may go further. */
export function apiError(product: ApiDialect, error: unknown, call: string, repeatable: boolean): unknown {
    if (error instanceof ApiError || !(error instanceof RequestError)) return error;
    const failure = failureOf(product, error, call, repeatable);
    const remedy = product.remedyOf?.(failure);
    return new ApiError(product.name, { ...failure, ...(remedy ? { remedy } : {}) });
}

function failureOf(product: ApiDialect, error: RequestError, call: string, repeatable: boolean): CallFailure {
    if (!(error instanceof HTTPError)) {
        const unknown = !repeatable && mayHaveArrived(error.code);
        return { call, ...(error.code ? { code: error.code } : {}), ...(unknown ? { outcomeUnknown: true } : {}) };
    }
    const { statusCode, headers, body } = error.response;
    const correlationId = product.correlationHeader && headers[product.correlationHeader];
    return {
        status: statusCode,
        call,
        ...product.failureOf(typeof body === "string" ? tryParse(body) : body),
        ...(typeof correlationId === "string" ? { correlationId } : {}),
        // A gateway may have lost the answer of what was carried out behind it.
        ...(!repeatable && (statusCode >= 500 || statusCode === 408) ? { outcomeUnknown: true } : {}),
    };
}

function tryParse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined; // a gateway's HTML page, for one
    }
}
