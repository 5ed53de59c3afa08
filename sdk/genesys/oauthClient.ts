import type * as pulumi from "@pulumi/pulumi";
import type { IdOf } from "../arguments";
import { missingRole } from "./heldRoles";
import type { Role } from "./role";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";

/** How callers obtain a token with an OAuth client. */
export type GrantType = "client-credentials" | "code" | "token" | "saml2-bearer" | "password";

/** A role that an OAuth client holds, and where. */
export interface RoleGrant {
    /** The role, or its id. The calling client must hold the role itself, or Genesys refuses to hand it out. */
    role: IdOf<Role>;
    /** Ids of the divisions, one or more; `"*"` stands for all, also those made later. */
    divisions: pulumi.Input<pulumi.Input<string>[]>;
}

/** Arguments of {@link OAuthClient}. */
export class OAuthClientArgs {
    /** App Name on the Client Details tab. It need not be unique. Changed in place. */
    name!: pulumi.Input<string>;
    /** Description on the Client Details tab. Changed in place. */
    description?: pulumi.Input<string | undefined>;
    /**
     * Grant Type on the Client Details tab. Changed in place: client id and secret stay. `code` also serves clients
     * that log in with PKCE. `token` (implicit grant) causes a warning: Genesys no longer offers it for new clients
     * (2026), and it stops working in 2027. @default "client-credentials"
     */
    grantType?: pulumi.Input<GrantType | undefined>;
    /**
     * Scopes on the Scope tab, e.g. `users:readonly`; a set, not for client-credentials. Changed in place. One that
     * does not exist is refused at preview.
     */
    scopes?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /**
     * Authorized redirect URIs, one or more for `code` and `token`: https, http on `localhost`, or a scheme of an app,
     * such as `com.acme.app:/callback`. Another http address is a warning. Changed in place.
     */
    redirectUris?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /**
     * IP addresses that may use the client, each an IPv4 or IPv6 address or a CIDR range; a set. `[]` allows any
     * address. Genesys announced on 2026-04-06 that new client-credentials clients will need one or more. Ranges are
     * compared by the addresses in them: `10.1.2.3/8` is `10.0.0.0/8`. Changed in place. Not confirmed (G-61): the name of
     * the API's field (`allowedIPAddresses`, read in any letter case). If Genesys does not return the addresses after
     * a write, a warning says so. @default left as they are; a new client allows any address
     */
    allowedIpAddresses?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /**
     * Roles on the Roles tab: one or more for client-credentials, none for the others. Changed in place. Do not give
     * the same client roles through a {@link RoleAssignment} too.
     */
    roles?: pulumi.Input<pulumi.Input<RoleGrant>[] | undefined>;
    /**
     * Token Duration, 300 to 172,800 seconds; up to 38,880,000 for clients for SCIM, which is a warning. Changed in
     * place; Genesys' default is 86,400.
     */
    tokenLifetimeSeconds?: pulumi.Input<number | undefined>;
    /**
     * `inactive` switches the client off, which is also the first step of deleting it. A client that Genesys' support
     * has disabled is shown as `disabled` by a refresh. It is never written as active; a warning says that it stays
     * disabled. @default "active"
     */
    state?: pulumi.Input<"active" | "inactive" | undefined>;
    /**
     * When Genesys deletes the client, in ISO 8601 with a time zone: `2027-01-31T00:00:00Z`. Changed in place. If it
     * is not declared, the tenant's date is left as it is. Not confirmed (G-64): how a date is removed, and that a client
     * can still be used until then. @default none
     */
    dateToDelete?: pulumi.Input<string | undefined>;
    /**
     * Any text, for example a date or the result of a random resource with keepers. A change of it makes a new secret
     * and nothing else; the old secret dies at once. So does adding it to a client that had none. Taking it out
     * changes nothing.
     */
    rotation?: pulumi.Input<string | undefined>;
}

/** What only the provider knows. */
class OAuthClientOutputs {
    /** `<project>/<stack>/<name>`, as the description shows it; taken away by others, the next `up` sets it again. */
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
 * An OAuth client of one Genesys Cloud organisation (Admin → Integrations → OAuth).
 *
 * The id is the client id. Genesys shows the secret once, when the client is made or its secret is renewed: it is kept
 * in the state, encrypted, and a refresh can never repair a lost one; change `rotation` for a new one. Deleting sets
 * the client to inactive first, as Genesys demands. Genesys keeps a client that is older than 30 days for seven more
 * days, deactivated: deleting then ends as soon as it is inactive and has a date of deletion, and a note names the date.
 * Calling needs `oauth:client:view`, `:add`, `:edit` and `:delete`.
 *
 * @example
 * ```ts
 * import * as contact from "pulumi-contact-center";
 *
 * const role = new contact.genesys.Role("reporting", {
 *     name: "Reporting",
 *     permissions: ["analytics:conversationDetail:view"],
 * });
 * // Genesys Cloud lets a caller hand out only roles that it holds itself.
 * const held = new contact.genesys.RoleAssignment("caller", {
 *     role,
 *     divisions: ["*"],
 *     subjects: [contact.genesys.caller()],
 * });
 * const client = new contact.genesys.OAuthClient(
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

    /** An existing client, by its client id; nothing of it is managed, and its secret is not to be had. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): OAuthClient {
        return new OAuthClient(name, {} as OAuthClientArgs, { ...opts, id });
    }
}
