import { tooLong, tooLongRemedy } from "./answerLimit";
import { expiredCertificate, proxyStatus, unknownAuthority, wrongName } from "./retry";
import { proxyFor, shownProxy } from "./proxy";

const noTls = new Set(["EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_PACKET_LENGTH_TOO_LONG"]);
const unresolved = new Set(["ENOTFOUND", "EAI_AGAIN"]);
const unconnected = new Set(["ECONNREFUSED", "ENETUNREACH", "EHOSTUNREACH", "ETIMEDOUT", "ECONNRESET"]);

/**
 * The remedy for a request that got no answer, by the network's error.
 * @param addressKey - the setting with the address
 */
export function networkRemedy(code: string | undefined, url: URL, addressKey: string): string | undefined {
    if (code === undefined) return undefined;
    if (code === tooLong) return tooLongRemedy();
    const proxy = proxyFor(url);
    const { hostname, host, port } = url;
    const refused = proxyStatus(code);
    if (proxy !== undefined && refused !== undefined) return refusedByProxy(shownProxy(proxy), refused, url);
    if (unknownAuthority.has(code))
        return (
            `The certificate of ${host} is signed by an authority that Node.js does not know, such as that of a company's ` +
            "proxy. Write the authority's certificate to a file in PEM format, and set NODE_EXTRA_CA_CERTS to its path " +
            "before you run the command again."
        );
    if (expiredCertificate.has(code))
        return `The certificate of ${host} is not valid now. Have it renewed, or correct the clock of this machine.`;
    if (code === wrongName) return `The certificate of ${host} is for another name. Check ${addressKey}.`;
    if (noTls.has(code)) return `${host} does not answer with TLS. Check the scheme and the port of ${addressKey}.`;
    if (proxy !== undefined && (unresolved.has(code) || unconnected.has(code)))
        return `Requests to ${host} go through the proxy ${shownProxy(proxy)}. Check HTTPS_PROXY and HTTP_PROXY, or add the host to NO_PROXY.`;
    const behindProxy = "If this network reaches it only through a proxy, set HTTPS_PROXY.";
    if (unresolved.has(code)) return `The name ${hostname} cannot be resolved. Check ${addressKey}. ${behindProxy}`;
    if (unconnected.has(code))
        return `${host}${port === "" ? ` (port ${url.protocol === "https:" ? 443 : 80})` : ""} does not accept connections from this machine. Check ${addressKey}. ${behindProxy}`;
    return undefined;
}

function refusedByProxy(proxy: string, status: string, { host }: URL): string {
    if (status === "407")
        return `The proxy ${proxy} requires a user and a password. Set HTTPS_PROXY to http://<user>:<password>@<host>:<port>, with special characters as %xx.`;
    return `The proxy ${proxy} answered ${status} to a connection to ${host}. Have the proxy allow it, or add the host to NO_PROXY.`;
}
