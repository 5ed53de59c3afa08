import type * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";

/** Actions on an entity that are allowed only under conditions. */
export interface RolePolicy {
    /** Domain of the permissions, e.g. `routing`. */
    domain: pulumi.Input<string>;
    /** Entity within the domain, e.g. `queue`. */
    entity: pulumi.Input<string>;
    /** Actions on the entity, one or more, e.g. `view`; `*` for all. */
    actions: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The API's `resourceConditionNode`: `variableName`, `operator` (EQ, IN, GE, GT, LE, LT), `operands`, or
     * `conjunction` (AND, OR) and `terms`. The permission catalog says whether an entity allows conditions.
     */
    conditions: pulumi.Input<Record<string, pulumi.Input<unknown>>>;
}

/** Arguments of {@link Role}. */
export class RoleArgs {
    /** Name on the Role Details tab. Changed in place. The name of a Genesys default role cannot change. */
    name!: pulumi.Input<string>;
    /** Description on the Role Details tab. Changed in place. */
    description?: pulumi.Input<string | undefined>;
    /**
     * Permissions without conditions, each `domain:entity:action`. Neither order nor upper and lower case matter.
     * Changed in place; a change takes up to five minutes to take effect. A permission that the organization does not
     * have is rejected at preview, because Genesys itself accepts it without an error.
     *
     * `*` stands for all domains, entities or actions, e.g. `routing:wrapupCode:*`. Genesys may replace it with the
     * permissions that it stands for on that day. Both mean the same and are not drift.
     */
    permissions?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** Permissions under conditions. Changed in place. */
    policies?: pulumi.Input<pulumi.Input<RolePolicy>[] | undefined>;
    /**
     * What to do with permissions that the role has but the program does not declare, for example those that Genesys
     * adds when it splits a permission ("Role Backfill"). `remove` shows them as drift and removes them. `keep` keeps
     * them and does not show them. @default "remove"
     */
    extraPermissions?: pulumi.Input<"keep" | "remove" | undefined>;
}

/** Values that only the provider knows. */
class RoleOutputs {
    /** `<project>/<stack>/<name>`, as the description shows it. If someone removes it, the next `up` restores it. */
    readonly marker!: pulumi.Output<string>;
}

const metadata: ResourceMetadata<RoleArgs, "extraPermissions"> = {
    token: "genesys:Role",
    args: RoleArgs,
    outputs: RoleOutputs,
    computed: { extraPermissions: true },
};

export interface Role extends Outputs<RoleArgs, "extraPermissions">, RoleOutputs {}

/**
 * A role of one Genesys Cloud organization (Admin → People & Permissions → Roles / Permissions).
 *
 * The id is the role's id. The caller needs `authorization:role:view`, `:add`, `:edit` and `:delete`. Deleting is
 * permanent: a role cannot be restored, and all holders lose it. Old-style permissions (`group_creation`) are not
 * changed. Not confirmed (G-36): whether Genesys rejects a second role with the same name.
 *
 * @example
 * ```ts
 * import { genesys } from "pulumi-contact-center";
 *
 * const role = new genesys.Role("reporting", {
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

    /** Reads an existing role by its id, without managing it. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Role {
        return new Role(name, {} as RoleArgs, { ...opts, id });
    }
}
