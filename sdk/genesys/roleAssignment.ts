import type * as pulumi from "@pulumi/pulumi";
import type { IdOf } from "../arguments";
import type { Group } from "./group";
import type { OAuthClient } from "./oauthClient";
import type { Role } from "./role";
import { groupsWithoutRoles } from "./rolesEnabled";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";

/**
 * A holder of a role: a user by e-mail address or id, a group, or an OAuth client. The lookup `caller()` returns one.
 */
export type Subject = { user: pulumi.Input<string> } | { group: IdOf<Group> } | { oauthClient: IdOf<OAuthClient> };

/** Arguments of {@link RoleAssignment}. */
export class RoleAssignmentArgs {
    /** The role, or its id. A change replaces the assignment. */
    role!: IdOf<Role>;
    /** Ids of the divisions in which the role is granted, one or more; `"*"` stands for all. Changed in place. */
    divisions!: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The holders of the role. The order does not matter. Changed in place. Declare either this or `everyActiveUserOf`.
     */
    subjects?: pulumi.Input<pulumi.Input<Subject>[] | undefined>;
    /**
     * Id of a division: every active user of it gets the role, including those who join later. A new agent without the
     * role is drift: `pulumi refresh` shows it and the next `pulumi up` fixes it. A user who has left the division
     * loses the grants that this resource made. Declare either this or `subjects`.
     */
    everyActiveUserOf?: pulumi.Input<string | undefined>;
}

/** Values that only the provider knows. */
class RoleAssignmentOutputs {
    /** With `everyActiveUserOf`: active users who did not hold the role at the last refresh. */
    readonly withoutRole!: pulumi.Output<string[]>;
    /**
     * With `everyActiveUserOf`: holders of the role through this resource who were not active users at the last
     * refresh.
     */
    readonly noLongerActive!: pulumi.Output<string[]>;
    /** What a destroy removes: by division, the subjects that this resource granted the role to. */
    readonly granted!: pulumi.Output<Record<string, string[]>>;
}

const metadata: ResourceMetadata<RoleAssignmentArgs> = {
    token: "genesys:RoleAssignment",
    args: RoleAssignmentArgs,
    outputs: RoleAssignmentOutputs,
    warn: groupsWithoutRoles,
};

export interface RoleAssignment extends Outputs<RoleAssignmentArgs>, RoleAssignmentOutputs {}

/**
 * Grants a role in divisions to users, groups or OAuth clients (People → Roles, Groups → Roles).
 *
 * Only grants by this resource are ever removed: a subject that held the role before keeps it when the resource is
 * destroyed. Adopted and imported grants count as grants by this resource. Grants through a group, and grants that
 * Genesys makes automatically, are not changed. A group needs `rolesEnabled`: a preview warns about a group of the
 * program without it. The caller needs `authorization:grant:view`, `:add` and `:delete`. It must also hold the role to
 * grant it to an OAuth client. Not confirmed (G-82): whether that also applies to users and groups.
 *
 * @example
 * ```ts
 * import { genesys } from "pulumi-contact-center";
 *
 * const sales = genesys.division("Sales").then(({ id }) => id);
 * const role = new genesys.Role("reporting", {
 *     name: "Reporting",
 *     permissions: ["analytics:conversationDetail:view"],
 * });
 * const supervisors = new genesys.Group("supervisors", { name: "Supervisors", rolesEnabled: true });
 * new genesys.RoleAssignment("supervisors", {
 *     role,
 *     divisions: [sales],
 *     subjects: [{ group: supervisors }, { user: "anna.smith@acme.example" }],
 * });
 * ```
 */
export class RoleAssignment extends ContactCenterResource {
    constructor(name: string, args: RoleAssignmentArgs, opts?: pulumi.CustomResourceOptions) {
        super(metadata, name, args, opts);
    }

    /** Reads existing grants by `<role id>/<division id>[+<division id>…]`, without managing them. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): RoleAssignment {
        return new RoleAssignment(name, {} as RoleAssignmentArgs, { ...opts, id });
    }
}
