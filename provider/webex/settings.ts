import { misconfigured, missingKeys, readKeys } from "../core/configuration";
import type { Configurable } from "../core/connections";

const keys = { token: { config: "webex:accessToken", env: "WEBEX_ACCESS_TOKEN", secret: true } };

/** Webex, for the access token of an organization. */
export const webex: Configurable<{ token: string }> = {
    title: "Webex",
    settings: (source, env) => {
        const { token } = readKeys(keys, source, env);
        if (token === undefined) throw misconfigured(webex.title, missingKeys(keys, {}, source));
        return { token };
    },
};
