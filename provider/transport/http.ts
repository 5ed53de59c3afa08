import { currentDeadline, mayWait } from "./deadline";
import { type ApiDialect, ApiError } from "./errors";
import { bodySecrets } from "./foreignText";
import type { RequestQueue } from "./requestQueue";
import { Quota } from "./quota";
import { nextLink } from "./link";
import { longestWait } from "./retry";
import { refusedCall, unansweredCall } from "./failure";
import type { Answer, Counted } from "./send";

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
    /** HTTP statuses that are a success. @default 200 for GET, 200 to 299 for what changes something */
    statuses?: readonly number[];
    /** Index of the only client that may send it. @default any */
    client?: number;
}

type Client = HttpClient & { quota: Quota };

/** A refusal for the quota that passes by itself. */
class OverQuota {
    constructor(
        readonly failure: ApiError,
        /** Milliseconds. */
        readonly pause: number,
    ) {}
}

// What sends requests is loaded with the first one: an `up` that changes nothing makes none.
const sending = () => require("./send") as typeof import("./send");
const queueing = () => require("./requestQueue") as typeof import("./requestQueue");

/** The one path of every call: limiter, token, retry, redaction, parse. */
export class Http {
    readonly #clients: readonly Client[];
    #queue: RequestQueue<Client> | undefined;

    constructor(private readonly settings: HttpSettings) {
        this.#clients = settings.clients.map(({ quota = new Quota(), ...client }) => ({ ...client, quota }));
    }

    /** Requests that were sent, those for tokens apart. */
    get requests(): number {
        return this.#clients.reduce((sum, { quota }) => sum + quota.total, 0);
    }

    /** The parsed answer, which a GET must have; `undefined` for an empty one. Throws {@link ApiError}. */
    async request(request: HttpRequest): Promise<unknown> {
        return (await this.#queued(request)).body;
    }

    /** The answer whatever its status, with its headers: 429 is waited for, and a login that fails throws. */
    answer(request: HttpRequest): Promise<Answer> {
        return this.#queued({ ...request, statuses: everyStatus });
    }

    /** One page of a list and the address of the next, as the header Link tells it. Throws for another server's. */
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

    /** The id of what a POST has made: the last part of the answer's Location. Throws {@link ApiError}. */
    async created(request: HttpRequest): Promise<string> {
        const { headers } = await this.#queued({ ...request, repeatable: false, statuses: [201] });
        const id = decodeURIComponent(headers.location?.split("/").at(-1) ?? "");
        if (id !== "") return id;
        const call = `${request.method} ${new URL(request.url).pathname}`;
        throw new ApiError(this.settings.product.name, { call, code: "no Location", outcomeUnknown: true });
    }

    /** Waits for its turn; what was refused for the quota waits again, before its like. */
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
        // A token may be withdrawn at any time; a refused request was not carried out, so it may be sent again.
        if (answer.status === 401 && again) {
            client.tokenRefused(token);
            return this.#send(request, client, client.quota.sent(), false);
        }
        const failure = refusedCall(this.settings.product, call, answer);
        if (answer.status !== 429 || (waitOf(answer) ?? 0) > longestWait) throw failure;
        return new OverQuota(failure, client.quota.pause);
    }

    /** A request that has no token is not sent, but was counted. */
    async #tokenOf(client: Client, counted: Counted): Promise<string> {
        try {
            return await client.token();
        } catch (error) {
            this.#report(counted, undefined);
            throw error;
        }
    }

    /** What became of a request, as far as it matters to the quota. */
    #report({ quota, round }: Counted, answer: Answer | undefined): void {
        const wait = (answer && sending().waitOf(answer)) ?? 0;
        if (answer?.status === 429) quota.refused(round, wait > longestWait ? 0 : wait / 1_000);
        else quota.answered(round);
    }
}

/** Of an answer that is looked at as it is. */
const everyStatus = Array.from({ length: 400 }, (_, index) => 200 + index).filter((one) => one !== 401 && one !== 429);

/** Whether an answer is the success that the call can have. A redirect, or a page without content, is none. */
function isExpected({ method, statuses }: HttpRequest, answer: Answer): boolean {
    if (statuses !== undefined) return statuses.includes(answer.status);
    return method === "GET" ? answer.status === 200 && answer.body !== undefined : sending().isSuccess(answer);
}
