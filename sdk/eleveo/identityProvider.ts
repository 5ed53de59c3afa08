import * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";

/** Arguments of {@link IdentityProvider}. */
export class IdentityProviderArgs {
    /**
     * Keycloak's name for it, part of the Redirect URI. At most 255 characters, without white space and without any of
     * `/ ? # % : @ ! $ & ( ) * + , ; = [ ] { } \`. A change replaces the identity provider: Keycloak deletes its
     * mappers and the links to user accounts. The preview lists what is lost.
     */
    alias!: pulumi.Input<string>;
    /**
     * Provider type, by its id on the server. A type that the server does not have is rejected at preview. Eleveo's own
     * types ("Webex CC", "UCCE SSO Connect") have ids that are not public. Keycloak cannot change the type of an
     * identity provider, so a change replaces it, like a change of `alias`. @default "oidc"
     */
    providerId?: pulumi.Input<string | undefined>;
    /** Display Name, shown on the login button. At most 255 characters. Changed in place. */
    displayName?: pulumi.Input<string | undefined>;
    /** Changed in place. @default true */
    enabled?: pulumi.Input<boolean | undefined>;
    /** Whether e-mail addresses from the other product count as verified. Changed in place. @default false */
    trustEmail?: pulumi.Input<boolean | undefined>;
    /** Whether Keycloak stores the other product's tokens. Changed in place. */
    storeToken?: pulumi.Input<boolean | undefined>;
    /** Whether the identity provider only links accounts and cannot be used to log in. Changed in place. */
    linkOnly?: pulumi.Input<boolean | undefined>;
    /** Whether the login page hides the button for it. Changed in place. */
    hideOnLogin?: pulumi.Input<boolean | undefined>;
    /**
     * Alias of the flow that runs at a user's first login; must not be empty. Changed in place. Keycloak's default is
     * `first broker login`.
     */
    firstBrokerLoginFlow?: pulumi.Input<string | undefined>;
    /** Alias of the flow that runs after each login; empty for none. Changed in place. */
    postBrokerLoginFlow?: pulumi.Input<string | undefined>;
    /** Client ID that the other product issued. Changed in place. */
    clientId!: pulumi.Input<string>;
    /**
     * Client Secret that the other product issued; encrypted in the state. Changed in place. Keycloak never returns it,
     * so a secret that was changed in the admin pages is not detected as drift. A secret that was removed is detected.
     * Required unless `clientAuthentication` is `private_key_jwt`, or the identity provider was imported without it.
     * Then its stored secret is kept.
     */
    clientSecret?: pulumi.Input<string | undefined>;
    /** Authorization URL. Changed in place. http is rejected if the realm requires https. */
    authorizationUrl!: pulumi.Input<string>;
    /** Token URL. Changed in place. http is rejected if the realm requires https. */
    tokenUrl!: pulumi.Input<string>;
    /** User Info URL. Changed in place. http is rejected if the realm requires https. */
    userInfoUrl?: pulumi.Input<string | undefined>;
    /** Logout URL. Changed in place. http is rejected if the realm requires https. */
    logoutUrl?: pulumi.Input<string | undefined>;
    /**
     * How the server authenticates to the other product. Changed in place. Keycloak's default is `client_secret_post`.
     * With `private_key_jwt` it signs with the realm's key, which the other product reads from
     * `<realm>/protocol/openid-connect/certs`. The algorithm is `clientAssertionSigningAlg` in `config`.
     */
    clientAuthentication?: pulumi.Input<
        "client_secret_post" | "client_secret_basic" | "client_secret_jwt" | "private_key_jwt" | undefined
    >;
    /** Scopes to request; Keycloak adds `openid`. The order does not matter. Changed in place. */
    scopes?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /**
     * When Keycloak copies the user's data from the other product: at the first login, as before Keycloak 10, or at
     * each login. Changed in place.
     */
    syncMode?: pulumi.Input<"import" | "legacy" | "force" | undefined>;
    /**
     * Further keys of Keycloak's configuration of the provider. Keycloak stores text, so numbers and booleans are
     * written as text. An empty text means that the key is not set. Keys that you do not list are kept. Changed in
     * place.
     */
    config?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
}

/** Values that only the provider knows. */
class IdentityProviderOutputs {
    /**
     * `<project>/<stack>/<name>`, as `managedBy` in Keycloak's configuration shows it. If someone removes it, the next
     * `up` restores it.
     */
    readonly marker!: pulumi.Output<string>;
    /**
     * Redirect URI to register at the other product. {@link redirectUri} returns the same URI before the resource
     * exists.
     */
    readonly redirectUri!: pulumi.Output<string>;
}

const metadata: ResourceMetadata<IdentityProviderArgs, "providerId" | "enabled" | "trustEmail"> = {
    token: "eleveo:IdentityProvider",
    args: IdentityProviderArgs,
    outputs: IdentityProviderOutputs,
    computed: { providerId: true, enabled: true, trustEmail: true },
};

export interface IdentityProvider
    extends Outputs<IdentityProviderArgs, "providerId" | "enabled" | "trustEmail">, IdentityProviderOutputs {}

/**
 * An identity provider of one Eleveo User Management (Identity Providers → Add provider).
 *
 * The id is the alias. Deleting it removes the login button and the links between user accounts in the two products.
 * The caller needs the role `manage-identity-providers` of `realm-management`. Eleveo publishes no API for identity
 * providers, so this resource uses the API of the Keycloak inside User Management. Not confirmed (E-1): no Eleveo
 * document says that User Management is a Keycloak.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { eleveo } from "pulumi-contact-center";
 *
 * const config = new pulumi.Config("login");
 * const login = new eleveo.IdentityProvider("login", {
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

    /** Reads an existing identity provider by its alias, without managing it. Its secret is not available. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): IdentityProvider {
        return new IdentityProvider(name, {} as IdentityProviderArgs, { ...opts, id });
    }
}
