import type * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type ResourceFacts } from "../resource";

/** Arguments of {@link GroupMembership}. */
export interface GroupMembershipArgs {
    /** Id of the group. Another group replaces the membership. */
    group: pulumi.Input<string>;
    /**
     * Members, each by e-mail address or user id; a set. Changed in place, fifty in a request. One that no user or
     * several users match is refused at preview and named.
     */
    members: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * `exact` owns the whole list: others are shown as drift and removed. `additive` owns only the members named
     * here, less those who were members before. @default "exact"
     */
    mode?: pulumi.Input<"exact" | "additive">;
}

const facts: ResourceFacts<GroupMembershipArgs> = {
    token: "genesys:GroupMembership",
    properties: ["group", "members", "mode", "membersBefore"],
    filledIn: ["mode", "membersBefore"],
    identity: {
        properties: ["group", "members", "mode"],
        keys: ({ group, members, mode }) =>
            mode === "additive"
                ? (members as string[]).map((member) => [String(group), member] as const)
                : [[String(group)]],
    },
};

/**
 * The direct members of a group. Members by rule and owners are Genesys' own business and never shown.
 *
 * The id is the group's id. Genesys accepts members at once and shows them a moment later: the resource waits until
 * they are there. Destroying it empties the group (`exact`) or takes out the members that it added (`additive`).
 */
export class GroupMembership extends ContactCenterResource {
    declare readonly group: pulumi.Output<string>;
    declare readonly members: pulumi.Output<string[]>;
    declare readonly mode: pulumi.Output<"exact" | "additive">;
    /** Ids of the declared members who were there before, in the mode `additive`; they stay when this is destroyed. */
    declare readonly membersBefore: pulumi.Output<string[]>;

    constructor(name: string, args: GroupMembershipArgs, opts?: pulumi.CustomResourceOptions) {
        super(facts, name, args, opts);
    }

    /** The members of an existing group, by the group's id; nothing of it is managed. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): GroupMembership {
        return new GroupMembership(name, {} as GroupMembershipArgs, { ...opts, id });
    }
}
