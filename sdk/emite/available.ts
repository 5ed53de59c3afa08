import * as pulumi from "@pulumi/pulumi";
import * as genesys from "../genesys";
import { licencePermission, procedurePermissions } from "./permissions";

/** What happens to a permission that the organisation lacks: `error` refuses, `warn` leaves it out and says so. */
export type MissingPermissions = "error" | "warn";

/** Permissions that tenants are known, or likely, not to have. */
const mayBeMissing: readonly string[] = [
    ...procedurePermissions.filter((one) => one.mayBeMissing).map(({ permission }) => permission),
    licencePermission,
];

/**
 * The permissions, less those that the organisation lacks and may lack. The others are left for the role to refuse.
 * @param missing - for all of them; by default `warn` for those that tenants may lack, `error` for all others
 */
export async function availablePermissions(
    wanted: readonly string[],
    missing: MissingPermissions | undefined,
    resource: pulumi.Resource,
): Promise<string[]> {
    const spared: readonly string[] = missing === undefined ? mayBeMissing : missing === "warn" ? wanted : [];
    const optional = wanted.filter((permission) => spared.includes(permission));
    if (optional.length === 0) return [...wanted];
    const known = new Set((await genesys.permissions()).map((permission) => permission.toLowerCase()));
    const lacking = optional.filter((permission) => !known.has(permission.toLowerCase()));
    if (lacking.length > 0)
        await pulumi.log.warn(`this organisation does not have ${lacking.join(", ")}; left out of the role`, resource);
    return wanted.filter((permission) => !lacking.includes(permission));
}
