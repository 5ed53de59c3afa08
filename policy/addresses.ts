import { type Props, record, text } from "./values";

/** An address that a resource sends people to, and the path of the property that holds it. */
export interface Address {
    path: string;
    address: string;
}

const identityProviderUrls = ["authorizationUrl", "tokenUrl", "userInfoUrl", "logoutUrl"];
const keycloakUrls = ["rootUrl", "baseUrl", "adminUrl"];
const keycloakLists = ["redirectUris", "webOrigins"];
const afterLogout = "post.logout.redirect.uris";

/** By type, where the addresses are. */
const readers: Record<string, (props: Props) => Address[]> = {
    "genesys:OAuthClient": ({ redirectUris }) => listed("redirectUris", redirectUris),
    "genesys:ClientApp": (props) => named("", props, ["url"]),
    "genesys:Integration": (props) =>
        text(props["type"]).startsWith("embedded-client-app")
            ? named("properties.", record(props["properties"]), ["url"])
            : [],
    "eleveo:IdentityProvider": (props) => [
        ...named("", props, identityProviderUrls),
        ...named("config.", record(props["config"])).filter(({ address }) => /^https?:/i.test(address)),
    ],
    "eleveo:ProviderClient": (props) => {
        const client = record(record(props["profile"])["client"]);
        return [
            ...named("profile.client.", client, keycloakUrls),
            ...keycloakLists.flatMap((field) => listed(`profile.client.${field}`, client[field])),
            ...listed(
                `profile.client.attributes["${afterLogout}"]`,
                text(record(client["attributes"])[afterLogout]).split("##"),
            ),
        ].filter(({ address }) => !isOwn(address));
    },
};

/** Every address of a resource that a preview knows. */
export const addresses = (token: string, props: Props): Address[] => readers[token]?.(props) ?? [];

/** Keycloak: relative to the client's root, the server's own, or the same as the redirect URIs. */
const isOwn = (address: string): boolean =>
    address === "" || address === "+" || /^\/(?!\/)/.test(address) || /^\$\{auth(Base|Admin)Url\}/.test(address);

function listed(path: string, value: unknown): Address[] {
    const list = Array.isArray(value) ? value.map(text) : Object.keys(record(value));
    return list.map((address) => ({ path, address }));
}

function named(prefix: string, props: Props, keys: readonly string[] = Object.keys(props)): Address[] {
    return keys
        .filter((key) => props[key] !== undefined)
        .map((key) => ({ path: `${prefix}${key}`, address: text(props[key]) }));
}

/** The host, or nothing where it is not to be told: no web address, or a placeholder or wildcard in it. */
export function hostOf(address: string): string | undefined {
    if (!URL.canParse(address)) return undefined;
    const { protocol, hostname } = new URL(address);
    return /^https?:$/.test(protocol) && /^[\w.:[\]-]+$/.test(hostname) ? hostname : undefined;
}
