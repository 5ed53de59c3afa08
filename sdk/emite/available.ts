import * as pulumi from "@pulumi/pulumi";
import { toldPermissions } from "../genesys/lookups";
import { lookedUp, type LookupOptions } from "../lookup";
import { coded, userError } from "../userError";
import { licencePermission, procedurePermissions } from "./permissions";

/**
 * What to do with a permission that the organization does not have: `error` rejects it, `warn` omits it with a warning.
 */
export type MissingPermissions = "error" | "warn";

/** Rejects another value, for example one from a stack's configuration. */
export function checkMissingPermissions(given: MissingPermissions | undefined): void {
    if (given !== undefined && !["error", "warn"].includes(given))
        throw userError("CC2060", `missingPermissions must be "error" or "warn"; it is ${JSON.stringify(given)}`);
}

/** Permissions that tenants are known, or likely, not to have. */
const mayBeMissing: readonly string[] = [
    ...procedurePermissions.filter((one) => one.mayBeMissing).map(({ permission }) => permission),
    licencePermission,
];

/**
 * The permissions, without those that the organization does not have and may lack. The role rejects the other missing
 * ones.
 * @param missing - for all of them; by default `warn` for those that tenants may lack, `error` for all others
 */
export function availablePermissions(
    wanted: readonly string[],
    missing: MissingPermissions | undefined,
    resource: pulumi.Resource,
    options: LookupOptions,
): pulumi.Output<string[]> {
    const spared: readonly string[] = missing === undefined ? mayBeMissing : missing === "warn" ? wanted : [];
    const optional = wanted.filter((permission) => spared.includes(permission));
    if (optional.length === 0) return pulumi.output([...wanted]);
    const filter = async (): Promise<string[]> => {
        const known = new Set((await toldPermissions(options)).map((permission) => permission.toLowerCase()));
        // The organization does not list its permissions: the role's own check reports it. A unit test may have none.
        if (known.size === 0) return [...wanted];
        const lacking = optional.filter((permission) => !known.has(permission.toLowerCase()));
        if (lacking.length > 0)
            await pulumi.log.warn(
                coded(
                    "CC2054",
                    `this organization does not have ${lacking.join(", ")}. The role is created without them`,
                ),
                resource,
            );
        return wanted.filter((permission) => !lacking.includes(permission));
    };
    return lookedUp(options, filter, resource, pulumi.output([...wanted]));
}
