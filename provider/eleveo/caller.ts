import type { Problem } from "../core/problem";
import type { EleveoApi } from "./api";

/**
 * A problem for each role of `realm-management` that the calling client lacks. Where its token does not tell, which
 * depends on the client's scopes, a look at the list is refused to a client without any role.
 */
export async function verifyCaller(api: EleveoApi, needed: readonly string[]): Promise<Problem[]> {
    const roles = await api.callerRoles();
    const list = needed.includes("manage-identity-providers") ? "/identity-provider/instances" : "/clients";
    if (roles === undefined) await api.shared(`look at ${list}`, () => api.get(list, { first: 0, max: 1 }));
    if (roles === undefined || roles.has("realm-admin")) return [];
    // Who may change something may see it.
    return needed
        .filter((role) => !roles.has(role) && !roles.has(role.replace(/^view-/, "manage-")))
        .map((role) => ({
            path: "",
            reason:
                `the calling client "${api.settings.clientId}" lacks the role ${role} of realm-management: ` +
                `give it to the client's service account in the realm "${api.settings.realm}"`,
        }));
}
