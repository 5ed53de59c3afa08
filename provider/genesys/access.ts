import type { Problem } from "../core/problem";
import { ApiError } from "../transport/errors";
import type { GrantedRole } from "./answers/grants";
import { clientIds } from "./clients";
import type { GenesysSettings } from "./settings";
import type { VendorApis } from "./vendorSdk";

/** What the calling client may do. */
export interface Access {
    /** Ids of its roles, those included that this run is about to give it. */
    roles: Set<string>;
    may(permission: string): boolean;
}

/** An organisation, as far as it tells what the calling clients may do. */
interface Organization {
    readonly settings: GenesysSettings;
    readonly vendor: VendorApis;
    vendorAs(client: number): VendorApis;
    access(client?: number): Promise<Access | undefined>;
}

/** The caller's roles and permissions, in any division. What it may not ask is not checked: the tenant refuses later. */
export async function callerAccess(
    api: Pick<Organization, "vendor" | "vendorAs">,
    client: number,
): Promise<Access | undefined> {
    try {
        const { grants = [] } = await api.vendorAs(client).authorization.getAuthorizationSubjectsMe();
        const roles = new Map(grants.map(({ role }) => [role?.id ?? "", role]));
        const policies = await Promise.all([...roles].map(([id, role]) => policiesOf(api, id, role)));
        const held = new Set(policies.flat().flatMap(permissionsOf));
        return { roles: new Set(roles.keys()), may: (permission) => holds(held, permission.toLowerCase()) };
    } catch (error) {
        if (!(error instanceof ApiError) || error.status === undefined || error.status >= 500 || error.login)
            throw error;
        console.warn(
            `warning: what the calling client may do could not be looked up, so it is not checked: ${error.message}`,
        );
        return undefined;
    }
}

interface Policy {
    domain?: string | undefined;
    entityName?: string | undefined;
    actions?: string[] | undefined;
    actionSet?: string[] | undefined;
}

async function policiesOf(
    api: Pick<Organization, "vendor">,
    id: string,
    role: GrantedRole | undefined,
): Promise<Policy[]> {
    if (role?.policies !== undefined) return role.policies;
    const whole = await api.vendor.authorization.getAuthorizationRole(id, { userCount: false });
    return whole.permissionPolicies ?? [];
}

function permissionsOf({ domain, entityName, actions, actionSet }: Policy): string[] {
    return (actions ?? actionSet ?? []).map((action) => `${domain}:${entityName}:${action}`.toLowerCase());
}

/** Old roles may hold wildcards. */
function holds(held: ReadonlySet<string>, permission: string): boolean {
    const [domain, entity] = permission.split(":");
    return [permission, `${domain}:${entity}:*`, `${domain}:*:*`, "*:*:*"].some((one) => held.has(one));
}

/** A problem for each permission that one of the calling clients does not hold: any of them may send the request. */
export async function lackingPermissions(
    api: Pick<Organization, "settings" | "access">,
    needed: readonly string[],
): Promise<Problem[]> {
    if (needed.length === 0) return [];
    const lackedBy = async (id: string, client: number): Promise<Problem[]> => {
        const access = await api.access(client);
        return needed
            .filter((permission) => access !== undefined && !access.may(permission))
            .map((permission) => ({
                path: "",
                reason: `the calling client ${id} lacks the permission ${permission}: give it a role that has it`,
            }));
    };
    return (await Promise.all(clientIds(api.settings).map(lackedBy))).flat();
}

/** A problem for each role that the calling client does not hold itself: nobody hands out such a role. */
export async function verifyHeld(
    api: Pick<Organization, "access">,
    roles: readonly string[],
    path: (role: string) => string,
): Promise<Problem[]> {
    const access = roles.length === 0 ? undefined : await api.access();
    return roles
        .filter((role) => access !== undefined && !access.roles.has(role))
        .map((role) => ({
            path: path(role),
            reason:
                "the calling client does not hold this role itself, so Genesys Cloud refuses to hand it out: give it " +
                "the role first, with a genesys.RoleAssignment that this client depends on (dependsOn)",
        }));
}
