import { setTimeout as wait } from "node:timers/promises";
import got, { RequestError } from "got";
import { ApiError } from "../transport/errors";
import { apiError } from "../transport/http";
import { failureOf, genesysCorrelationHeader } from "./failure";
import type { GenesysSettings } from "./settings";

/** A new token is fetched this long before the old one ends. */
const renewBefore = 60_000;
/** The token endpoint throttles with a 400, not a 429; waited out for about a minute. */
const throttleWaits = [1_000, 3_000, 8_000, 15_000, 30_000];

/** The access token of a client-credentials client: fetched once, shared by every call, renewed before it ends. */
export class Token {
    #current: Promise<{ value: string; until: number }> | undefined;
    #last = "";

    constructor(
        private readonly settings: GenesysSettings,
        private readonly now: () => number = Date.now,
    ) {}

    async value(): Promise<string> {
        const current = this.#current && (await this.#current);
        if (current !== undefined && current.until - renewBefore > this.now()) return current.value;
        // Whoever waited with us may have renewed it meanwhile.
        if (current === undefined || (this.#current && (await this.#current) === current))
            this.#current = this.#fetch();
        return (await (this.#current as Promise<{ value: string }>)).value;
    }

    /** Forgets a token that was refused, unless there is a newer one already. */
    refused(token: string): void {
        if (token === this.#last) this.#current = undefined;
    }

    #fetch() {
        const fetching = this.#request(0);
        fetching.catch(() => {
            if (this.#current === fetching) this.#current = undefined;
        });
        return fetching;
    }

    async #request(attempt: number): Promise<{ value: string; until: number }> {
        const { clientId, clientSecret, loginBase } = this.settings;
        const url = new URL(`${loginBase}/oauth/token`);
        const call = `POST ${url.pathname}`;
        try {
            const answer = await got
                .post(url, {
                    form: { grant_type: "client_credentials" },
                    headers: {
                        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
                    },
                    timeout: { request: 30_000 },
                    // Asking for a token changes nothing: safe to repeat.
                    retry: { limit: 3, methods: ["POST"], backoffLimit: 1_000 },
                })
                .json<{ access_token: string; expires_in: number }>();
            this.#last = answer.access_token;
            return { value: answer.access_token, until: this.now() + answer.expires_in * 1_000 };
        } catch (error) {
            const failure = tokenError(error, call);
            const pause = throttleWaits[attempt];
            if (!isThrottled(failure) || pause === undefined) throw failure;
            await wait(pause);
            return this.#request(attempt + 1);
        }
    }
}

function tokenError(error: unknown, call: string): unknown {
    if (!(error instanceof RequestError)) return error;
    const settings = { product: "Genesys Cloud", failureOf, correlationHeader: genesysCorrelationHeader };
    return apiError(settings, error, call, "GET");
}

function isThrottled(error: unknown): boolean {
    return error instanceof ApiError && error.status === 400 && /rate limit exceeded/i.test(error.vendorMessage ?? "");
}
