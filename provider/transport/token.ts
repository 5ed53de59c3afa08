import { setTimeout as wait } from "node:timers/promises";
import { currentDeadline, mayWait } from "./deadline";
import { type ApiDialect, ApiError } from "./errors";
import { refusedCall, unansweredCall } from "./failure";

/** Where and how a client-credentials client gets its access token. */
export interface TokenEndpoint {
    product: ApiDialect;
    url: string;
    clientId: string;
    clientSecret: string;
    /** How the endpoint expects the credentials: in a Basic header, or in the form. */
    credentials: "header" | "form";
    /** Whether a rejection passes by itself. */
    isThrottled?(failure: ApiError): boolean;
}

/** A new token is fetched this long before the old one expires, or at half its life if that is shorter. */
const renewBefore = 60_000;
/** Assumed life of a token if the answer does not say it. */
const usualLife = 60_000;
/** Waits for a throttled endpoint, about a minute in total. */
const throttleWaits = [1_000, 3_000, 8_000, 15_000, 30_000];

/** The access token of a client-credentials client: fetched once, shared by all calls, renewed before it expires. */
export class Token {
    #current: Promise<{ value: string; renewAt: number }> | undefined;
    #last = "";

    constructor(
        private readonly endpoint: TokenEndpoint,
        private readonly now: () => number = () => performance.now(),
    ) {}

    async value(): Promise<string> {
        const current = this.#current && (await this.#current);
        if (current !== undefined && current.renewAt > this.now()) return current.value;
        // Another call that waited too may have renewed it meanwhile.
        if (current === undefined || (this.#current && (await this.#current) === current))
            this.#current = this.#fetch();
        return (await (this.#current as Promise<{ value: string }>)).value;
    }

    /** Discards a token that was rejected, unless there is already a newer one. */
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

    async #request(attempt: number): Promise<{ value: string; renewAt: number }> {
        const { product, clientId, clientSecret, credentials, isThrottled } = this.endpoint;
        const url = new URL(this.endpoint.url);
        const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
        const inForm = credentials === "form" ? { client_id: clientId, client_secret: clientSecret } : {};
        // Loaded on use, so that a process without requests does not wait for it.
        const { send } = require("./send") as typeof import("./send");
        const call = { call: `POST ${url.pathname}`, repeatable: true, url, secrets: [clientSecret, basic] };
        const form = { grant_type: "client_credentials", ...inForm };
        const headers: Record<string, string> = credentials === "header" ? { authorization: `Basic ${basic}` } : {};
        try {
            // Requesting a token changes nothing, so it is as safe to repeat as a read.
            const answer = await send(
                { method: "POST", url, headers, form },
                { repeatable: true, deadline: currentDeadline() },
            ).catch((error: unknown) => {
                throw unansweredCall(product, call, error);
            });
            if (answer.status !== 200) throw refusedCall(product, call, answer);
            return this.#remembered(answer.body, call.call);
        } catch (failure) {
            const pause = throttleWaits[attempt];
            if (!(failure instanceof ApiError) || !isThrottled?.(failure) || pause === undefined || !mayWait(pause))
                throw failure instanceof ApiError ? Object.assign(failure, { login: true }) : failure;
            await wait(pause);
            return this.#request(attempt + 1);
        }
    }

    #remembered(body: unknown, call: string): { value: string; renewAt: number } {
        const { access_token: value, expires_in: seconds } = (body ?? {}) as Record<string, unknown>;
        if (typeof value !== "string" || value === "")
            throw new ApiError(this.endpoint.product.name, { call, code: "no access_token in the answer" });
        this.#last = value;
        const life = typeof seconds === "number" && seconds > 0 ? seconds * 1_000 : usualLife;
        return { value, renewAt: this.now() + Math.max(life - renewBefore, life / 2) };
    }
}
