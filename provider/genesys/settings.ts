import {
    addressProblem,
    allowsHttp,
    type ConfigSource,
    misconfigured,
    type Reader,
    readSettings,
} from "../core/configuration";
import { isRecord } from "../core/json";
import { coded } from "../transport/message";
import type { TokenEndpoint } from "../transport/token";
import { dialectOf, genesysDialect } from "./failure";
import { domainOf, regionName, regions, unknownRegion } from "./regions";

/** An OAuth client that sends requests. */
export interface Client {
    clientId: string;
    clientSecret: string;
}

/** How to reach one Genesys Cloud organization. */
export interface GenesysSettings {
    /** AWS name of the region; its domain if this library does not know the region. */
    region: string;
    clientId: string;
    clientSecret: string;
    /** Sends all requests instead of the other clients. */
    reader?: Reader;
    /** Clients in addition to the main one that share the requests. */
    furtherClients?: readonly Client[];
    /** Base of API addresses, without a trailing slash. */
    apiBase: string;
    /** Base of login addresses, without a trailing slash. */
    loginBase: string;
    /** Whether both bases belong to a gateway; absent if they are the region's own. */
    gateway?: true;
    /** Number of OAuth clients that the organization may have; absent if it is not configured. */
    clientLimit?: number;
    /** Requests per minute that each client may send. The API does not announce its quota. */
    requestsPerMinute: number;
}

/** Help: rate limits, `client.credentials.token.rate.per.minute`. */
export const usualRequestsPerMinute = 300;

const keys = {
    region: { config: "genesyscloud:region", env: "GENESYSCLOUD_REGION", example: "eu-west-1" },
    clientId: { config: "genesyscloud:oauthClientId", env: "GENESYSCLOUD_OAUTHCLIENT_ID", example: "<client id>" },
    clientSecret: { config: "genesyscloud:oauthClientSecret", env: "GENESYSCLOUD_OAUTHCLIENT_SECRET", secret: true },
    furtherClients: {
        config: "genesyscloud:oauthClients",
        env: "GENESYSCLOUD_OAUTHCLIENTS",
        secret: true,
        optional: true,
    },
    clientLimit: {
        config: "genesyscloud:oauthClientLimit",
        env: "GENESYSCLOUD_OAUTHCLIENT_LIMIT",
        optional: true,
    },
    requestsPerMinute: {
        config: "genesyscloud:requestsPerMinute",
        env: "GENESYSCLOUD_REQUESTS_PER_MINUTE",
        optional: true,
    },
    gateway: { config: "genesyscloud:gateway", env: "GENESYSCLOUD_GATEWAY", optional: true },
};

const readerKeys = { id: "GENESYSCLOUD_READCLIENT_ID", secret: "GENESYSCLOUD_READCLIENT_SECRET" };

/** From the stack's configuration, then the environment. All missing or invalid settings are reported in one error. */
export function genesysSettings(source: ConfigSource, env: NodeJS.ProcessEnv): GenesysSettings {
    const { given, reader, problems } = readSettings(keys, readerKeys, source, env);
    const { clientId, clientSecret } = given;
    const region = given.region === undefined ? undefined : (regionName(given.region) ?? domainOf(given.region));
    const gateway = given.gateway?.replace(/\/+$/, "");
    if (given.region !== undefined && region === undefined)
        problems.push(coded("CC2043", `${keys.region.config}: ${unknownRegion(given.region)}`));
    if (gateway !== undefined) {
        const problem = addressProblem(keys.gateway.config, gateway, { httpAllowed: allowsHttp(source, env), source });
        if (problem !== undefined) problems.push(problem);
    }
    const limit = (key: "clientLimit" | "requestsPerMinute", usual: number): number => {
        const number = given[key] === undefined ? usual : Number(given[key]);
        if (!Number.isInteger(number) || number < 1)
            problems.push(
                coded("CC2044", `${keys[key].config} must be a whole number of 1 or more; it is "${given[key]}"`),
            );
        return number;
    };
    const furtherClients = further(given.furtherClients ?? "[]", clientId);
    if (furtherClients === undefined) problems.push(wrongClients);
    const clientLimit = given.clientLimit === undefined ? {} : { clientLimit: limit("clientLimit", 0) };
    const requestsPerMinute = limit("requestsPerMinute", usualRequestsPerMinute);
    if (problems.length > 0 || !region || !clientId || !clientSecret || !furtherClients)
        throw misconfigured(genesysDialect.name, problems);
    return {
        region,
        ...clientLimit,
        requestsPerMinute,
        clientId,
        clientSecret,
        ...(reader && { reader }),
        furtherClients,
        apiBase: gateway ?? `https://api.${regions[region] ?? region}`,
        loginBase: gateway === undefined ? `https://login.${regions[region] ?? region}` : `${gateway}/login`,
        ...(gateway !== undefined && { gateway: true as const }),
    };
}

/** It contains secrets, so no part of the value is shown. */
const wrongClients = coded(
    "CC2045",
    `${keys.furtherClients.config} must be a JSON list of further clients, ` +
        `[{"clientId": "…", "clientSecret": "…"}], each of them once and without the main client`,
);

/** The clients in addition to the main one; `undefined` if the text is invalid. */
function further(json: string, main: string | undefined): Client[] | undefined {
    const given = parsed(json);
    const clients = Array.isArray(given) ? given.map(clientOf).filter((client) => client !== undefined) : [];
    const ids = [main, ...clients.map(({ clientId }) => clientId)].map((id) => id?.toLowerCase());
    const valid = Array.isArray(given) && clients.length === given.length && new Set(ids).size === ids.length;
    return valid ? clients : undefined;
}

function parsed(json: string): unknown {
    try {
        return JSON.parse(json);
    } catch {
        return undefined;
    }
}

function clientOf(value: unknown): Client | undefined {
    if (!isRecord(value) || Object.keys(value).sort().join() !== "clientId,clientSecret") return undefined;
    const [clientId = "", clientSecret = ""] = [value["clientId"], value["clientSecret"]].map((text) =>
        typeof text === "string" ? text.trim() : "",
    );
    return clientId === "" || clientSecret === "" ? undefined : { clientId, clientSecret };
}

/** How a client-credentials client of the organization gets its token. */
export const genesysTokenEndpoint = (settings: GenesysSettings): TokenEndpoint => ({
    product: dialectOf(settings),
    url: `${settings.loginBase}/oauth/token`,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    credentials: "header",
    // The token endpoint throttles with a 400, not a 429.
    isThrottled: ({ status, vendorMessage = "" }) => status === 400 && /rate limit exceeded/i.test(vendorMessage),
});
