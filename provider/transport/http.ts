import { currentDeadline, mayWait } from "./deadline";
import { type ApiDialect, ApiError } from "./errors";
import { bodySecrets } from "./foreignText";
import type { RequestQueue } from "./requestQueue";
import { Quota } from "./quota";
import { nextLink } from "./link";
import { longestWait } from "./retry";
import { refusedCall, unansweredCall } from "./failure";
import type { Answer, Counted } from "./send";

/** One of a product's clients that can send requests. */
export interface HttpClient {
    /** A valid bearer token. */
    token: () => Promise<string>;
    /** A token was rejected; the next {@link HttpClient.token} must return another one. */
    tokenRefused: (token: string) => void;
    /** @default no limit */
    quota?: Quota;
}

export interface HttpSettings {
    product: ApiDialect;
    /** One or more. The client that may send first sends a request. */
    clients: readonly HttpClient[];
}

export interface HttpRequest {
    method: string;
    url: string;
    query?: Record<string, unknown>;
    body?: unknown;
    /** Whether it may be sent again if it is unknown whether it was carried out. @default not a POST or PATCH */
    repeatable?: boolean;
    /** HTTP statuses that mean success. @default 200 for GET, 200 to 299 for requests that change something */
    statuses?: readonly number[];
    /** Index of the only client that may send it. @default any */
    client?: number;
}

type Client = HttpClient & { quota: Quota };

/** A rejection by the rate limit, which passes. */
class OverQuota {
    constructor(
        readonly failure: ApiError,
        /** Milliseconds. */
        readonly pause: number,
    ) {}
}

// The code that sends requests is loaded with the first one, because an `up` without changes makes none.
const sending = () => require("./send") as typeof import("./send");
const queueing = () => require("./requestQueue") as typeof import("./requestQueue");

/** The only path for calls: rate limiter, token, retry, redaction, parsing. */
export class Http {
    readonly #clients: readonly Client[];
    #queue: RequestQueue<Client> | undefined;

    constructor(private readonly settings: HttpSettings) {
        this.#clients = settings.clients.map(({ quota = new Quota(), ...client }) => ({ ...client, quota }));
    }

    /** Number of requests sent, without those for tokens. */
    get requests(): number {
        return this.#clients.reduce((sum, { quota }) => sum + quota.total, 0);
    }

    /** The parsed answer, which a GET must have; `undefined` for an empty one. Throws {@link ApiError}. */
    async request(request: HttpRequest): Promise<unknown> {
        return (await this.#queued(request)).body;
    }

    /** The answer with its headers, whatever its status. It waits on 429, and throws if a login fails. */
    answer(request: HttpRequest): Promise<Answer> {
        return this.#queued({ ...request, statuses: everyStatus });
    }

    /**
     * One page of a list and the address of the next one from the Link header. Throws for an address on another server.
     */
    async page(request: HttpRequest): Promise<{ body: unknown; next: string | undefined }> {
        const { body, headers } = await this.#queued(request);
        const link = nextLink(headers);
        if (link === undefined) return { body, next: undefined };
        const next = URL.canParse(link, request.url) ? new URL(link, request.url) : undefined;
        if (next?.origin === new URL(request.url).origin) return { body, next: next.href };
        const call = `${request.method} ${new URL(request.url).pathname}`;
        const code = `the next page is at ${next?.origin ?? "no address"}, which is not this server`;
        throw new ApiError(this.settings.product.name, { call, code });
    }

    /** The id of the object that a POST created: the last part of the answer's Location. Throws {@link ApiError}. */
    async created(request: HttpRequest): Promise<string> {
        const { headers } = await this.#queued({ ...request, repeatable: false, statuses: [201] });
        const id = decodeURIComponent(headers.location?.split("/").at(-1) ?? "");
        if (id !== "") return id;
        const call = `${request.method} ${new URL(request.url).pathname}`;
        throw new ApiError(this.settings.product.name, { call, code: "no Location", outcomeUnknown: true });
    }

    /**
     * Waits in the request queue. A request that the rate limit rejected waits again, before others of its priority.
     */
    async #queued(request: HttpRequest): Promise<Answer> {
        const read = request.method === "GET" || new URL(request.url).pathname.endsWith("/search");
        this.#queue ??= new (queueing().RequestQueue)(this.settings.product.name, this.#clients);
        for (let priority = read ? 2 : 0; ; priority = read ? 3 : 1) {
            const answer = await this.#queue.add(
                (client, round) => this.#send(request, client, round),
                priority,
                request.client,
            );
            if (!(answer instanceof OverQuota)) return answer;
            if (!mayWait(answer.pause)) throw answer.failure;
        }
    }

    async #send(request: HttpRequest, client: Client, round: number, again = true): Promise<Answer | OverQuota> {
        const { method, url, query, body, repeatable = method !== "POST" && method !== "PATCH" } = request;
        const target = new URL(url);
        for (const [key, value] of Object.entries(query ?? {}))
            if (value !== undefined && value !== null) target.searchParams.set(key, String(value));
        const counted = { quota: client.quota, round };
        const { send, waitOf } = sending();
        const token = await this.#tokenOf(client, counted);
        const call = {
            call: `${method} ${target.pathname}`,
            repeatable,
            url: target,
            secrets: [token, ...bodySecrets(body)],
        };
        let answer: Answer | undefined;
        try {
            answer = await send(
                { method, url: target, headers: { authorization: `Bearer ${token}` }, json: body },
                { repeatable, deadline: currentDeadline(), counted },
            );
        } catch (error) {
            throw unansweredCall(this.settings.product, call, error);
        } finally {
            this.#report(counted, answer);
        }
        if (isExpected(request, answer)) return answer;
        // A token may be revoked at any time. A rejected request was not carried out, so it may be sent again.
        if (answer.status === 401 && again) {
            client.tokenRefused(token);
            return this.#send(request, client, client.quota.sent(), false);
        }
        const failure = refusedCall(this.settings.product, call, answer);
        if (answer.status !== 429 || (waitOf(answer) ?? 0) > longestWait) throw failure;
        return new OverQuota(failure, client.quota.pause);
    }

    /** A request without a token is not sent, but was already counted. */
    async #tokenOf(client: Client, counted: Counted): Promise<string> {
        try {
            return await client.token();
        } catch (error) {
            this.#report(counted, undefined);
            throw error;
        }
    }

    /** Reports the result of a request to its quota. */
    #report({ quota, round }: Counted, answer: Answer | undefined): void {
        const wait = (answer && sending().waitOf(answer)) ?? 0;
        if (answer?.status === 429) quota.refused(round, wait > longestWait ? 0 : wait / 1_000);
        else quota.answered(round);
    }
}

/** For an answer that the caller checks itself. */
const everyStatus = Array.from({ length: 400 }, (_, index) => 200 + index).filter((one) => one !== 401 && one !== 429);

/** Whether an answer is the expected success of the call. A redirect, or a page without content, is not. */
function isExpected({ method, statuses }: HttpRequest, answer: Answer): boolean {
    if (statuses !== undefined) return statuses.includes(answer.status);
    return method === "GET" ? answer.status === 200 && answer.body !== undefined : sending().isSuccess(answer);
}
