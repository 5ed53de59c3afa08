import { notChecked } from "../core/configuration";
import { inferred, type Problem } from "../core/problem";
import { ApiError } from "../transport/errors";
import type { GrantedRole } from "./answers/grants";
import type { Role } from "./answers/role";
import { clientIds } from "./clients";
import { covers } from "./permissions";
import type { GenesysSettings } from "./settings";
import type { VendorApis } from "./vendorSdk";

/** The permissions of the calling client, as far as the organization reports them. */
export interface Access {
    /** Ids of its roles, including those that this run is about to grant it. */
    roles: Set<string>;
    /** Why it may have a role that is not listed; absent if the organization listed all of them. */
    rolesInDoubt?: string;
    /** Nothing if it has a permission. */
    lack(permission: string): Promise<Lack | undefined>;
}

/** A permission that none of the caller's roles shows. */
interface Lack {
    /** Why the caller may have it anyway; absent if the organization reported everything. */
    doubt?: string | undefined;
}

/** An organization, as far as it reports the permissions of the calling clients. */
interface Organization {
    readonly settings: GenesysSettings;
    vendorAs(client: number): VendorApis;
    access(client?: number): Promise<Access>;
}

/** The caller's roles and permissions, in any division. */
export async function callerAccess(api: Pick<Organization, "vendorAs">, client: number): Promise<Access> {
    const whole = wholeRoles(api);
    try {
        const { grants } = await api.vendorAs(client).authorization.getAuthorizationSubjectsMe();
        const told = new Map((grants ?? []).flatMap(({ role }) => (role?.id ? [[role.id, role] as const] : [])));
        const policies = await Promise.all([...told].map(([id, role]) => policiesOf(role, () => whole(id))));
        const held = new Set(policies.flat().flatMap(permissionsOf));
        const all = told.size > 0 && (grants ?? []).every(({ role }) => role?.id);
        return {
            roles: new Set(told.keys()),
            ...(all ? {} : { rolesInDoubt: untold }),
            lack: async (permission) => {
                if (holds(held, permission)) return undefined;
                if (!all) return { doubt: untold };
                const roles = await Promise.all([...told.keys()].map(whole));
                // A grant may contain only some policies of its role.
                if (holds(new Set(roles.flatMap(permissionsOfRole)), permission)) return undefined;
                // A rejected read is the tenant's own answer about this permission.
                if (client === 0 && permission === toReadRoles && roles.includes("forbidden")) return {};
                const doubts = [...told.values()].map((role, index) => doubtOf(role, roles[index]));
                return { doubt: doubts.find((one) => one !== undefined) };
            },
        };
    } catch (error) {
        if (!(error instanceof ApiError) || !error.untold) throw error;
        const doubt = `the permissions of the client could not be looked up (${error.message})`;
        return { roles: new Set(), rolesInDoubt: doubt, lack: () => Promise.resolve({ doubt }) };
    }
}

const untold = "Genesys Cloud does not report which roles the client has";
const toReadRoles = "authorization:role:view";

/** A role as the organization shows it; nothing if it does not show it. */
type Whole = Role | "forbidden" | undefined;

/** Roles as the main client sees them, each read once. */
function wholeRoles(api: Pick<Organization, "vendorAs">) {
    const vendor = api.vendorAs(0);
    const read = new Map<string, Promise<Whole>>();
    const ask = async (id: string): Promise<Whole> => {
        try {
            return await vendor.authorization.getAuthorizationRole(id, { userCount: false });
        } catch (error) {
            if (!(error instanceof ApiError) || !error.untold) throw error;
            return error.status === 403 ? "forbidden" : undefined;
        }
    };
    return (id: string) => {
        const role = read.get(id) ?? ask(id);
        read.set(id, role);
        return role;
    };
}

interface Policy {
    domain?: string | undefined;
    entityName?: string | undefined;
    actions?: string[] | undefined;
    actionSet?: string[] | undefined;
}

/** Whether a grant shows what its role permits. It may have no policies, an empty list, or only some. */
const tells = ({ policies = [] }: GrantedRole): boolean =>
    policies.length > 0 && policies.every(({ domain, entityName, actions }) => domain && entityName && actions?.length);

/** If a grant does not show the policies, the role itself is read. */
async function policiesOf(granted: GrantedRole, read: () => Promise<Whole>): Promise<Policy[]> {
    const own = granted.policies ?? [];
    const whole = tells(granted) ? undefined : await read();
    return typeof whole === "object" ? [...own, ...(whole.permissionPolicies ?? [])] : own;
}

/** Why a role may permit more than its policies show. */
function doubtOf(granted: GrantedRole, whole: Whole): string | undefined {
    const name = `the role "${granted.name ?? granted.id}" of the client`;
    if (typeof whole !== "object") return `${name} cannot be read`;
    const old = whole.permissions ?? [];
    if (old.length > 0) return `${name} has old-style permissions (${old.join(", ")}), which may include it`;
    return tells(granted) || whole.permissionPolicies?.length ? undefined : `${name} shows no permissions`;
}

function permissionsOf({ domain, entityName, actions, actionSet }: Policy): string[] {
    return (actions ?? actionSet ?? []).map((action) => `${domain}:${entityName}:${action}`);
}

const permissionsOfRole = (role: Whole): string[] =>
    typeof role === "object" ? (role.permissionPolicies ?? []).flatMap(permissionsOf) : [];

/** A role may contain the wildcard `*` in every position. */
const holds = (held: ReadonlySet<string>, permission: string): boolean =>
    [...held].some((one) => covers(one, permission));

/**
 * A problem for each permission that one of the calling clients does not have, because any of them may send the
 * request.
 */
export async function lackingPermissions(
    api: Pick<Organization, "settings" | "access">,
    needed: readonly string[],
): Promise<Problem[]> {
    if (needed.length === 0) return [];
    const { reader } = api.settings;
    if (reader !== undefined) return [notChecked(reader.clientId)];
    const lackedBy = async (id: string, client: number): Promise<Problem[]> => {
        const access = await api.access(client);
        const lacks = await Promise.all(needed.map((permission) => access.lack(permission)));
        const certain = needed.filter((_, index) => lacks[index] && lacks[index].doubt === undefined);
        const doubtful = needed.filter((_, index) => lacks[index]?.doubt !== undefined);
        const doubt = lacks.find((one) => one?.doubt !== undefined)?.doubt;
        const may = `the calling client ${id} may lack ${doubtful.join(", ")}: ${doubt}`;
        return [
            ...certain.map((permission): Problem => ({
                code: "CC2003",
                path: "",
                reason: `the calling client ${id} lacks the permission ${permission}. Give it a role that has this permission`,
            })),
            ...(doubt === undefined ? [] : inferred([{ code: "CC2004", path: "", reason: may }])),
        ];
    };
    return (await Promise.all(clientIds(api.settings).map(lackedBy))).flat();
}

/** A problem for each role that the calling client does not have itself, because it cannot grant such a role. */
export async function verifyHeld(
    api: Pick<Organization, "settings" | "access">,
    roles: readonly string[],
    path: (role: string) => string,
): Promise<Problem[]> {
    if (roles.length === 0 || api.settings.reader !== undefined) return [];
    const { roles: held, rolesInDoubt } = await api.access();
    const foreign = roles.filter((role) => !held.has(role));
    if (rolesInDoubt === undefined)
        return foreign.map((role) => ({
            code: "CC2005",
            path: path(role),
            reason: `the calling client does not have this role, so ${cannotGrant}`,
        }));
    const reason = `the calling client may not have a role that it grants: ${rolesInDoubt}. In that case, ${cannotGrant}`;
    return foreign.length === 0 ? [] : [{ code: "CC2006", path: "", reason, inferred: true }];
}

const cannotGrant =
    "Genesys Cloud does not let it grant the role. Give it the role first, with a genesys.RoleAssignment that this " +
    "client depends on (dependsOn)";
