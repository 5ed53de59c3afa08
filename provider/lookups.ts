import type { ConfigSource } from "./core/configuration";
import { Connections } from "./core/connections";
import { eleveoDialect } from "./eleveo/failure";
import { eleveoSettings, realmBase, redirectUri } from "./eleveo/settings";
import { genesys } from "./genesys/api";
import { type GenesysLookups, genesysLookups as lookups } from "./genesys/lookups";
import type { EleveoServer } from "../sdk/eleveo/types";

// The part of the provider that a program loads for its lookups: no resource types and no validation.

export type { GenesysLookups } from "./genesys/lookups";

export interface EleveoLookups {
    server(): EleveoServer;
    /** @param isMocked - makes no request */
    redirectUri(alias: string, isMocked: boolean): Promise<string>;
}

/** The lookups of a program in the organization that a configuration connects to. */
export function genesysLookups(source: ConfigSource): GenesysLookups {
    const connections = Connections.from(source);
    return lookups(() => connections.to(genesys));
}

/** The lookups of a program in an Eleveo User Management. */
export function eleveoLookups(source: ConfigSource): EleveoLookups {
    const connections = Connections.from(source);
    const eleveo = { title: eleveoDialect.name, settings: eleveoSettings };
    return {
        server: () => {
            const { url, contextPath, realm } = connections.settings(eleveo);
            return { url, contextPath, realm };
        },
        redirectUri: async (alias, isMocked) => {
            const settings = connections.settings(eleveo);
            if (isMocked || connections.offlinePreview()) return redirectUri(realmBase(settings), alias);
            const { publicBase } = await import("./eleveo/realmPage.js");
            return redirectUri(await publicBase(settings), alias);
        },
    };
}
