import * as pulumi from "@pulumi/pulumi";
import * as genesys from "../genesys";
import { availablePermissions, type MissingPermissions } from "./available";
import { licencePermission } from "./permissions";
import { mistake } from "../mistake";

/** Arguments of {@link AgentLicences}. */
export interface AgentLicencesArgs {
    /**
     * The divisions whose agents eMite collects data for: by name, or as {@link genesys.divisions} gives them, which is
     * how a program names all. A plain list, because it decides which resources there are.
     */
    divisions: readonly (string | genesys.Division)[];
    /** Names of the roles. @default `eMite_<Division>` */
    roleName?: (division: string) => string;
    /** Descriptions of the roles. */
    roleDescription?: string;
    /** Who answers for the roles: `owner: <owner>` ends every description. @default none */
    owner?: string;
    /** What happens when the organisation lacks the permission, for want of the eMite product. @default "warn" */
    missingPermissions?: MissingPermissions;
}

/**
 * eMite's data onboarding licence (procedure, "Assign eMite Roles and Permissions"): for each division one role with
 * `integration:emiteApps:view`, held by every active user of the division.
 *
 * A new agent without the role is drift. Destroying takes away the roles and what they granted.
 */
export class AgentLicences extends pulumi.ComponentResource {
    /** The roles by the name of their division. */
    readonly roles: Readonly<Record<string, genesys.Role>>;

    constructor(name: string, args: AgentLicencesArgs, opts?: pulumi.ComponentResourceOptions) {
        checkDivisions(args.divisions);
        super("contactcenter:emite:AgentLicences", name, {}, opts);
        const child = { parent: this };
        const roleName = args.roleName ?? ((division: string) => `eMite_${division}`);
        const roles: Record<string, genesys.Role> = {};
        for (const { division, id } of named(args.divisions)) {
            const role = new genesys.Role(
                `${name}-${division}`,
                {
                    name: roleName(division),
                    description: owned(
                        args.roleDescription ?? `eMite data onboarding licence of the division ${division}`,
                        args.owner,
                    ),
                    permissions: availablePermissions([licencePermission], args.missingPermissions, this),
                },
                child,
            );
            new genesys.RoleAssignment(
                `${name}-${division}-agents`,
                { role: role.id, divisions: [id], everyActiveUserOf: id },
                child,
            );
            roles[division] = role;
        }
        this.roles = roles;
        this.registerOutputs({ roles: Object.keys(roles) });
    }
}

/** A description that says who answers for the object. */
export const owned = <D extends string | undefined>(description: D, owner: string | undefined): D | string =>
    owner === undefined ? description : [description, `owner: ${owner}`].filter(Boolean).join("; ");

const nameOf = (division: string | genesys.Division) => (typeof division === "string" ? division : division.name);

/** Refuses a division that is named twice. */
export function checkDivisions(divisions: AgentLicencesArgs["divisions"]): void {
    const names = divisions.map(nameOf);
    const twice = names.find((one, index) => names.indexOf(one) !== index);
    if (twice !== undefined) throw mistake(`licences.divisions: "${twice}" is named twice; name it once`);
}

/** Each division with its id. */
function named(divisions: AgentLicencesArgs["divisions"]): { division: string; id: Promise<string> }[] {
    return divisions.map((one) => ({
        division: nameOf(one),
        id: typeof one === "string" ? genesys.division(one).then(({ id }) => id) : Promise.resolve(one.id),
    }));
}
