import type * as pulumi from "@pulumi/pulumi";
import type { IdOf } from "../arguments";
import { missingRole } from "./heldRoles";
import type { Role } from "./role";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";

/** How callers obtain a token with an OAuth client. */
export type GrantType = "client-credentials" | "code" | "token" | "saml2-bearer" | "password";

/** A role that an OAuth client holds, and where. */
export interface RoleGrant {
    /** The role, or its id. The calling client must hold the role itself, or Genesys rejects the grant. */
    role: IdOf<Role>;
    /** Ids of the divisions, one or more; `"*"` stands for all, including those created later. */
    divisions: pulumi.Input<pulumi.Input<string>[]>;
}

/** Arguments of {@link OAuthClient}. */
export class OAuthClientArgs {
    /** App Name on the Client Details tab. It need not be unique. Changed in place. */
    name!: pulumi.Input<string>;
    /** Description on the Client Details tab. Changed in place. */
    description?: pulumi.Input<string | undefined>;
    /**
     * Grant Type on the Client Details tab. Changed in place; client id and secret stay the same. `code` also serves
     * clients that log in with PKCE. `token` (implicit grant) causes a warning: Genesys no longer offers it for new
     * clients (2026), and it stops working in 2027. @default "client-credentials"
     */
    grantType?: pulumi.Input<GrantType | undefined>;
    /**
     * Scopes on the Scope tab, e.g. `users:readonly`. The order does not matter. Not for client-credentials. Changed in
     * place. A scope that does not exist is rejected at preview.
     */
    scopes?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /**
     * Authorized redirect URIs, one or more for `code` and `token`: https, http on `localhost`, or a custom scheme of
     * an app, such as `com.acme.app:/callback`. Another http address causes a warning. Changed in place.
     */
    redirectUris?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /**
     * IP addresses that may use the client, each an IPv4 or IPv6 address or a CIDR range. The order does not matter.
     * `[]` allows any address. Genesys announced on 2026-04-06 that new client-credentials clients will need one or
     * more. Ranges are compared by the addresses that they contain: `10.1.2.3/8` equals `10.0.0.0/8`. Changed in place.
     * Not confirmed (G-61): the name of the API's field (`allowedIPAddresses`, read in any letter case). If Genesys
     * does not return the addresses after a write, a warning says so. @default left as they are; a new client allows
     * any address
     */
    allowedIpAddresses?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /**
     * Roles on the Roles tab: one or more for client-credentials, none for the others. Changed in place. Do not give
     * the same client roles through a {@link RoleAssignment} too.
     */
    roles?: pulumi.Input<pulumi.Input<RoleGrant>[] | undefined>;
    /**
     * Token Duration, 300 to 172,800 seconds. Up to 38,880,000 is possible for clients for SCIM and causes a warning.
     * Changed in place. Genesys' default is 86,400.
     */
    tokenLifetimeSeconds?: pulumi.Input<number | undefined>;
    /**
     * `inactive` disables the client, which is also the first step of deleting it. A client that Genesys' support has
     * disabled is shown as `disabled` after a refresh. It is never written as active; a warning says that it stays
     * disabled. @default "active"
     */
    state?: pulumi.Input<"active" | "inactive" | undefined>;
    /**
     * When Genesys deletes the client, in ISO 8601 with a time zone: `2027-01-31T00:00:00Z`. Changed in place. If you
     * omit it, the date in the tenant does not change. Not confirmed (G-64): how a date is removed, and that a client
     * can still be used until then. @default none
     */
    dateToDelete?: pulumi.Input<string | undefined>;
    /**
     * Any text, for example a date or the result of a random resource with keepers. If it changes, the client gets a
     * new secret, and the old one stops working at once. Nothing else changes. Adding it to a client that had none has
     * the same effect. Removing it has no effect.
     */
    rotation?: pulumi.Input<string | undefined>;
}

/** Values that only the provider knows. */
class OAuthClientOutputs {
    /** `<project>/<stack>/<name>`, as the description shows it. If someone removes it, the next `up` restores it. */
    readonly marker!: pulumi.Output<string>;
    /** Client ID on the Client Details tab. */
    readonly clientId!: pulumi.Output<string>;
    /** Secret of the client, encrypted in the state. Absent after `get` and after an import. */
    readonly clientSecret!: pulumi.Output<string>;
}

const metadata: ResourceMetadata<OAuthClientArgs, "grantType" | "state"> = {
    token: "genesys:OAuthClient",
    args: OAuthClientArgs,
    outputs: OAuthClientOutputs,
    computed: { grantType: true, state: true },
    verify: missingRole,
};

export interface OAuthClient extends Outputs<OAuthClientArgs, "grantType" | "state">, OAuthClientOutputs {}

/**
 * An OAuth client of one Genesys Cloud organization (Admin → Integrations → OAuth).
 *
 * The id is the client id. Genesys shows the secret only once, when it creates the client or renews its secret. The
 * secret is stored in the state, encrypted. A refresh can never restore a lost secret; change `rotation` to get a new
 * one.
 *
 * Deleting sets the client to inactive first, as Genesys requires. Genesys keeps a client that is older than 30 days
 * for seven more days, deactivated. In that case deleting ends as soon as the client is inactive and has a date of
 * deletion, and a note names the date. The caller needs `oauth:client:view`, `:add`, `:edit` and `:delete`.
 *
 * @example
 * ```ts
 * import { genesys } from "pulumi-contact-center";
 *
 * const role = new genesys.Role("reporting", {
 *     name: "Reporting",
 *     permissions: ["analytics:conversationDetail:view"],
 * });
 * // Genesys Cloud lets a caller grant only roles that it holds itself.
 * const held = new genesys.RoleAssignment("caller", {
 *     role,
 *     divisions: ["*"],
 *     subjects: [genesys.caller()],
 * });
 * const client = new genesys.OAuthClient(
 *     "reporting",
 *     { name: "Reporting", roles: [{ role, divisions: ["*"] }], rotation: "2026Q4" },
 *     { dependsOn: [held] },
 * );
 * export const clientId = client.clientId;
 * export const clientSecret = client.clientSecret;
 * ```
 */
export class OAuthClient extends ContactCenterResource {
    constructor(name: string, args: OAuthClientArgs, opts?: pulumi.CustomResourceOptions) {
        super(metadata, name, args, opts);
    }

    /** Reads an existing client by its client id, without managing it. Its secret is not available. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): OAuthClient {
        return new OAuthClient(name, {} as OAuthClientArgs, { ...opts, id });
    }
}
