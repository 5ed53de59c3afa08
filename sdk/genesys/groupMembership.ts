import type * as pulumi from "@pulumi/pulumi";
import type { IdOf } from "../arguments";
import type { Group } from "./group";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";

/** Arguments of {@link GroupMembership}. */
export class GroupMembershipArgs {
    /** The group, or its id. A change replaces the membership. */
    group!: IdOf<Group>;
    /**
     * Members, each by e-mail address or user id. The order does not matter. Changed in place, fifty per request. An
     * entry that matches no user, or several users, is reported at preview.
     */
    members!: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * `exact` manages the whole list: other members are shown as drift and removed. `additive` manages only the members
     * listed here, without those who were members before. @default "exact"
     */
    mode?: pulumi.Input<"exact" | "additive" | undefined>;
}

/** Values that only the provider knows. */
class GroupMembershipOutputs {
    /**
     * In the mode `additive`: ids of the declared members who were members before. They stay when this resource is
     * destroyed.
     */
    readonly membersBefore!: pulumi.Output<string[]>;
}

const metadata: ResourceMetadata<GroupMembershipArgs, "mode"> = {
    token: "genesys:GroupMembership",
    args: GroupMembershipArgs,
    outputs: GroupMembershipOutputs,
    computed: { mode: true },
};

export interface GroupMembership extends Outputs<GroupMembershipArgs, "mode">, GroupMembershipOutputs {}

/**
 * The direct members of a group. Genesys manages the members by rule and the owners, so they are never shown.
 *
 * The id is the group's id. Genesys accepts new members at once but shows them a moment later, so the resource waits
 * until they are visible. Destroying it removes all members (`exact`) or the members that it added (`additive`).
 *
 * @example
 * ```ts
 * import { genesys } from "pulumi-contact-center";
 *
 * const agents = new genesys.Group("agents", { name: "Agents" });
 * new genesys.GroupMembership("agents", {
 *     group: agents,
 *     members: ["anna.smith@acme.example", "ben.smith@acme.example"],
 * });
 * // Adds a member to a group that others manage.
 * const onCall = genesys.group("On Call").then(({ id }) => id);
 * new genesys.GroupMembership("on-call", {
 *     group: onCall,
 *     members: ["anna.smith@acme.example"],
 *     mode: "additive",
 * });
 * ```
 */
export class GroupMembership extends ContactCenterResource {
    constructor(name: string, args: GroupMembershipArgs, opts?: pulumi.CustomResourceOptions) {
        super(metadata, name, args, opts);
    }

    /** Reads the members of an existing group by the group's id, without managing them. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): GroupMembership {
        return new GroupMembership(name, {} as GroupMembershipArgs, { ...opts, id });
    }
}
