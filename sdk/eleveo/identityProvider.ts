import * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";

/** Arguments of {@link IdentityProvider}. */
export class IdentityProviderArgs {
    /**
     * Keycloak's name for it, part of the Redirect URI; 255 characters at most, no white space, none of
     * `/ ? # % : @ ! $ & ( ) * + , ; = [ ] { } \`. A change replaces the identity provider: Keycloak deletes its mappers and
     * the links to people's accounts, and the preview names what is lost.
     */
    alias!: pulumi.Input<string>;
    /**
     * Provider type, by its id on the server; one that the server does not have is refused at preview. Eleveo's own
     * types ("Webex CC", "UCCE SSO Connect") have ids that are not public. Keycloak never changes the type of an
     * identity provider, so a change replaces it, as one of `alias` does. @default "oidc"
     */
    providerId?: pulumi.Input<string | undefined>;
    /** Display Name, on the login button, 255 characters at most. Changed in place. */
    displayName?: pulumi.Input<string | undefined>;
    /** Changed in place. @default true */
    enabled?: pulumi.Input<boolean | undefined>;
    /** Whether an e-mail address counts as verified because the other product says so. Changed in place. @default false */
    trustEmail?: pulumi.Input<boolean | undefined>;
    /** Whether the other product's tokens are kept. Changed in place. */
    storeToken?: pulumi.Input<boolean | undefined>;
    /** Whether it only links accounts and logs nobody in. Changed in place. */
    linkOnly?: pulumi.Input<boolean | undefined>;
    /** Whether the login page has no button for it. Changed in place. */
    hideOnLogin?: pulumi.Input<boolean | undefined>;
    /** Alias of the flow at a first login, not empty. Changed in place; Keycloak's default is `first broker login`. */
    firstBrokerLoginFlow?: pulumi.Input<string | undefined>;
    /** Alias of the flow after each login; empty for none. Changed in place. */
    postBrokerLoginFlow?: pulumi.Input<string | undefined>;
    /** Client ID that the other product gave. Changed in place. */
    clientId!: pulumi.Input<string>;
    /**
     * Client Secret that the other product gave; encrypted in the state. Changed in place. Keycloak never shows it, so
     * one that was changed in the admin pages is not seen as drift; one that was removed is. Required, unless
     * `clientAuthentication` is `private_key_jwt`; if it is left out, a stored secret stays.
     */
    clientSecret?: pulumi.Input<string | undefined>;
    /** Authorization URL. Changed in place; http is refused where the realm demands https. */
    authorizationUrl!: pulumi.Input<string>;
    /** Token URL. Changed in place; as above. */
    tokenUrl!: pulumi.Input<string>;
    /** User Info URL. Changed in place; as above. */
    userInfoUrl?: pulumi.Input<string | undefined>;
    /** Logout URL. Changed in place; as above. */
    logoutUrl?: pulumi.Input<string | undefined>;
    /**
     * How the server proves to the other product who it is. Changed in place; Keycloak's default is
     * `client_secret_post`. With `private_key_jwt` it signs with the realm's key, which the other product finds at
     * `<realm>/protocol/openid-connect/certs`; the algorithm is `clientAssertionSigningAlg` in `config`.
     */
    clientAuthentication?: pulumi.Input<
        "client_secret_post" | "client_secret_basic" | "client_secret_jwt" | "private_key_jwt" | undefined
    >;
    /** Scopes that are asked for; Keycloak adds `openid`. A set. Changed in place. */
    scopes?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** When a person's data is taken over: at the first login, as before Keycloak 10, at each. Changed in place. */
    syncMode?: pulumi.Input<"import" | "legacy" | "force" | undefined>;
    /**
     * Further keys of Keycloak's configuration of the provider. Keycloak stores texts, so numbers and booleans are
     * written as texts; an empty text says that the key is not set. Keys that are not named stay. Changed in place.
     */
    config?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
}

/** What only the provider knows. */
class IdentityProviderOutputs {
    /** `<project>/<stack>/<name>`, as Keycloak's configuration `managedBy` shows it; taken away by others, the next `up` sets it again. */
    readonly marker!: pulumi.Output<string>;
    /** Redirect URI, to be registered at the other product; the same as {@link redirectUri} gives before. */
    readonly redirectUri!: pulumi.Output<string>;
}

const metadata: ResourceMetadata<IdentityProviderArgs, "providerId" | "enabled" | "trustEmail"> = {
    token: "eleveo:IdentityProvider",
    args: IdentityProviderArgs,
    outputs: IdentityProviderOutputs,
    computed: { providerId: true, enabled: true, trustEmail: true },
    identity: { properties: ["alias"], keys: ({ alias }) => [[alias]] },
};

export interface IdentityProvider
    extends Outputs<IdentityProviderArgs, "providerId" | "enabled" | "trustEmail">, IdentityProviderOutputs {}

/**
 * An identity provider of one Eleveo User Management (Identity Providers → Add provider).
 *
 * The id is the alias. Deleting removes the login button, and the links between people's accounts here and there.
 * Calling needs the role `manage-identity-providers` of `realm-management`. Eleveo publishes no interface for this:
 * it speaks to the Keycloak that User Management is, which is not confirmed (E-1) by an Eleveo document.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as contact from "pulumi-contact-center";
 *
 * const config = new pulumi.Config("login");
 * const login = new contact.eleveo.IdentityProvider("login", {
 *     alias: "acme",
 *     displayName: "Acme",
 *     clientId: config.require("clientId"),
 *     clientSecret: config.requireSecret("clientSecret"),
 *     authorizationUrl: "https://login.acme.example/authorize",
 *     tokenUrl: "https://login.acme.example/token",
 *     scopes: ["email", "profile"],
 * });
 * export const redirectUri = login.redirectUri;
 * ```
 */
export class IdentityProvider extends ContactCenterResource {
    constructor(name: string, args: IdentityProviderArgs, opts?: pulumi.CustomResourceOptions) {
        const { clientSecret } = args;
        super(
            metadata,
            name,
            { ...args, ...(clientSecret ? { clientSecret: pulumi.secret(clientSecret) } : {}) },
            opts,
        );
    }

    /** An existing identity provider, by its alias; nothing of it is managed, and its secret is not to be had. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): IdentityProvider {
        return new IdentityProvider(name, {} as IdentityProviderArgs, { ...opts, id });
    }
}
