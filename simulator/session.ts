import { randomUUID } from "node:crypto";
import { badRequest, Refusal } from "./refusal";
import type { OAuthClient, Tenant } from "./tenant";

interface Issued {
    clientId: string;
    userId: string | undefined;
    until: number;
}

const minute = 60_000;

/** Tokens that were issued, and how much of each quota is used. */
export class Sessions {
    readonly #tokens = new Map<string, Issued>();
    readonly #used = new Map<string, number[]>();

    constructor(private readonly tenant: Tenant) {}

    issue(clientId: string, now: number, userId?: string): { token: string; seconds: number } {
        const client = this.tenant.oauthClients.get(clientId);
        if (!client) throw badRequest("client not found", "invalid_client");
        const token = randomUUID();
        this.#tokens.set(token, { clientId, userId, until: now + client.accessTokenValiditySeconds * 1_000 });
        return { token, seconds: client.accessTokenValiditySeconds };
    }

    /** The client behind a header `Bearer …`, in any letter case, and the person whose token it is. */
    caller(header: string | undefined, now: number): { client: OAuthClient; user: string | undefined; token: string } {
        const token = header?.match(/^Bearer +(\S+) *$/i)?.[1];
        if (token === undefined)
            throw new Refusal(
                401,
                "authentication.required",
                "No authentication bearer token specified in authorization header.",
            );
        const issued = this.#tokens.get(token);
        const client = issued && this.tenant.oauthClients.get(issued.clientId);
        if (!issued || issued.until <= now || client?.state !== "active")
            throw new Refusal(401, "bad.credentials", "Invalid login credentials.");
        return { client, user: issued.userId, token };
    }

    /** Counts a request against a quota per minute, or refuses it. */
    count(quota: string, limit: number, now: number): void {
        if (limit <= 0) return;
        const used = (this.#used.get(quota) ?? []).filter((at) => at > now - minute);
        this.#used.set(quota, used);
        if (used.length < limit) {
            used.push(now);
            return;
        }
        // There is room as soon as fewer requests than the limit are left, and the limit may have been lowered
        // meanwhile.
        const from = used[used.length - limit] ?? now;
        const seconds = String(Math.max(1, Math.ceil((from + minute - now) / 1_000)));
        const message = `Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`;
        throw new Refusal(429, "too.many.requests.retry.after", message, {}, { "retry-after": seconds });
    }

    /** The token endpoint has its own limit, and refuses with 400. */
    countToken(clientId: string, limit: number, now: number): void {
        try {
            this.count(`tokens of ${clientId}`, limit, now);
        } catch {
            // CX as Code recognizes it by `invalid_request (rate limit exceeded;`: the code, then the description.
            throw badRequest("rate limit exceeded; try again later", "invalid_request");
        }
    }

    /** Every valid token. */
    tokens(): string[] {
        return [...this.#tokens.keys()];
    }

    withdraw(token: string): void {
        this.#tokens.delete(token);
    }
}

/** The client of a token request, by its Basic header. */
export function authenticate(tenant: Tenant, header: string | undefined): OAuthClient {
    const encoded = header?.match(/^Basic +(\S+) *$/i)?.[1] ?? "";
    const [id = "", secret = ""] = Buffer.from(encoded, "base64").toString().split(":");
    const client = tenant.oauthClients.get(id);
    if (!client || client.state === "deleted") throw badRequest("client not found", "invalid_client");
    if (client.secret !== secret || client.state !== "active")
        throw badRequest("authentication failed", "invalid_client");
    if (client.authorizedGrantType !== "CLIENT-CREDENTIALS")
        throw badRequest("grant type not allowed for this client", "unauthorized_client");
    return client;
}
