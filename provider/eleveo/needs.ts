import type { Change } from "../core/resourceType";
import { sortedSet } from "../core/json";
import type { Profile } from "./profile";

/** The client of every realm whose roles grant administration rights. */
const administration = "realm-management";

/**
 * Roles of `realm-management` that holders of `manage-clients` and `manage-users` may grant to others on Keycloak 17,
 * 24 and 26.7. The granting client must have all other roles itself.
 */
const handedOutFreely = /^(query-.+|create-client|(view|manage)-(clients|users)|manage-authorization)$/;

/** Roles of `realm-management` that a profile grants. */
export const administrationRoles = ({ serviceAccount }: Pick<Profile, "serviceAccount">): readonly string[] =>
    serviceAccount?.roles?.client?.[administration] ?? [];

/** Roles of `realm-management` that the caller must have to grant a client the roles of its profile. */
export function handedOut({ serviceAccount, scope }: Profile): string[] {
    return [
        ...administrationRoles({ serviceAccount }).filter((role) => !handedOutFreely.test(role)),
        // Keycloak 26 requires it; 17 does not.
        ...(scope?.realm?.length ? ["manage-realm"] : []),
    ];
}

/** Roles of `realm-management` that the caller needs for a provider client. */
export function needsOfClient(change: Change | "read", profile: Profile | undefined): string[] {
    if (change === "delete" || profile === undefined) return ["manage-clients"];
    const base = ["manage-clients", ...(profile.serviceAccount ? ["manage-users"] : [])];
    if (change === "read") return base;
    // `verify` checks the roles that an update grants in addition, because it knows the previous ones.
    const given = change === "create" ? handedOut(profile) : [];
    const looksUp = [profile.serviceAccount?.roles?.realm, profile.scope?.realm].some((roles) => roles?.length);
    return sortedSet([...base, ...given, ...(looksUp && !given.includes("manage-realm") ? ["view-realm"] : [])]);
}
