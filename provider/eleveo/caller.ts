import { describe } from "../core/describe";
import type { Problem } from "../core/problem";
import { ApiError } from "../transport/errors";
import type { EleveoSettings } from "./settings";

/** A realm, as far as it tells what the calling client may do. */
interface Realm {
    readonly settings: EleveoSettings;
    callerRoles(): Promise<ReadonlySet<string> | undefined>;
    shared<T>(key: string, load: () => Promise<T>): Promise<T>;
    get<T>(path: string, query?: Record<string, unknown>): Promise<T>;
}

/**
 * A problem for each role of `realm-management` that the calling client lacks. Where its token does not tell, which
 * depends on the client's scopes, a look at the list is refused to a client without any role.
 */
export async function verifyCaller(realm: Realm, needed: readonly string[]): Promise<Problem[]> {
    const roles = await realm.callerRoles();
    const list = needed.includes("manage-identity-providers") ? "/identity-provider/instances" : "/clients";
    if (roles === undefined) return realm.shared(`look at ${list}`, () => look(realm, list));
    if (roles.has("realm-admin")) return [];
    // Who may change something may see it.
    return needed
        .filter((role) => !roles.has(role) && !roles.has(role.replace(/^view-/, "manage-")))
        .map((role) => ({
            path: "",
            reason:
                `the calling client "${realm.settings.clientId}" lacks the role ${role} of realm-management: ` +
                `give it to the client's service account in the realm "${realm.settings.realm}"`,
        }));
}

/** What a list refuses to the caller is certain: who may change its objects may see them. */
async function look(realm: Realm, list: string): Promise<Problem[]> {
    try {
        await realm.get(list, { first: 0, max: 1 });
        return [];
    } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 403) throw error;
        return [{ path: "", reason: describe("check", "", "", error) }];
    }
}
