import type * as pulumi from "@pulumi/pulumi";
import type { IdOf } from "../arguments";
import type { Group } from "./group";
import type { OAuthClient } from "./oauthClient";
import type { Role } from "./role";
import { groupsWithoutRoles } from "./rolesEnabled";
import { ContactCenterResource, type Outputs, type ResourceMetadata } from "../resource";

/**
 * What can hold a role: a user by e-mail address or id, a group, an OAuth client. The lookup `caller()` returns one.
 */
export type Subject = { user: pulumi.Input<string> } | { group: IdOf<Group> } | { oauthClient: IdOf<OAuthClient> };

/** Arguments of {@link RoleAssignment}. */
export class RoleAssignmentArgs {
    /** The role, or its id. Another role replaces the assignment. */
    role!: IdOf<Role>;
    /** Ids of the divisions in which the role is held, one or more; `"*"` stands for all. Changed in place. */
    divisions!: pulumi.Input<pulumi.Input<string>[]>;
    /** Who holds the role; a set. Changed in place. Either this or `everyActiveUserOf`. */
    subjects?: pulumi.Input<pulumi.Input<Subject>[] | undefined>;
    /**
     * Id of a division: every active user of it holds the role, also those who join later. A new agent without the
     * role is drift, seen by `pulumi refresh` and mended by the next `pulumi up`; somebody who has left loses what
     * this resource gave. Either this or `subjects`.
     */
    everyActiveUserOf?: pulumi.Input<string | undefined>;
}

/** What only the provider knows. */
class RoleAssignmentOutputs {
    /** With `everyActiveUserOf`: active users who did not hold the role at the last refresh. */
    readonly withoutRole!: pulumi.Output<string[]>;
    /** With `everyActiveUserOf`: holders of the role from here who were no active users at the last refresh. */
    readonly noLongerActive!: pulumi.Output<string[]>;
    /** What a destroy takes away: by division, the subjects that this resource gave the role to. */
    readonly granted!: pulumi.Output<Record<string, string[]>>;
}

const metadata: ResourceMetadata<RoleAssignmentArgs> = {
    token: "genesys:RoleAssignment",
    args: RoleAssignmentArgs,
    outputs: RoleAssignmentOutputs,
    warn: groupsWithoutRoles,
    identity: {
        properties: ["role", "divisions", "subjects", "everyActiveUserOf"],
        keys: ({ role, divisions, subjects, everyActiveUserOf }) =>
            listOf(divisions).flatMap((division) =>
                everyActiveUserOf === undefined
                    ? listOf(subjects).map((subject) => [`${role} in ${division}`, JSON.stringify(subject)] as const)
                    : [[`${role} in ${division}`, `everyActiveUserOf ${everyActiveUserOf}`] as const],
            ),
    },
};

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export interface RoleAssignment extends Outputs<RoleAssignmentArgs>, RoleAssignmentOutputs {}

/**
 * A role in divisions for users, groups or OAuth clients (People → Roles, Groups → Roles).
 *
 * Only what this resource granted is ever taken away: somebody who held the role before keeps it when the resource is
 * destroyed. Grants that come through a group or that Genesys gives by itself are not touched. A group needs
 * `rolesEnabled`: a preview warns about a group of the program without it. Calling needs `authorization:grant:view`, `:add` and `:delete`; the caller must hold the role where
 * it gives it to an OAuth client (for users and groups not confirmed, G-82).
 *
 * @example
 * ```ts
 * import * as contact from "pulumi-contact-center";
 *
 * const sales = contact.genesys.division("Sales").then(({ id }) => id);
 * const role = new contact.genesys.Role("reporting", {
 *     name: "Reporting",
 *     permissions: ["analytics:conversationDetail:view"],
 * });
 * const supervisors = new contact.genesys.Group("supervisors", { name: "Supervisors", rolesEnabled: true });
 * new contact.genesys.RoleAssignment("supervisors", {
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

    /** Existing grants, by `<role id>/<division id>[+<division id>…]`; nothing of them is managed. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): RoleAssignment {
        return new RoleAssignment(name, {} as RoleAssignmentArgs, { ...opts, id });
    }
}
