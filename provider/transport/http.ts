import got, { HTTPError, type Method, RequestError, type Response, type RetryObject } from "got";
import PQueue from "p-queue";
import { ApiError, type CallFailure } from "./errors";
import { mostAttempts, retryDelay } from "./retry";

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
        return parse((await this.#queue.add(() => this.#send(request))).body);
    }

    /** One page of a list and the address of the next, as the header Link tells it; never another server's. */
    async page(request: HttpRequest): Promise<{ body: unknown; next: string | undefined }> {
        const { body, headers } = await this.#queue.add(() => this.#send(request));
        const links = [headers.link ?? []].flat().join(",");
        const next = /<([^>]+)>\s*;[^,]*rel="?next"?/i.exec(links)?.[1];
        const here = new URL(request.url).origin;
        return {
            body: parse(body),
            next: next !== undefined && new URL(next, here).origin === here ? next : undefined,
        };
    }

    /** The id of what a POST has made: the last part of the answer's Location. Throws {@link ApiError}. */
    async created(request: HttpRequest): Promise<string> {
        const { headers } = await this.#queue.add(() => this.#send(request));
        const id = decodeURIComponent(headers.location?.split("/").at(-1) ?? "");
        if (id !== "") return id;
        const call = `${request.method} ${new URL(request.url).pathname}`;
        throw new ApiError(this.settings.product.name, { call, code: "no Location", outcomeUnknown: true });
    }

    async #send(request: HttpRequest, again = true): Promise<Response<string>> {
        const { method, url, query, body } = request;
        const target = new URL(url);
        for (const [key, value] of Object.entries(query ?? {}))
            if (value !== undefined && value !== null) target.searchParams.set(key, String(value));
        const token = await this.settings.token();
        try {
            return await client<string>(target, {
                method: method as "GET",
                headers: { authorization: `Bearer ${token}` },
                ...(body === undefined ? {} : { json: body }),
            });
        } catch (error) {
            const failure = apiError(this.settings.product, error, `${method} ${target.pathname}`, method);
            // A token may be withdrawn at any time; a refused request was not carried out, so it may be sent again.
            if (!again || !(failure instanceof ApiError) || failure.status !== 401) throw failure;
            this.settings.tokenRefused(token);
            return this.#send(request, false);
        }
    }
}

/** Our own rule decides alone, by the method that a request counts as. */
export function retryBy(countsAs: (method: string) => string) {
    return {
        limit: mostAttempts - 1,
        methods: ["GET", "PUT", "POST", "DELETE", "PATCH"] as Method[],
        enforceRetryRules: false,
        calculateDelay: ({ attemptCount, error, retryAfter }: RetryObject) =>
            retryDelay({
                count: attemptCount,
                method: countsAs(error.options.method),
                status: error.response?.statusCode,
                code: error.code,
                retryAfter,
            }),
    };
}

const client = got.extend({
    timeout: { request: 30_000 },
    followRedirect: false,
    responseType: "text",
    headers: { accept: "application/json", "user-agent": "pulumi-contact-center" },
    retry: retryBy((method) => method),
});

/** An error of got holds the request's headers and body: nothing of it may go further. */
export function apiError(product: Product, error: unknown, call: string, method: string): unknown {
    if (error instanceof ApiError || !(error instanceof RequestError)) return error;
    const failure = failureOf(product, error, call, method);
    const remedy = product.remedyOf?.(failure);
    return new ApiError(product.name, { ...failure, ...(remedy ? { remedy } : {}) });
}

function failureOf(product: Product, error: RequestError, call: string, method: string): CallFailure {
    if (!(error instanceof HTTPError)) {
        const unknown = method === "POST" && !["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(error.code);
        return { call, ...(error.code ? { code: error.code } : {}), ...(unknown ? { outcomeUnknown: true } : {}) };
    }
    const { statusCode, headers, body } = error.response;
    const correlationId = product.correlationHeader && headers[product.correlationHeader];
    return {
        status: statusCode,
        call,
        ...product.failureOf(tryParse(body)),
        ...(typeof correlationId === "string" ? { correlationId } : {}),
    };
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
