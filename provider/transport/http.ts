import got, { HTTPError, RequestError } from "got";
import PQueue from "p-queue";
import { ApiError, type CallFailure } from "./errors";
import { mostAttempts, retryDelay } from "./retry";

export interface HttpSettings {
    /** The product, as messages name it. */
    product: string;
    /** A valid bearer token. */
    token(): Promise<string>;
    /** A token was refused; the next {@link HttpSettings.token} must be another. */
    tokenRefused(token: string): void;
    /** Requests a minute that a token may make. */
    requestsPerMinute: number;
    /** The vendor's error body in common words. */
    failureOf(body: unknown): Pick<CallFailure, "code" | "vendorMessage" | "correlationId">;
    /** The header that carries the vendor's correlation id. */
    correlationHeader: string;
}

export interface HttpRequest {
    method: string;
    url: string;
    query?: Record<string, unknown>;
    body?: unknown;
}

/** The one path of every call: token, limiter, retry, redaction, parse. */
export class Http {
    readonly #queue: PQueue;

    constructor(private readonly settings: HttpSettings) {
        // A window of a minute, as the vendor counts; ten at a time keep a slow tenant from being flooded.
        this.#queue = new PQueue({ concurrency: 10, interval: 60_000, intervalCap: settings.requestsPerMinute });
    }

    /** The parsed answer; `undefined` for an empty one. Throws {@link ApiError}. */
    async request(request: HttpRequest): Promise<unknown> {
        return this.#queue.add(() => this.#send(request));
    }

    async #send(request: HttpRequest, again = true): Promise<unknown> {
        const { method, url, query, body } = request;
        const target = new URL(url);
        for (const [key, value] of Object.entries(query ?? {}))
            if (value !== undefined && value !== null) target.searchParams.set(key, String(value));
        const token = await this.settings.token();
        try {
            const response = await client(target, {
                method: method as "GET",
                headers: { authorization: `Bearer ${token}` },
                ...(body === undefined ? {} : { json: body }),
            });
            return parse(response.body);
        } catch (error) {
            const failure = apiError(this.settings, error, `${method} ${target.pathname}`, method);
            // A token may be withdrawn at any time; a refused request was not carried out, so it may be sent again.
            if (!again || !(failure instanceof ApiError) || failure.status !== 401) throw failure;
            this.settings.tokenRefused(token);
            return this.#send(request, false);
        }
    }
}

const client = got.extend({
    timeout: { request: 30_000 },
    followRedirect: false,
    responseType: "text",
    headers: { accept: "application/json", "user-agent": "pulumi-contact-center" },
    retry: {
        limit: mostAttempts - 1,
        methods: ["GET", "PUT", "POST", "DELETE", "PATCH"],
        // Our own rule decides alone.
        enforceRetryRules: false,
        calculateDelay: ({ attemptCount, error, retryAfter }) =>
            retryDelay({
                count: attemptCount,
                method: error.options.method,
                status: error.response?.statusCode,
                code: error.code,
                retryAfter,
            }),
    },
});

/** An error of got holds the request's headers and body: nothing of it may go further. */
export function apiError(
    settings: Pick<HttpSettings, "product" | "failureOf" | "correlationHeader">,
    error: unknown,
    call: string,
    method: string,
): unknown {
    if (error instanceof ApiError || !(error instanceof RequestError)) return error;
    if (!(error instanceof HTTPError)) {
        const unknown = method === "POST" && !["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(error.code);
        return new ApiError(settings.product, {
            call,
            ...(error.code ? { code: error.code } : {}),
            ...(unknown ? { outcomeUnknown: true } : {}),
        });
    }
    const { statusCode, headers, body } = error.response;
    const correlationId = headers[settings.correlationHeader];
    return new ApiError(settings.product, {
        status: statusCode,
        call,
        ...settings.failureOf(tryParse(body)),
        ...(typeof correlationId === "string" ? { correlationId } : {}),
    });
}

function parse(text: unknown): unknown {
    return typeof text === "string" && text.trim() !== "" ? JSON.parse(text) : undefined;
}

function tryParse(text: unknown): unknown {
    try {
        return parse(text);
    } catch {
        return undefined; // a gateway's HTML page, for one
    }
}
