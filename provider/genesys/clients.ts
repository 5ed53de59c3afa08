import type { HttpClient } from "../transport/http";
import { Quota } from "../transport/quota";
import { Token } from "../transport/token";
import { type GenesysSettings, genesysTokenEndpoint } from "./settings";

const allClients = (settings: GenesysSettings) =>
    settings.reader ? [settings.reader] : [settings, ...(settings.furtherClients ?? [])];

/** Ids of the OAuth clients that send requests, the main one first. */
export const clientIds = (settings: GenesysSettings): string[] => allClients(settings).map(({ clientId }) => clientId);

/** The same, each with its own token and quota. @param minute - length of the quota's minute in milliseconds */
export const genesysClients = (settings: GenesysSettings, minute?: number): HttpClient[] =>
    allClients(settings).map(({ clientId, clientSecret }) => {
        const token = new Token({ ...genesysTokenEndpoint(settings), clientId, clientSecret });
        return {
            token: () => token.value(),
            tokenRefused: (refused) => token.refused(refused),
            quota: new Quota(settings.requestsPerMinute, minute),
        };
    });

/**
 * Whether the answer depends on the caller, so that only the main client calls, because it has the roles that it
 * grants. The permissions of a role do not depend on who writes them.
 */
export function dependsOnCaller(method: string, path: string): boolean {
    if (method === "GET") return /\/(tokens|subjects|users)\/me$/.test(path);
    const definesRole = method === "POST" ? /\/authorization\/roles$/ : /\/authorization\/roles\/[^/]+$/;
    return /\/api\/v2\/(oauth|authorization)\//.test(path) && !definesRole.test(path);
}
