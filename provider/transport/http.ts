import got, { HTTPError, type Method, RequestError, type Response, type RetryObject } from "got";
import PQueue from "p-queue";
import { ApiError, type CallFailure } from "./errors";
import { AsyncLocalStorage } from "node:async_hooks";
import { currentDeadline, type Deadline } from "./deadline";
import { mayHaveArrived, mostAttempts, retryDelay } from "./retry";

/** A product, as far as the reading of its failures goes. */
export interface Product {
    /** As messages name it. */
    name: string;
    /** The vendor's error body in common words. */
    failureOf(body: unknown): Pick<CallFailure, "code" | "vendorMessage" | "correlationId">;
    /** What to do about a failure, where more can be said than the status tells. */
    remedyOf?(failure: CallFailure): string | undefined;
    /** The header that carries the vendor's correlation id. */
    correlationHeader?: string;
}

export interface HttpSettings {
    product: Product;
    /** A valid bearer token. */
    token(): Promise<string>;
    /** A token was refused; the next {@link HttpSettings.token} must be another. */
    tokenRefused(token: string): void;
    /** Requests a minute that a token may make. @default no limit */
    requestsPerMinute?: number;
}

export interface HttpRequest {
    method: string;
    url: string;
    query?: Record<string, unknown>;
    body?: unknown;
    /** Whether it may be sent again when nobody knows whether it was carried out. @default not a POST or PATCH */
    repeatable?: boolean;
}

/** What a request's retries need to know. */
interface RetryContext {
    repeatable: boolean;
    deadline: Deadline | undefined;
}

/** The one path of every call: token, limiter, retry, redaction, parse. */
export class Http {
    readonly #queue: PQueue;

    constructor(private readonly settings: HttpSettings) {
        const { requestsPerMinute } = settings;
        // A window of a minute, as the vendor counts; ten at a time keep a slow tenant from being flooded.
        const quota = requestsPerMinute === undefined ? {} : { interval: 60_000, intervalCap: requestsPerMinute };
        this.#queue = new PQueue({ concurrency: 10, ...quota });
    }

    /** The parsed answer; `undefined` for an empty one. Throws {@link ApiError}. */
    async request(request: HttpRequest): Promise<unknown> {
        const { body } = await this.#queued(request);
        return body === "" ? undefined : body;
    }

    /** One page of a list and the address of the next, as the header Link tells it; never another server's. */
    async page(request: HttpRequest): Promise<{ body: unknown; next: string | undefined }> {
        const { body, headers } = await this.#queued(request);
        const links = [headers.link ?? []].flat().join(",");
        const next = /<([^>]+)>\s*;[^,]*rel="?next"?/i.exec(links)?.[1];
        const here = new URL(request.url).origin;
        return {
            body,
            next: next !== undefined && new URL(next, here).origin === here ? next : undefined,
        };
    }

    /** The id of what a POST has made: the last part of the answer's Location. Throws {@link ApiError}. */
    async created(request: HttpRequest): Promise<string> {
        const { headers } = await this.#queued({ ...request, repeatable: false });
        const id = decodeURIComponent(headers.location?.split("/").at(-1) ?? "");
        if (id !== "") return id;
        const call = `${request.method} ${new URL(request.url).pathname}`;
        throw new ApiError(this.settings.product.name, { call, code: "no Location", outcomeUnknown: true });
    }

    /** The queue starts a task where another has ended: the operation's deadline goes with it. */
    #queued(request: HttpRequest): Promise<Response<unknown>> {
        return this.#queue.add(AsyncLocalStorage.bind(() => this.#send(request)));
    }

    async #send(request: HttpRequest, again = true): Promise<Response<unknown>> {
        const { method, url, query, body, repeatable = method !== "POST" && method !== "PATCH" } = request;
        const target = new URL(url);
        for (const [key, value] of Object.entries(query ?? {}))
            if (value !== undefined && value !== null) target.searchParams.set(key, String(value));
        const token = await this.settings.token();
        try {
            return await client<unknown>(target, {
                method: method as "GET",
                headers: { authorization: `Bearer ${token}` },
                context: { repeatable, deadline: currentDeadline() } satisfies RetryContext,
                ...(body === undefined ? {} : { json: body }),
            });
        } catch (error) {
            const failure = apiError(this.settings.product, error, `${method} ${target.pathname}`, repeatable);
            // A token may be withdrawn at any time; a refused request was not carried out, so it may be sent again.
            if (!again || !(failure instanceof ApiError) || failure.status !== 401) throw failure;
            this.settings.tokenRefused(token);
            return this.#send(request, false);
        }
    }
}

/** Our own rule decides alone. */
export function ownRetry() {
    return {
        limit: mostAttempts - 1,
        methods: ["GET", "PUT", "POST", "DELETE", "PATCH"] as Method[],
        enforceRetryRules: false,
        calculateDelay: ({ attemptCount, error }: RetryObject) => {
            const { repeatable, deadline } = error.options.context as unknown as RetryContext;
            const delay = retryDelay({
                count: attemptCount,
                repeatable,
                // An answer that broke off, or that cannot be read, is none.
                status: error instanceof HTTPError ? error.response.statusCode : undefined,
                code: error.code,
                retryAfter: error instanceof HTTPError ? waitOf(error.response) : undefined,
            });
            return deadline?.allows(delay) === false ? 0 : delay;
        },
    };
}

/** Milliseconds of Retry-After: seconds, or a time by the server's clock, which need not be ours. */
function waitOf({ headers }: Response): number | undefined {
    const text = headers["retry-after"];
    if (text === undefined) return undefined;
    const seconds = Number(text);
    const here = Date.parse(headers.date ?? "");
    const wait = Number.isFinite(seconds)
        ? seconds * 1_000
        : Date.parse(text) - (Number.isNaN(here) ? Date.now() : here);
    return wait > 0 ? wait : undefined;
}

const client = got.extend({
    timeout: { request: 30_000 },
    followRedirect: false,
    responseType: "json",
    headers: { accept: "application/json", "user-agent": "pulumi-contact-center" },
    retry: ownRetry(),
});

/** An error of got holds the request's headers and body: nothing of it may go further. */
export function apiError(product: Product, error: unknown, call: string, repeatable: boolean): unknown {
    if (error instanceof ApiError || !(error instanceof RequestError)) return error;
    const failure = failureOf(product, error, call, repeatable);
    const remedy = product.remedyOf?.(failure);
    return new ApiError(product.name, { ...failure, ...(remedy ? { remedy } : {}) });
}

function failureOf(product: Product, error: RequestError, call: string, repeatable: boolean): CallFailure {
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
