import { addressesIn, type TypeMetadata } from "../core/metadata";
import { record } from "../core/values";
import type { IdentityProviderInputs } from "./identityProvider";

const urls = ["authorizationUrl", "tokenUrl", "userInfoUrl", "logoutUrl"] as const;

export const identityProvider = {
    drift: [
        { id: "login-address", severity: "high", why: "logins are sent to another address", properties: urls },
        {
            id: "login-hidden",
            severity: "medium",
            why: "people no longer find it, or can no longer log in with it",
            properties: ["hideOnLogin", "linkOnly"],
            found: true,
        },
        {
            id: "login-check",
            severity: "high",
            why: "other people may get in, or as other users",
            properties: ["config", "providerId", "firstBrokerLoginFlow", "postBrokerLoginFlow", "linkOnly"],
        },
        {
            id: "login-trust",
            severity: "high",
            why: "addresses that nobody verified count as verified",
            properties: ["trustEmail"],
            found: true,
        },
        {
            id: "login-client",
            severity: "medium",
            why: "the other product may refuse the login, or tell less of a person",
            properties: ["clientId", "clientSecret", "clientAuthentication", "scopes"],
        },
    ],
    access: [],
    unmanaged: {
        suspicions: [
            {
                id: "unmanaged-identity-provider",
                severity: "high",
                why: "this way to log in is unmanaged",
                fits: () => true,
            },
        ],
        sameName: false,
        listsCaller: false,
    },
    audit: { path: "identity-provider/instances", serviceAccount: false },
    part: "none",
    alsoListedAs: "none",
    picture: { arrows: "to", boxes: [] },
    generated: "never",
    guardRails: {
        description: "none",
        addresses: (props) => [
            ...addressesIn("", props, urls),
            ...addressesIn("config.", record(props["config"])).filter(({ address }) => /^https?:/i.test(address)),
        ],
        roles: "none",
    },
} satisfies TypeMetadata<IdentityProviderInputs>;
