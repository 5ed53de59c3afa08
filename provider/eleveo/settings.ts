import {
    addressProblem,
    allowsHttp,
    type ConfigSource,
    misconfigured,
    type Reader,
    readSettings,
} from "../core/configuration";
import { shownAddress } from "../transport/address";
import { coded } from "../transport/message";
import type { TokenEndpoint } from "../transport/token";
import { eleveoDialect } from "./failure";

/** How to reach one realm of an Eleveo User Management. */
export interface EleveoSettings {
    /** Address of the server, without a path. */
    url: string;
    /** Path of Keycloak on the server: empty, or with a leading slash and no trailing slash. */
    contextPath: string;
    realm: string;
    clientId: string;
    clientSecret: string;
    /** Sends all requests instead of the client. */
    reader?: Reader;
}

const keys = {
    url: { config: "eleveo:url", env: "ELEVEO_URL", example: "https://acme.myeleveo.com" },
    realm: { config: "eleveo:realm", env: "ELEVEO_REALM", example: "acme" },
    clientId: { config: "eleveo:clientId", env: "ELEVEO_CLIENT_ID", example: "<client id>" },
    clientSecret: { config: "eleveo:clientSecret", env: "ELEVEO_CLIENT_SECRET", secret: true },
    contextPath: { config: "eleveo:contextPath", env: "ELEVEO_CONTEXT_PATH", optional: true },
};

const defaultContextPath = "/auth";

const readerKeys = { id: "ELEVEO_READCLIENT_ID", secret: "ELEVEO_READCLIENT_SECRET" };

/** From the stack's configuration, then the environment. All missing or invalid settings are reported in one error. */
export function eleveoSettings(source: ConfigSource, env: NodeJS.ProcessEnv): EleveoSettings {
    const { given, reader, problems } = readSettings(keys, readerKeys, source, env);
    const { url, realm, clientId, clientSecret } = given;
    if (url !== undefined) problems.push(...urlProblems(url, { httpAllowed: allowsHttp(source, env), source }));
    if (problems.length > 0 || !url || !realm || !clientId || !clientSecret)
        throw misconfigured(eleveoDialect.name, problems);
    const path = (given.contextPath ?? defaultContextPath).replace(/^\/+|\/+$/g, "");
    return {
        url: new URL(url).origin,
        contextPath: path === "" ? "" : `/${path}`,
        realm,
        clientId,
        clientSecret,
        ...(reader && { reader }),
    };
}

function urlProblems(url: string, how: Parameters<typeof addressProblem>[2]): string[] {
    const remedy = "enable the secure connection on User Management";
    const problem = addressProblem(keys.url.config, url, { ...how, remedy });
    if (problem !== undefined) return [problem];
    const { origin, pathname } = new URL(url);
    if (pathname === "/") return [];
    return [
        coded(
            "CC3049",
            `${keys.url.config} must not have a path; it is "${shownAddress(url)}". ` +
                `Set it to ${origin}, and ${keys.contextPath.config} to ${pathname} if Keycloak is there`,
        ),
    ];
}

/** Base of a realm's public addresses. */
export const realmBase = ({ url, contextPath, realm }: Pick<EleveoSettings, "url" | "contextPath" | "realm">) =>
    `${url}${contextPath}/realms/${encodeURIComponent(realm)}`;

/** How a client-credentials client of the realm gets its token. */
export const tokenEndpoint = (settings: EleveoSettings): TokenEndpoint => ({
    product: eleveoDialect,
    url: `${realmBase(settings)}/protocol/openid-connect/token`,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    // Keycloak does not decode the contents of a Basic header, as other servers do.
    credentials: "form",
});

/**
 * Where the other product redirects users after login. It is known before the identity provider exists.
 * @param base - base of the realm's public addresses
 */
export const redirectUri = (base: string, alias: string) => `${base}/broker/${encodeURIComponent(alias)}/endpoint`;
