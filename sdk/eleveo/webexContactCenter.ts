import { userError } from "../userError";

/** Region of a Webex Contact Center, as Eleveo's procedure distinguishes them. */
export type WebexRegion = "us" | "eu";

/** Arguments of {@link webexContactCenter}. */
export interface WebexContactCenterArgs {
    region: WebexRegion;
    /**
     * Logout URL. @default for `us` the address that public samples use; required for `eu`, for which no source gives
     * one
     */
    logoutUrl?: string | undefined;
}

/** Cisco's own documents list the same hosts for all data centers (developer.webex.com, "Login with Webex"). */
const addresses = {
    authorizationUrl: "https://webexapis.com/v1/authorize",
    tokenUrl: "https://webexapis.com/v1/access_token",
    userInfoUrl: "https://webexapis.com/v1/userinfo",
};

/** Not confirmed (E-22): it appears in public samples, but not in Cisco's list of properties. */
const logoutUrls: Partial<Record<WebexRegion, string>> = { us: "https://idbroker.webex.com/idb/oauth2/v1/logout" };
const regions: readonly string[] = ["us", "eu"];

/**
 * The settings of a Webex Contact Center for an {@link IdentityProvider}: addresses, scopes, and how the client sends
 * its secret. Throws for an unknown region, and for the EU without a logout address.
 */
export function webexContactCenter({ region, logoutUrl }: WebexContactCenterArgs) {
    if (!regions.includes(region))
        throw userError("CC3057", `webexContactCenter: region must be "us" or "eu"; it is ${JSON.stringify(region)}`);
    const logout = logoutUrl ?? logoutUrls[region];
    if (logout === undefined)
        throw userError(
            "CC3058",
            `webexContactCenter: logoutUrl is required for the region "${region}", because no document gives the logout address. ` +
                `Take it from the table of Eleveo's page "Adding Webex Contact Center Identity Provider"`,
        );
    return {
        displayName: "Webex CC",
        ...addresses,
        logoutUrl: logout,
        clientAuthentication: "client_secret_post" as const,
        // Other scopes must be registered at Webex first, or it answers `invalid_scope`.
        scopes: ["email", "profile"],
        trustEmail: false,
    };
}
