import { notChecked } from "../core/configuration";
import { describe } from "../core/describe";
import { inferred, type Problem, quotedList } from "../core/problem";
import { ApiError } from "../transport/errors";
import type { EleveoSettings } from "./settings";

/** A realm, as far as it reports the permissions of the calling client. */
interface Realm {
    readonly settings: EleveoSettings;
    callerRoles(): Promise<ReadonlySet<string> | undefined>;
    shared<T>(key: string, load: () => Promise<T>): Promise<T>;
    get<T>(path: string, query?: Record<string, unknown>): Promise<T>;
}

/**
 * A problem for each role of `realm-management` that the calling client does not have. Its token may not show all its
 * permissions: scopes leave roles out, and fine-grained permissions need none. Therefore a role missing in the token is
 * a warning, unless the server also rejects listing the objects. Then it would also reject the search before a create.
 */
export async function verifyCaller(realm: Realm, needed: readonly string[]): Promise<Problem[]> {
    const { reader } = realm.settings;
    if (reader !== undefined && needed.length > 0) return [notChecked(reader.clientId)];
    const roles = await realm.callerRoles();
    if (roles?.has("realm-admin")) return [];
    // A role to change something includes viewing it.
    const lacking = needed.filter((role) => !roles?.has(role) && !roles?.has(role.replace(/^view-/, "manage-")));
    if (lacking.length === 0) return [];
    const list = needed.includes("manage-identity-providers") ? "/identity-provider/instances" : "/clients";
    const refused = await realm.shared(`look at ${list}`, () => look(realm, list));
    if (roles === undefined || refused?.foreign)
        return refused ? [{ code: undefined, path: "", reason: describe("check", "", "", refused) }] : [];
    const { clientId, realm: name } = realm.settings;
    const remedy = `it to the client's service account in the realm "${name}"`;
    if (refused !== undefined)
        return lacking.map((role) => ({
            code: "CC3003",
            path: "",
            reason: `the calling client "${clientId}" lacks the role ${role} of realm-management. Give ${remedy}`,
        }));
    return inferred(
        lacking.map((role) => ({
            code: "CC3004",
            path: "",
            reason: `the calling client "${clientId}" may lack the role ${role} of realm-management, because its token does not show it. If \`pulumi up\` is rejected, give ${remedy}`,
        })),
    );
}

/** Why the server does not list objects; `undefined` if it does. */
async function look(realm: Realm, list: string): Promise<ApiError | undefined> {
    try {
        await realm.get(list, { first: 0, max: 1 });
        return undefined;
    } catch (error) {
        if (!(error instanceof ApiError) || !error.untold) throw error;
        return error;
    }
}

/** A warning: in one version, only a realm administrator can grant such roles. */
export async function verifyGivingAway(realm: Realm, roles: readonly string[]): Promise<Problem[]> {
    if (roles.length === 0 || (await realm.callerRoles())?.has("realm-admin")) return [];
    return [
        {
            code: "CC3005",
            path: 'profile.serviceAccount.roles.client["realm-management"]',
            reason: `on Keycloak 26.4, only a client with the role realm-admin can grant ${quotedList(roles)}`,
            inferred: true,
        },
    ];
}
