import type * as pulumi from "@pulumi/pulumi";
import type { IdOf } from "../arguments";
import type { Group } from "./group";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";

/** Arguments of {@link GroupMembership}. */
export class GroupMembershipArgs {
    /** The group, or its id. Another group replaces the membership. */
    group!: IdOf<Group>;
    /**
     * Members, each by e-mail address or user id; a set. Changed in place, fifty in a request. One that no user or
     * several users match is refused at preview and named.
     */
    members!: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * `exact` owns the whole list: others are shown as drift and removed. `additive` owns only the members named
     * here, less those who were members before. @default "exact"
     */
    mode?: pulumi.Input<"exact" | "additive" | undefined>;
}

/** What only the provider knows. */
class GroupMembershipOutputs {
    /** Ids of the declared members who were there before, in the mode `additive`; they stay when this is destroyed. */
    readonly membersBefore!: pulumi.Output<string[]>;
}

const metadata: ResourceMetadata<GroupMembershipArgs, "mode"> = {
    token: "genesys:GroupMembership",
    args: GroupMembershipArgs,
    outputs: GroupMembershipOutputs,
    computed: { mode: true },
    identity: {
        properties: ["group", "members", "mode"],
        keys: ({ group, members, mode }) =>
            mode === "additive" && Array.isArray(members)
                ? members.map((member: unknown) => [group, member] as const)
                : [[group]],
    },
};

export interface GroupMembership extends Outputs<GroupMembershipArgs, "mode">, GroupMembershipOutputs {}

/**
 * The direct members of a group. Members by rule and owners are Genesys' own business and never shown.
 *
 * The id is the group's id. Genesys accepts members at once and shows them a moment later: the resource waits until
 * they are there. Destroying it empties the group (`exact`) or takes out the members that it added (`additive`).
 *
 * @example
 * ```ts
 * import * as contact from "pulumi-contact-center";
 *
 * const agents = new contact.genesys.Group("agents", { name: "Agents" });
 * new contact.genesys.GroupMembership("agents", {
 *     group: agents,
 *     members: ["anna.smith@acme.example", "ben.smith@acme.example"],
 * });
 * // Adds a member to a group that others manage.
 * const onCall = contact.genesys.group("On Call").then(({ id }) => id);
 * new contact.genesys.GroupMembership("on-call", {
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

    /** The members of an existing group, by the group's id; nothing of it is managed. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): GroupMembership {
        return new GroupMembership(name, {} as GroupMembershipArgs, { ...opts, id });
    }
}
