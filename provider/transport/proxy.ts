import type { Agent } from "node:https";
import { BlockList, isIP } from "node:net";
import type { Agents } from "got";
import { bareHost, isLoopback, shownAddress } from "./address";
import { ConfigurationError } from "./errors";
import { proxyRefusal } from "./retry";

/**
 * The proxy for requests to an address, by the variables that the engine and most other tools read: `HTTPS_PROXY` or
 * `HTTP_PROXY`, by the address's scheme, and `NO_PROXY`. Lower-case variants take precedence. As in Go programs,
 * addresses on this machine are never reached through a proxy. Throws a {@link ConfigurationError} if the proxy's
 * address is not valid.
 */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv = process.env): URL | undefined {
    const name = url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
    const text = variable(name, env);
    if (text === "" || isLoopback(url.hostname) || isExcluded(url, variable("NO_PROXY", env))) return undefined;
    const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
    if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return new URL(address);
    throw new ConfigurationError("CC1012", `${name} must be an http or https address; it is "${shownAddress(text)}"`);
}

const variable = (name: string, env: NodeJS.ProcessEnv): string => (env[name.toLowerCase()] || env[name] || "").trim();

/** Whether `NO_PROXY` lists an address's host: the host, a parent domain, a range of addresses, or `*` for all. */
function isExcluded(url: URL, list: string): boolean {
    const host = bareHost(url.hostname);
    const port = url.port || (url.protocol === "https:" ? "443" : "80");
    return list
        .split(/[\s,]+/)
        .filter((entry) => entry !== "")
        .some((entry) => {
            const [, name = entry, only = port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
            return only === port && names(name, host);
        });
}

function names(entry: string, host: string): boolean {
    if (entry === "*") return true;
    if (isIP(host) !== 0) return isInRange(entry, host);
    const domain = bareHost(entry.replace(/^\*?\./, ""));
    return host.endsWith(`.${domain}`) || (host === domain && !entry.startsWith("."));
}

/** Whether an IP address equals an entry, or is within it: `10.0.0.0/8`. */
function isInRange(entry: string, host: string): boolean {
    const [start = "", length] = entry.split("/");
    const network = bareHost(start);
    const family = isIP(network) === 4 ? "ipv4" : "ipv6";
    const bits = length === undefined ? (family === "ipv4" ? 32 : 128) : Number(length);
    if (isIP(network) !== isIP(host) || !Number.isInteger(bits) || bits < 0 || bits > (family === "ipv4" ? 32 : 128))
        return false;
    const range = new BlockList();
    range.addSubnet(network, bits, family);
    return range.check(host, family);
}

const agents = new Map<string, Agents>();

/** The agents of a request; Node's own without a proxy. */
export function agentsFor(url: URL): Agents {
    const proxy = proxyFor(url);
    if (proxy === undefined) return {};
    const known = agents.get(proxy.href) ?? agentsOf(proxy);
    agents.set(proxy.href, known);
    return known;
}

function agentsOf(proxy: URL): Agents {
    // Loaded on use, because most machines have no proxy.
    const { HttpProxyAgent } = require("http-proxy-agent") as typeof import("http-proxy-agent");
    const { HttpsProxyAgent } = require("https-proxy-agent") as typeof import("https-proxy-agent");
    const https = new HttpsProxyAgent(proxy, { keepAlive: true });
    // Otherwise the proxy's answer would count as the server's: after a 404, an object would count as gone.
    https.on("proxyConnect", ({ statusCode }, request) => {
        if (statusCode !== 200) request.destroy(Object.assign(new Error(), { code: proxyRefusal(statusCode) }));
    });
    return { http: new HttpProxyAgent(proxy, { keepAlive: true }), https: https as unknown as Agent };
}

/** A proxy's address for messages. */
export const shownProxy = ({ protocol, host }: URL): string => `${protocol}//${host}`;
