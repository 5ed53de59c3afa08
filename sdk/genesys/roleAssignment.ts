import type * as pulumi from "@pulumi/pulumi";
import { ContactCenterResource, type ResourceFacts } from "../resource";

/** Whoever can hold a role: a user by e-mail address or id, a group by id, an OAuth client by id. */
export type Subject =
    { user: pulumi.Input<string> } | { group: pulumi.Input<string> } | { oauthClient: pulumi.Input<string> };

/** Arguments of {@link RoleAssignment}. */
export interface RoleAssignmentArgs {
    /** Id of the role. Another role replaces the assignment. */
    role: pulumi.Input<string>;
    /** Ids of the divisions in which the role is held, one or more; `"*"` stands for all. Changed in place. */
    divisions: pulumi.Input<pulumi.Input<string>[]>;
    /** Who holds the role; a set. Changed in place. Either this or `everyActiveUserOf`. */
    subjects?: pulumi.Input<pulumi.Input<Subject>[]>;
    /**
     * Id of a division: every active user of it holds the role, also those who join later. A new agent without the
     * role is drift, seen by `pulumi refresh` and mended by the next `pulumi up`; somebody who has left loses what
     * this resource gave. Either this or `subjects`.
     */
    everyActiveUserOf?: pulumi.Input<string>;
}

const facts: ResourceFacts<RoleAssignmentArgs> = {
    token: "genesys:RoleAssignment",
    properties: ["role", "divisions", "subjects", "everyActiveUserOf", "withoutRole", "noLongerActive", "granted"],
    filledIn: ["withoutRole", "noLongerActive", "granted"],
    identity: {
        properties: ["role", "divisions", "subjects", "everyActiveUserOf"],
        keys: ({ role, divisions, subjects, everyActiveUserOf }) =>
            (divisions as string[]).flatMap((division) =>
                everyActiveUserOf === undefined
                    ? ((subjects as object[] | undefined) ?? []).map(
                          (subject) => [`${role} in ${division}`, JSON.stringify(subject)] as const,
                      )
                    : [[`${role} in ${division}`, `everyActiveUserOf ${everyActiveUserOf}`] as const],
            ),
    },
};

/**
 * A role in divisions for users, groups or OAuth clients (People → Roles, Groups → Roles).
 *
 * Only what this resource granted is ever taken away: somebody who held the role before keeps it when the resource is
 * destroyed. Grants that come through a group or that Genesys gives by itself are not touched. A group needs
 * `rolesEnabled`. Calling needs `authorization:grant:view`, `:add` and `:delete`; the caller must hold the role where
 * it gives it to an OAuth client (not confirmed for users and groups).
 */
export class RoleAssignment extends ContactCenterResource {
    declare readonly role: pulumi.Output<string>;
    declare readonly divisions: pulumi.Output<string[]>;
    declare readonly subjects: pulumi.Output<pulumi.Unwrap<Subject>[] | undefined>;
    declare readonly everyActiveUserOf: pulumi.Output<string | undefined>;
    /** With `everyActiveUserOf`: active users who did not hold the role at the last refresh. */
    declare readonly withoutRole: pulumi.Output<string[]>;
    /** With `everyActiveUserOf`: holders of the role from here who were no active users at the last refresh. */
    declare readonly noLongerActive: pulumi.Output<string[]>;
    /** What a destroy takes away: by division, the subjects that this resource gave the role to. */
    declare readonly granted: pulumi.Output<Record<string, string[]>>;

    constructor(name: string, args: RoleAssignmentArgs, opts?: pulumi.CustomResourceOptions) {
        super(facts, name, args, opts);
    }

    /** Existing grants, by `<role id>/<division id>[+<division id>…]`; nothing of them is managed. */
    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): RoleAssignment {
        return new RoleAssignment(name, {} as RoleAssignmentArgs, { ...opts, id });
    }
}
