import type * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type ResourceFacts } from "../resource";

/** A telephone number of a group. */
export interface GroupAddress {
    /** Number in E.164 form; for a number outside the organisation. */
    address?: pulumi.Input<string>;
    /** Extension; for a number inside the organisation. */
    extension?: pulumi.Input<string>;
    /** `GROUPRING` rings the members one after the other, `GROUPPHONE` is the group's telephone. */
    type: pulumi.Input<"GROUPRING" | "GROUPPHONE">;
    /** @default "PHONE" */
    mediaType?: pulumi.Input<"PHONE">;
}

/** Arguments of {@link Group}. */
export interface GroupArgs {
    /** Name of the group. Changed in place. Genesys does not demand that it is unique; one program may use it once. */
    name: pulumi.Input<string>;
    /** Description on the group's page. Changed in place; a new group takes a second request for it. */
    description?: pulumi.Input<string>;
    /** Type of the group. Cannot change: another type replaces the group, which loses its members. @default "official" */
    type?: pulumi.Input<"official" | "social">;
    /** Who sees the group: everybody, its owners, or its members. Changed in place; Genesys' default is `public`. */
    visibility?: pulumi.Input<"public" | "owners" | "members">;
    /** Whether everybody sees the rules of membership. Changed in place; set to true for a new group. */
    rulesVisible?: pulumi.Input<boolean>;
    /** Whether roles can be given to the group. Changed in place. */
    rolesEnabled?: pulumi.Input<boolean>;
    /** Whether owners count as members. Changed in place; Genesys' default is true. */
    includeOwners?: pulumi.Input<boolean>;
    /** Whether the group can be called. Changed in place. */
    callsEnabled?: pulumi.Input<boolean>;
    /** E-mail address of the group. Changed in place. */
    email?: pulumi.Input<string>;
    /** Owners, each by e-mail address or user id; a set. Changed in place; `[]` clears them. */
    owners?: pulumi.Input<pulumi.Input<string>[]>;
    /** Telephone numbers, in order. Changed in place; `[]` clears them. */
    addresses?: pulumi.Input<pulumi.Input<GroupAddress>[]>;
}

const facts: ResourceFacts<GroupArgs> = {
    token: "genesys:Group",
    properties: [
        "name",
        "description",
        "type",
        "visibility",
        "rulesVisible",
        "rolesEnabled",
        "includeOwners",
        "callsEnabled",
        "email",
        "owners",
        "addresses",
        "marker",
    ],
    filledIn: ["type"],
    identity: { properties: ["name"], keys: ({ name }) => [[String(name)]] },
};

/**
 * A group of one Genesys Cloud organisation (Admin → Directory → Groups). Its members are a resource of their own,
 * {@link GroupMembership}.
 *
 * The id is the group's id. Deleting is repeated until the group is really gone: Genesys may answer that it is and
 * keep it. Calling needs `directory:group:add`, `:edit` and `:delete`. The picture of a group is not covered: it is
 * uploaded elsewhere and its address changes by itself.
 */
export class Group extends ContactCenterResource {
    declare readonly name: pulumi.Output<string>;
    declare readonly description: pulumi.Output<string | undefined>;
    declare readonly type: pulumi.Output<"official" | "social">;
    declare readonly visibility: pulumi.Output<"public" | "owners" | "members" | undefined>;
    declare readonly rulesVisible: pulumi.Output<boolean | undefined>;
    declare readonly rolesEnabled: pulumi.Output<boolean | undefined>;
    declare readonly includeOwners: pulumi.Output<boolean | undefined>;
    declare readonly callsEnabled: pulumi.Output<boolean | undefined>;
    declare readonly email: pulumi.Output<string | undefined>;
    declare readonly owners: pulumi.Output<string[] | undefined>;
    declare readonly addresses: pulumi.Output<pulumi.Unwrap<GroupAddress>[] | undefined>;
    /** `<project>/<stack>/<name>`, as the description shows it; taken away by others, the next `up` sets it again. */
    declare readonly marker: pulumi.Output<string>;

    constructor(name: string, args: GroupArgs, opts?: pulumi.CustomResourceOptions) {
        super(facts, name, args, opts);
    }

    /** An existing group, by its id; nothing of it is managed. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Group {
        return new Group(name, {} as GroupArgs, { ...opts, id });
    }
}
