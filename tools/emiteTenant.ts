import type { Simulator } from "../simulator";

/** The settings of a stack on a simulated organization. */
export const connectionTo = ({ url, credentials }: Simulator) => ({
    config: {
        "genesyscloud:region": "eu-west-1",
        "genesyscloud:gateway": url,
        "genesyscloud:oauthClientId": credentials.clientId,
    },
    secrets: { "genesyscloud:oauthClientSecret": credentials.clientSecret },
});

/** The setting `genesys` of the native plugin. */
export const nativeConnectionTo = ({ url, credentials }: Simulator) => ({
    region: "eu-west-1",
    gateway: url,
    oauthClientId: credentials.clientId,
    oauthClientSecret: credentials.clientSecret,
});

/** The same in one object, for a provider in this process. */
export function settingsFor(sim: Simulator): Record<string, string> {
    const { config, secrets } = connectionTo(sim);
    return { ...config, ...secrets };
}

/** The wholly configured eMite integration of the example. */
export const tenantConfig = {
    "emite:wfm": "true",
    "emite:licences": "all",
    "emite:members": JSON.stringify({
        access: ["anna.smith@acme.example", "ben.smith@acme.example"],
        dashboardViewers: ["anna.smith@acme.example"],
        dashboardCreators: ["ben.smith@acme.example"],
    }),
};

/** Both: what the example needs to create all of eMite in a simulated organization. */
export function emiteTenant(sim: Simulator) {
    const { config, secrets } = connectionTo(sim);
    return { config: { ...config, ...tenantConfig }, secrets };
}
