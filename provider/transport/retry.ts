/** Codes of the network: the server's certificate, or one above it, is signed by nobody whom Node.js knows. */
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

/** Whether a connection failed because of its certificate: nothing was sent, and no further attempt would help. */
export const isUntrusted = (code = ""): boolean =>
    unknownAuthority.has(code) || expiredCertificate.has(code) || code === wrongName;

/** The code of a request that a proxy refused to carry ends with the proxy's HTTP status. */
const refusal = "ERR_PROXY_";
export const proxyRefusal = (status: number): string => `${refusal}${status}`;

/** The proxy's HTTP status if it refused to carry a request. */
export const proxyStatus = (code: string | undefined): string | undefined =>
    code?.startsWith(refusal) ? code.slice(refusal.length) : undefined;

/** What is known about an attempt that failed. */
export interface Attempt {
    /** 1 for the first. */
    count: number;
    /** Whether it does no harm twice. */
    repeatable: boolean;
    /** Absent where no answer came. */
    status?: number | undefined;
    /** The network's error code. */
    code?: string | undefined;
    /** The server's wish, in milliseconds. */
    retryAfter?: number | undefined;
}

/** Attempts in all before a call is given up, refusals for the quota apart. */
export const mostAttempts = 6;
/** A server that asks for a longer wait than this is not waited for. */
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
 * Milliseconds to wait before the next attempt; 0 gives up.
 * What must not be done twice is repeated only if nothing can have happened: refused for the quota, or never sent.
 */
export function retryDelay(attempt: Attempt, random: () => number = Math.random): number {
    // A quota is waited for as long as the operation may take; anything else a few times.
    if ((attempt.count >= mostAttempts && attempt.status !== 429) || !mayRepeat(attempt)) return 0;
    if (attempt.retryAfter !== undefined && attempt.retryAfter > 0)
        return attempt.retryAfter > longestWait ? 0 : attempt.retryAfter;
    const most = Math.min(longestDelay, firstDelay * 2 ** (attempt.count - 1));
    return Math.max(1, Math.round(random() * most));
}

function mayRepeat({ repeatable, status, code, count }: Attempt): boolean {
    if (status === 429) return true;
    // Somebody must do something first.
    if (isUntrusted(code) || ["403", "407"].includes(proxyStatus(code) ?? "")) return false;
    if (status === undefined && !mayHaveArrived(code)) return count < 3;
    return repeatable && (status === undefined || transientStatus.has(status));
}
