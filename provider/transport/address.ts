import { BlockList, isIP } from "node:net";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** A host name in lower case, without the brackets of IPv6 and without a trailing dot. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$|\.$/g, "").toLowerCase();

/** Whether requests to a host stay on this machine. */
export function isLoopback(hostname: string): boolean {
    const host = bareHost(hostname);
    const version = isIP(host);
    if (version === 0) return host === "localhost" || host.endsWith(".localhost");
    return loopback.check(host, version === 4 ? "ipv4" : "ipv6");
}

/** Whether the network could read requests to an address. */
export const isPlain = ({ protocol, hostname }: URL): boolean => protocol === "http:" && !isLoopback(hostname);

/** An address for messages, without user and password, even if it is not valid. */
export function shownAddress(text: string): string {
    const at = text.lastIndexOf("@");
    if (at < 0) return text;
    const [scheme = ""] = /^[a-z][a-z\d+.-]*:\/\//i.exec(text) ?? [];
    return `${scheme}…@${text.slice(at + 1)}`;
}
