import got, { HTTPError, type Method, RequestError, type Response, type RetryObject } from "got";
import { ApiError, type CallFailure } from "./errors";
import { currentDeadline, type Deadline, mayWait } from "./deadline";
import { Line } from "./requestQueue";
import { Quota } from "./quota";
import { longestWait, mayHaveArrived, mostAttempts, retryDelay } from "./retry";

/** How the API of a product reports failures and quotas. */
export interface ApiDialect {
    /** As messages name it. */
    name: string;
    /** The vendor's error body in common words. */
    failureOf(body: unknown): Pick<CallFailure, "code" | "vendorMessage" | "correlationId">;
    /** What to do about a failure, where more can be said than the status tells. */
    remedyOf?(failure: CallFailure): string | undefined;
    /** The header that carries the vendor's correlation id. */
    correlationHeader?: string;
    /** Requests a minute that the client may make, where an answer tells. */
    quotaOf?(headers: Response["headers"]): number | undefined;
}

/** One of a product's clients, which requests are sent as. */
export interface HttpClient {
    /** A valid bearer token. */
    token: () => Promise<string>;
    /** A token was refused; the next {@link HttpClient.token} must be another. */
    tokenRefused: (token: string) => void;
    /** @default no limit */
    quota?: Quota;
}

export interface HttpSettings {
    product: ApiDialect;
    /** One or more. A request is sent as the one that may send soonest. */
    clients: readonly HttpClient[];
}

export interface HttpRequest {
    method: string;
    url: string;
    query?: Record<string, unknown>;
    body?: unknown;
    /** Whether it may be sent again when nobody knows whether it was carried out. @default not a POST or PATCH */
    repeatable?: boolean;
    /** Index of the only client that may send it. @default any */
    client?: number;
}

type Client = HttpClient & { quota: Quota };

/** Where a request was counted, and what its answer is reported with. */
interface Counted {
    quota: Quota;
    round: number;
}

/** What a request's retries need to know. */
interface RetryContext {
    repeatable: boolean;
    deadline: Deadline | undefined;
    /** Absent where no quota is kept. */
    counted?: Counted;
}

/** A refusal for the quota that passes by itself. */
class OverQuota {
    constructor(
        readonly failure: ApiError,
        /** Milliseconds. */
        readonly pause: number,
    ) {}
}

/** The one path of every call: limiter, token, retry, redaction, parse. */
export class Http {
    readonly #clients: readonly Client[];
    readonly #line: Line<Client>;

    constructor(private readonly settings: HttpSettings) {
        this.#clients = settings.clients.map(({ quota = new Quota(), ...client }) => ({ ...client, quota }));
        this.#line = new Line(settings.product.name, this.#clients);
    }

    /** Requests that were sent, those for tokens apart. */
    get requests(): number {
        return this.#clients.reduce((sum, { quota }) => sum + quota.total, 0);
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

    /** Waits for its turn; what was refused for the quota waits again, before its like. */
    async #queued(request: HttpRequest): Promise<Response<unknown>> {
        const read = request.method === "GET" || new URL(request.url).pathname.endsWith("/search");
        for (let priority = read ? 2 : 0; ; priority = read ? 3 : 1) {
            const answer = await this.#line.add(
                (client, round) => this.#send(request, client, round),
                priority,
                request.client,
            );
            if (!(answer instanceof OverQuota)) return answer;
            if (!mayWait(answer.pause)) throw answer.failure;
        }
    }

    async #send(
        request: HttpRequest,
        client: Client,
        round: number,
        again = true,
    ): Promise<Response<unknown> | OverQuota> {
        const { method, url, query, body, repeatable = method !== "POST" && method !== "PATCH" } = request;
        const target = new URL(url);
        for (const [key, value] of Object.entries(query ?? {}))
            if (value !== undefined && value !== null) target.searchParams.set(key, String(value));
        const counted = { quota: client.quota, round };
        let token = "";
        try {
            token = await client.token();
            const answer = await send<unknown>(target, {
                method: method as "GET",
                headers: { authorization: `Bearer ${token}` },
                context: { repeatable, deadline: currentDeadline(), counted } satisfies RetryContext,
                ...(body === undefined ? {} : { json: body }),
            });
            this.#report(counted, answer);
            return answer;
        } catch (error) {
            const answer = error instanceof HTTPError ? error.response : undefined;
            this.#report(counted, answer);
            const failure = apiError(this.settings.product, error, `${method} ${target.pathname}`, repeatable);
            if (answer?.statusCode === 429 && failure instanceof ApiError && (waitOf(answer) ?? 0) <= longestWait)
                return new OverQuota(failure, client.quota.pause);
            // A token may be withdrawn at any time; a refused request was not carried out, so it may be sent again.
            if (!again || answer?.statusCode !== 401) throw failure;
            client.tokenRefused(token);
            return this.#send(request, client, client.quota.sent(), false);
        }
    }

    /** What became of a request, as far as it matters to the quota. */
    #report({ quota, round }: Counted, answer: Response | undefined): void {
        const wait = (answer && waitOf(answer)) ?? 0;
        if (answer?.statusCode === 429) quota.refused(round, wait > longestWait ? 0 : wait / 1_000);
        else quota.answered(round);
        const announced = answer && this.settings.product.quotaOf?.(answer.headers);
        if (announced !== undefined) quota.announced(announced);
    }
}

const contextOf = (error: RequestError): RetryContext => error.options.context as unknown as RetryContext;

/** Our own rule decides alone. A refusal for a quota that is kept is none of its business. */
export function ownRetry() {
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

/** A request that is sent again counts again. */
function countAgain(error: RequestError): void {
    const { counted } = contextOf(error);
    if (counted === undefined) return;
    counted.quota.answered(counted.round);
    counted.round = counted.quota.sent();
}

const send = got.extend({
    timeout: { request: 30_000 },
    followRedirect: false,
    responseType: "json",
    headers: { accept: "application/json", "user-agent": "pulumi-contact-center" },
    retry: ownRetry(),
    hooks: { beforeRetry: [countAgain] },
});

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
