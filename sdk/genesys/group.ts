import type * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";

/** A telephone number of a group: either an address or an extension. A preview checks both. */
export interface GroupAddress {
    /** Number in E.164 form, such as `+493012345`, for a number outside the organization. */
    address?: pulumi.Input<string | undefined>;
    /** Extension, for a number inside the organization. */
    extension?: pulumi.Input<string | undefined>;
    /** `GROUPRING` rings the members one after the other. `GROUPPHONE` is the group's own telephone. */
    type: pulumi.Input<"GROUPRING" | "GROUPPHONE">;
    /** @default "PHONE" */
    mediaType?: pulumi.Input<"PHONE" | undefined>;
}

/** Arguments of {@link Group}. */
export class GroupArgs {
    /**
     * Name of the group. Changed in place. Genesys does not require it to be unique, but one program can use it only
     * once.
     */
    name!: pulumi.Input<string>;
    /** Description on the group's page. Changed in place. For a new group it takes a second request. */
    description?: pulumi.Input<string | undefined>;
    /**
     * Type of the group. Genesys cannot change it: a change replaces the group, which loses its members. @default
     * "official"
     */
    type?: pulumi.Input<"official" | "social" | undefined>;
    /** Who sees the group: everybody, its owners, or its members. Changed in place. Genesys' default is `public`. */
    visibility?: pulumi.Input<"public" | "owners" | "members" | undefined>;
    /** Whether everybody sees the membership rules. Changed in place; set to true for a new group. */
    rulesVisible?: pulumi.Input<boolean | undefined>;
    /** Whether roles can be assigned to the group. Changed in place; set to false for a new group. */
    rolesEnabled?: pulumi.Input<boolean | undefined>;
    /** Whether owners count as members. Changed in place; set to true for a new group, which is Genesys' default. */
    includeOwners?: pulumi.Input<boolean | undefined>;
    /** Whether the group can be called. Changed in place; set to false for a new group. */
    callsEnabled?: pulumi.Input<boolean | undefined>;
    /** E-mail address of the group. Changed in place. */
    email?: pulumi.Input<string | undefined>;
    /** Owners, each by e-mail address or user id. The order does not matter. Changed in place; `[]` clears them. */
    owners?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** Telephone numbers, in order. Changed in place; `[]` clears them. */
    addresses?: pulumi.Input<pulumi.Input<GroupAddress>[] | undefined>;
}

/** Values that only the provider knows. */
class GroupOutputs {
    /** `<project>/<stack>/<name>`, as the description shows it. If someone removes it, the next `up` restores it. */
    readonly marker!: pulumi.Output<string>;
}

const metadata: ResourceMetadata<GroupArgs, "type"> = {
    token: "genesys:Group",
    args: GroupArgs,
    outputs: GroupOutputs,
    computed: { type: true },
};

export interface Group extends Outputs<GroupArgs, "type">, GroupOutputs {}

/**
 * A group of one Genesys Cloud organization (Admin → Directory → Groups). Its members are a separate resource,
 * {@link GroupMembership}.
 *
 * The id is the group's id. Deleting retries until the group is gone, because Genesys may report success and keep the
 * group. The caller needs `directory:group:add`, `:edit` and `:delete`. The picture of a group is not supported: it is
 * uploaded through another API, and Genesys changes its address.
 *
 * @example
 * ```ts
 * import { genesys } from "pulumi-contact-center";
 *
 * const agents = new genesys.Group("agents", {
 *     name: "Agents",
 *     description: "Everybody who answers calls",
 *     visibility: "members",
 *     rolesEnabled: true,
 *     owners: ["anna.smith@acme.example"],
 * });
 * export const groupId = agents.id;
 * ```
 */
export class Group extends ContactCenterResource {
    constructor(name: string, args: GroupArgs, opts?: pulumi.CustomResourceOptions) {
        super(metadata, name, args, opts);
    }

    /** Reads an existing group by its id, without managing it. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Group {
        return new Group(name, {} as GroupArgs, { ...opts, id });
    }
}
