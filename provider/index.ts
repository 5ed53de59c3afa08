import { Connections } from "./core/connections";
import { eleveo } from "./eleveo/api";
import { redirectUri } from "./eleveo/settings";
import { genesys } from "./genesys/api";
import { type GenesysLookups, genesysLookups as lookups } from "./genesys/lookups";
import type { ConfigSource } from "./core/configuration";
import type { EleveoServer } from "../sdk/eleveo/types";

export type { GenesysLookups } from "./genesys/lookups";
export type { ConfigSource } from "./core/configuration";
export type { ResourceToken } from "./resources";
export { dynamic } from "./runtime/dynamic";

export interface EleveoLookups {
    server(): EleveoServer;
    redirectUri(alias: string): string;
}

/** Converts a user export of Webex for Eleveo; loaded on first use. */
export const convertFile: typeof import("./webex/convert").convertFile = (...given) =>
    (require("./webex/convert") as typeof import("./webex/convert")).convertFile(...given);

/** The lookups of a program in the organization that a configuration leads to. */
export function genesysLookups(source: ConfigSource): GenesysLookups {
    const connections = new Connections(source);
    return lookups(() => connections.to(genesys));
}

/** What a program may ask of an Eleveo User Management; it makes no request. */
export function eleveoLookups(source: ConfigSource): EleveoLookups {
    const connections = new Connections(source);
    return {
        server: () => {
            const { url, contextPath, realm } = connections.settings(eleveo);
            return { url, contextPath, realm };
        },
        redirectUri: (alias) => redirectUri(connections.settings(eleveo), alias),
    };
}
