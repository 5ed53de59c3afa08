import type * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type ResourceFacts } from "../resource";

/** How callers obtain a token with an OAuth client. */
export type GrantType = "client-credentials" | "code" | "token" | "saml2-bearer" | "password";

/** A role that an OAuth client holds, and where. */
export interface RoleGrant {
    /** Id of the role. The calling client must hold the role itself, or Genesys refuses to hand it out. */
    role: pulumi.Input<string>;
    /** Ids of the divisions, one or more; `"*"` stands for all, also those made later. */
    divisions: pulumi.Input<pulumi.Input<string>[]>;
}

/** Arguments of {@link OAuthClient}. */
export interface OAuthClientArgs {
    /** App Name on the Client Details tab. It need not be unique. Changed in place. */
    name: pulumi.Input<string>;
    /** Description on the Client Details tab. Changed in place. */
    description?: pulumi.Input<string>;
    /**
     * Grant Type on the Client Details tab. Changed in place: client id and secret stay. `token` (implicit grant) is
     * no longer offered for new clients. @default "client-credentials"
     */
    grantType?: pulumi.Input<GrantType>;
    /**
     * Scopes on the Scope tab, e.g. `users:readonly`; a set, not for client-credentials. Changed in place. One that
     * does not exist is refused at preview.
     */
    scopes?: pulumi.Input<pulumi.Input<string>[]>;
    /** Authorized redirect URIs, https; one or more for `code` and `token`. Changed in place. */
    redirectUris?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Roles on the Roles tab: one or more for client-credentials, none for the others. Changed in place. Do not give
     * the same client roles through a {@link RoleAssignment} too.
     */
    roles?: pulumi.Input<pulumi.Input<RoleGrant>[]>;
    /** Token Duration, 300 to 172,800 seconds; SCIM clients are not covered. Changed in place; Genesys' default is 86,400. */
    tokenLifetimeSeconds?: pulumi.Input<number>;
    /** `inactive` switches the client off, which is also the first step of deleting it. @default "active" */
    state?: pulumi.Input<"active" | "inactive">;
    /**
     * Any text, for example a date or the result of a random resource with keepers. A change of it makes a new secret
     * and nothing else; the old secret dies at once. So does adding it to a client that had none. Taking it out
     * changes nothing.
     */
    rotation?: pulumi.Input<string>;
}

const facts: ResourceFacts<OAuthClientArgs> = {
    token: "genesys:OAuthClient",
    properties: [
        "name",
        "description",
        "grantType",
        "scopes",
        "redirectUris",
        "roles",
        "tokenLifetimeSeconds",
        "state",
        "rotation",
        "marker",
        "clientId",
        "clientSecret",
    ],
    filledIn: ["grantType", "state", "clientId", "clientSecret"],
};

/**
 * An OAuth client of one Genesys Cloud organisation (Admin → Integrations → OAuth).
 *
 * The id is the client id. Genesys shows the secret once, when the client is made or its secret is renewed: it is kept
 * in the state, encrypted, and a refresh can never repair a lost one; change `rotation` for a new one. Deleting sets
 * the client to inactive first, as Genesys demands. Calling needs `oauth:client:view`, `:add`, `:edit` and `:delete`.
 * Which addresses may use a client ("allowed IP addresses") is not in the API's published description.
 */
export class OAuthClient extends ContactCenterResource {
    declare readonly name: pulumi.Output<string>;
    declare readonly description: pulumi.Output<string | undefined>;
    declare readonly grantType: pulumi.Output<GrantType>;
    declare readonly scopes: pulumi.Output<string[] | undefined>;
    declare readonly redirectUris: pulumi.Output<string[] | undefined>;
    declare readonly roles: pulumi.Output<pulumi.Unwrap<RoleGrant>[] | undefined>;
    declare readonly tokenLifetimeSeconds: pulumi.Output<number | undefined>;
    declare readonly state: pulumi.Output<"active" | "inactive">;
    declare readonly rotation: pulumi.Output<string | undefined>;
    /** Client ID on the Client Details tab. */
    declare readonly clientId: pulumi.Output<string>;
    /** Secret of the client, encrypted in the state. Absent after `get` and after an import. */
    declare readonly clientSecret: pulumi.Output<string>;
    /** `<project>/<stack>/<name>`, as the description shows it; taken away by others, the next `up` sets it again. */
    declare readonly marker: pulumi.Output<string>;

    constructor(name: string, args: OAuthClientArgs, opts?: pulumi.CustomResourceOptions) {
        super(facts, name, args, opts);
    }

    /** An existing client, by its client id; nothing of it is managed, and its secret is not to be had. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): OAuthClient {
        return new OAuthClient(name, {} as OAuthClientArgs, { ...opts, id });
    }
}
