import * as pulumi from "@pulumi/pulumi";
import * as genesys from "../genesys";
import { availablePermissions, checkMissingPermissions, type MissingPermissions } from "./available";
import { unknown } from "../arguments";
import { lookedUp } from "../lookup";
import { providerOf } from "../resource";
import { licencePermission } from "./permissions";
import { userError } from "../userError";

/** Arguments of {@link AgentLicences}. */
export interface AgentLicencesArgs {
    /**
     * The divisions whose agents eMite collects data for, by name. For all of them, pass what {@link genesys.divisions}
     * returns, or `["*"]` in another language than TypeScript. A plain list, because it decides which resources exist.
     */
    divisions: readonly (string | genesys.Division)[];
    /** Names of the roles. @default `eMite_<Division>` */
    roleName?: ((division: string) => string) | undefined;
    /** Descriptions of the roles. */
    roleDescription?: string | undefined;
    /** Owner of the roles: `owner: <owner>` ends every description. @default none */
    owner?: string | undefined;
    /**
     * What to do if the organization does not have the permission, because it does not have the eMite product. @default
     * "warn"
     */
    missingPermissions?: MissingPermissions | undefined;
}

/**
 * eMite's data onboarding license (procedure, "Assign eMite Roles and Permissions"). Each division gets one role with
 * `integration:emiteApps:view`, which every active user of the division holds.
 *
 * A new agent without the role is drift. Destroying it removes the roles and the grants that it made.
 *
 * @example
 * ```ts
 * import { emite } from "pulumi-contact-center";
 *
 * const licences = new emite.AgentLicences("licences", { divisions: ["Home", "Sales"] });
 * export const salesRole = licences.roles["Sales"]?.id;
 * ```
 */
export class AgentLicences extends pulumi.ComponentResource {
    /** The roles, by division name. */
    readonly roles: Readonly<Record<string, genesys.Role>>;
    /** The assignments of the roles to the agents, by division name. */
    readonly assignments: Readonly<Record<string, genesys.RoleAssignment>>;

    constructor(name: string, args: AgentLicencesArgs, opts?: pulumi.ComponentResourceOptions) {
        checkDivisions(args.divisions);
        checkMissingPermissions(args.missingPermissions);
        const { roleName = (division: string) => `eMite_${division}`, ...inputs } = args;
        super("contactcenter:emite:AgentLicences", name, inputs, opts);
        const options = { provider: providerOf({ parent: this }) };
        const child = { parent: this };
        const roles: Record<string, genesys.Role> = {};
        const assignments: Record<string, genesys.RoleAssignment> = {};
        for (const one of args.divisions) {
            const division = nameOf(one);
            const id =
                typeof one === "string"
                    ? lookedUp<string>(options, async () => (await genesys.division(one, options)).id, this, unknown)
                    : one.id;
            const role = new genesys.Role(
                `${name}-${division}`,
                {
                    name: roleName(division),
                    description: owned(
                        args.roleDescription ?? `eMite data onboarding licence of the division ${division}`,
                        args.owner,
                    ),
                    permissions: availablePermissions([licencePermission], args.missingPermissions, this, options),
                },
                child,
            );
            assignments[division] = new genesys.RoleAssignment(
                `${name}-${division}-agents`,
                { role, divisions: [id], everyActiveUserOf: id },
                child,
            );
            roles[division] = role;
        }
        this.roles = roles;
        this.assignments = assignments;
        this.registerOutputs({ roles, assignments });
    }
}

/** A description that names the owner of the object. */
export const owned = <D extends string | undefined>(description: D, owner: string | undefined): D | string =>
    owner === undefined ? description : [description, `owner: ${owner}`].filter(Boolean).join("; ");

const nameOf = (division: string | genesys.Division) => (typeof division === "string" ? division : division.name);

/** Rejects divisions that are not a list, and one that is listed twice. */
export function checkDivisions(divisions: AgentLicencesArgs["divisions"]): void {
    // The compiler does not check values from a stack's configuration.
    if (!Array.isArray(divisions) || !(divisions as unknown[]).every(isDivision))
        throw userError("CC2059", "`licences.divisions` must be a list of names that the program knows");
    const names = divisions.map(nameOf);
    const twice = names.find((one, index) => names.indexOf(one) !== index);
    if (twice !== undefined)
        throw userError("CC2053", `the division "${twice}" is listed twice in \`licences.divisions\`. List it once`);
}

const isDivision = (one: unknown): boolean =>
    typeof one === "string" || typeof (one as Partial<genesys.Division> | null)?.name === "string";
