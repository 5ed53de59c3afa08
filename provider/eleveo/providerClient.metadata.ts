import { addressesIn, addressList, disabled, ownerGone, type TypeMetadata } from "../core/metadata";
import { members, record, text } from "../core/values";
import type { ProviderClientInputs } from "./providerClient";

/** The property that a client type determines. */
const profile = ["profile"] as const;

const keycloakUrls = ["rootUrl", "baseUrl", "adminUrl"];
const keycloakLists = ["redirectUris", "webOrigins"];
const afterLogout = "post.logout.redirect.uris";

/** Relative to the client's root, the server's own, or equal to the redirect URIs. */
const isOwn = (address: string): boolean =>
    address === "" || address === "+" || /^\/(?!\/)/.test(address) || /^\$\{auth(Base|Admin)Url\}/.test(address);

export const providerClient = {
    drift: [
        {
            id: "provider-client-access",
            severity: "high",
            why: "the client may do more, or log in in more ways",
            properties: profile,
            change: "added",
        },
        {
            id: "provider-client-login",
            severity: "high",
            why: "the client may do more, or log in in more ways",
            properties: profile,
            below: /^\.client\.(publicClient|fullScopeAllowed|(standardFlow|implicitFlow|directAccessGrants|serviceAccounts|authorizationServices)Enabled)$/,
            found: true,
        },
        {
            id: "provider-client-address",
            severity: "high",
            why: "logins can be sent to other addresses",
            properties: profile,
            below: /^\.client\.(redirectUris|webOrigins|rootUrl|baseUrl|adminUrl)$/,
        },
        {
            id: "provider-client-tokens",
            severity: "high",
            why: "tokens of the client say other things, or may say more",
            properties: profile,
            below: /^\.(protocolMappers|client\.(default|optional)ClientScopes)/,
            change: "changed",
        },
        { ...disabled, properties: profile, below: /^\.client\.enabled$/, found: false },
        {
            id: "provider-client-name",
            severity: "medium",
            why: "systems that log in by the declared name no longer can",
            properties: ["name"],
        },
        { ...ownerGone, properties: profile, below: /^\.client\.description$/ },
        {
            id: "provider-client-text",
            severity: "low",
            why: "text for people",
            properties: profile,
            below: /^\.client\.(name|description)$/,
        },
        {
            id: "provider-client-changed",
            severity: "medium",
            why: "the client is no longer what its type declares",
            properties: profile,
            change: "changed",
        },
    ],
    access: ["profile"],
    unmanaged: {
        suspicions: [
            {
                id: "unmanaged-provider-client",
                severity: "high",
                why: "this client is unmanaged, and it logs in by itself",
                fits: () => true,
            },
        ],
        sameName: false,
        listsCaller: true,
    },
    audit: { path: "clients", serviceAccount: true },
    part: "none",
    alsoListedAs: "none",
    picture: { arrows: "to", boxes: [] },
    generated: "never",
    guardRails: {
        description: ["profile", "client", "description"],
        addresses: (props) => {
            const client = record(record(props["profile"])["client"]);
            return [
                ...addressesIn("profile.client.", client, keycloakUrls),
                ...keycloakLists.flatMap((field) => addressList(`profile.client.${field}`, members(client[field]))),
                ...addressList(
                    `profile.client.attributes["${afterLogout}"]`,
                    text(record(client["attributes"])[afterLogout]).split("##"),
                ),
            ].filter(({ address }) => !isOwn(address));
        },
        roles: "none",
    },
} satisfies TypeMetadata<ProviderClientInputs>;
