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
