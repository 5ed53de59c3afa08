/** Error codes of certificates that no authority known to Node.js has signed. */
export const unknownAuthority: ReadonlySet<string> = new Set([
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_GET_ISSUER_CERT",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "CERT_UNTRUSTED",
]);
export const expiredCertificate: ReadonlySet<string> = new Set(["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"]);
export const wrongName = "ERR_TLS_CERT_ALTNAME_INVALID";

/**
 * Whether a connection failed because of its certificate. In this case nothing was sent, and a retry would not help.
 */
export const isUntrusted = (code = ""): boolean =>
    unknownAuthority.has(code) || expiredCertificate.has(code) || code === wrongName;

/** The code of a request that a proxy refused to carry ends with the proxy's HTTP status. */
const refusal = "ERR_PROXY_";
export const proxyRefusal = (status: number): string => `${refusal}${status}`;

/** The proxy's HTTP status if it refused to carry a request. */
export const proxyStatus = (code: string | undefined): string | undefined =>
    code?.startsWith(refusal) ? code.slice(refusal.length) : undefined;

/** What is known about a failed attempt. */
export interface Attempt {
    /** 1 for the first. */
    count: number;
    /** Whether it can be repeated without harm. */
    repeatable: boolean;
    /** Absent if there was no answer. */
    status?: number | undefined;
    /** The network's error code. */
    code?: string | undefined;
    /** The server's Retry-After, in milliseconds. */
    retryAfter?: number | undefined;
}

/** Total attempts before a call fails, not counting rejections by the rate limit. */
export const mostAttempts = 6;
/** If a server requests a longer wait than this, the call fails at once. */
export const longestWait = 180_000;
const firstDelay = 250;
const longestDelay = 20_000;

/** The request never reached the server. */
const notSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);
/** Whether a request without an answer may have reached the server. */
export const mayHaveArrived = (code: string | undefined): boolean =>
    code === undefined || !(notSent.has(code) || isUntrusted(code) || proxyStatus(code) !== undefined);

const transientStatus = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Milliseconds to wait before the next attempt; 0 gives up. A request that must not be carried out twice is repeated
 * only if it certainly had no effect: rejected by the rate limit, or never sent.
 */
export function retryDelay(attempt: Attempt, random: () => number = Math.random): number {
    // A rate limit is waited for as long as the operation may take; any other failure is retried a few times.
    if ((attempt.count >= mostAttempts && attempt.status !== 429) || !mayRepeat(attempt)) return 0;
    if (attempt.retryAfter !== undefined && attempt.retryAfter > 0)
        return attempt.retryAfter > longestWait ? 0 : attempt.retryAfter;
    const most = Math.min(longestDelay, firstDelay * 2 ** (attempt.count - 1));
    return Math.max(1, Math.round(random() * most));
}

function mayRepeat({ repeatable, status, code, count }: Attempt): boolean {
    if (status === 429) return true;
    // Someone must act first.
    if (isUntrusted(code) || ["403", "407"].includes(proxyStatus(code) ?? "")) return false;
    if (status === undefined && !mayHaveArrived(code)) return count < 3;
    return repeatable && (status === undefined || transientStatus.has(status));
}
