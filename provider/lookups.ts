import type { ConfigSource } from "./core/configuration";
import { Connections } from "./core/connections";
import { eleveoDialect } from "./eleveo/failure";
import { eleveoSettings, redirectUri } from "./eleveo/settings";
import { genesys } from "./genesys/api";
import { type GenesysLookups, genesysLookups as lookups } from "./genesys/lookups";
import type { EleveoServer } from "../sdk/eleveo/types";

// What a program loads of the provider for its lookups: no resource types and no validation.

export type { GenesysLookups } from "./genesys/lookups";

export interface EleveoLookups {
    server(): EleveoServer;
    redirectUri(alias: string): string;
}

/** The lookups of a program in the organization that a configuration leads to. */
export function genesysLookups(source: ConfigSource): GenesysLookups {
    const connections = new Connections(source);
    return lookups(() => connections.to(genesys));
}

/** What a program may ask of an Eleveo User Management; it makes no request. */
export function eleveoLookups(source: ConfigSource): EleveoLookups {
    const connections = new Connections(source);
    const eleveo = { title: eleveoDialect.name, settings: eleveoSettings };
    return {
        server: () => {
            const { url, contextPath, realm } = connections.settings(eleveo);
            return { url, contextPath, realm };
        },
        redirectUri: (alias) => redirectUri(connections.settings(eleveo), alias),
    };
}
