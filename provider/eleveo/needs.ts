import type { Change } from "../core/resourceType";
import { sortedSet } from "../core/json";
import type { Profile } from "./profile";

/** The client of every realm whose roles say who may administer it. */
const administration = "realm-management";

/**
 * Roles of `realm-management` that holders of `manage-clients` and `manage-users` may give to others on Keycloak 17, 24
 * and 26.7. All others must be held by the client that gives them.
 */
const handedOutFreely = /^(query-.+|create-client|(view|manage)-(clients|users)|manage-authorization)$/;

/** Roles of `realm-management` that a profile gives away. */
export const administrationRoles = ({ serviceAccount }: Pick<Profile, "serviceAccount">): readonly string[] =>
    serviceAccount?.roles?.client?.[administration] ?? [];

/** Roles of `realm-management` that the caller must hold to give a client what its profile says. */
export function handedOut({ serviceAccount, scope }: Profile): string[] {
    return [
        ...administrationRoles({ serviceAccount }).filter((role) => !handedOutFreely.test(role)),
        // Keycloak 26 demands it; 17 does not.
        ...(scope?.realm?.length ? ["manage-realm"] : []),
    ];
}

/** Roles of `realm-management` that the caller needs for a provider client. */
export function needsOfClient(change: Change | "read", profile: Profile | undefined): string[] {
    if (change === "delete" || profile === undefined) return ["manage-clients"];
    const base = ["manage-clients", ...(profile.serviceAccount ? ["manage-users"] : [])];
    if (change === "read") return base;
    // What an update gives in addition is told by `verify`, which knows what was given before.
    const given = change === "create" ? handedOut(profile) : [];
    const looksUp = [profile.serviceAccount?.roles?.realm, profile.scope?.realm].some((roles) => roles?.length);
    return sortedSet([...base, ...given, ...(looksUp && !given.includes("manage-realm") ? ["view-realm"] : [])]);
}
