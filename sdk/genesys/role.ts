import type * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";

/** Actions on an entity that are allowed under conditions only. */
export interface RolePolicy {
    /** Domain of the permissions, e.g. `routing`. */
    domain: pulumi.Input<string>;
    /** Entity within the domain, e.g. `queue`. */
    entity: pulumi.Input<string>;
    /** Actions on the entity, one or more, e.g. `view`; `*` for all. */
    actions: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The API's `resourceConditionNode`: `variableName`, `operator` (EQ, IN, GE, GT, LE, LT), `operands`, or
     * `conjunction` (AND, OR) and `terms`. Whether an entity allows conditions is in the permission catalogue.
     */
    conditions: pulumi.Input<Record<string, pulumi.Input<unknown>>>;
}

/** Arguments of {@link Role}. */
export class RoleArgs {
    /** Name on the Role Details tab. Changed in place. The name of a default role of Genesys cannot change. */
    name!: pulumi.Input<string>;
    /** Description on the Role Details tab. Changed in place. */
    description?: pulumi.Input<string | undefined>;
    /**
     * Permissions without conditions, each `domain:entity:action`; a set, compared without regard to case. Changed in
     * place; it takes up to five minutes to have effect. One that the organization does not have is refused at preview,
     * because Genesys itself accepts it in silence.
     *
     * `*` stands for all domains, entities or actions, e.g. `routing:wrapupCode:*`. Genesys may replace it by the
     * permissions that it stands for on that day; both are the same and no drift.
     */
    permissions?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** Permissions under conditions. Changed in place. */
    policies?: pulumi.Input<pulumi.Input<RolePolicy>[] | undefined>;
    /**
     * What happens to permissions that are there and not declared, for example those that Genesys adds by itself when
     * it splits a permission ("Role Backfill"): `remove` shows them as drift and takes them away, `keep` leaves them
     * and does not show them. @default "remove"
     */
    extraPermissions?: pulumi.Input<"keep" | "remove" | undefined>;
}

/** What only the provider knows. */
class RoleOutputs {
    /** `<project>/<stack>/<name>`, as the description shows it; taken away by others, the next `up` sets it again. */
    readonly marker!: pulumi.Output<string>;
}

const metadata: ResourceMetadata<RoleArgs, "extraPermissions"> = {
    token: "genesys:Role",
    args: RoleArgs,
    outputs: RoleOutputs,
    computed: { extraPermissions: true },
    identity: { properties: ["name"], keys: ({ name }) => [[name]] },
};

export interface Role extends Outputs<RoleArgs, "extraPermissions">, RoleOutputs {}

/**
 * A role of one Genesys Cloud organisation (Admin → People & Permissions → Roles / Permissions).
 *
 * The id is the role's id. Calling needs `authorization:role:view`, `:add`, `:edit` and `:delete`. Deleting is final:
 * a role has no state to restore, and whoever holds it loses it. Old-style permissions (`group_creation`) are left as
 * they are. Whether Genesys refuses a second role of the same name is not confirmed (G-36).
 *
 * @example
 * ```ts
 * import * as contact from "pulumi-contact-center";
 *
 * const role = new contact.genesys.Role("reporting", {
 *     name: "Reporting",
 *     description: "Reads conversations and queues",
 *     permissions: ["analytics:conversationDetail:view", "routing:queue:view"],
 *     // Permissions that Genesys Cloud adds by itself are not drift.
 *     extraPermissions: "keep",
 * });
 * export const roleId = role.id;
 * ```
 */
export class Role extends ContactCenterResource {
    constructor(name: string, args: RoleArgs, opts?: pulumi.CustomResourceOptions) {
        super(metadata, name, args, opts);
    }

    /** An existing role, by its id; nothing of it is managed. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Role {
        return new Role(name, {} as RoleArgs, { ...opts, id });
    }
}
