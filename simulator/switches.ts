/**
 * What a real organization may do, and this one does only if it is switched on. Each is seen in recorded answers or in
 * the use of other clients, or is announced by the vendor; `docs/simulator.md` says which.
 */
export const switches = {
    emptyPolicies: "grants tell an empty list of policies for each role",
    namedConditions: "conditions of a role come back with names and addresses, and with their terms in another order",
    displayOnly: "telephone numbers and extensions of a group come back formatted, and only in `display`",
    untypedSubjects: "the subjects that hold a role come without their type",
    oldStylePermissions: "roles allow groups by `group_administration`, which no policy shows",
    keepWildcards: "roles keep wildcards as written, and default roles have them for whole domains and entities",
    requireAllowedIps: "a new client of the client-credentials grant needs an allowed IP address",
    enforceScopes: "a user's token of a client allows only the scopes that an administrator has approved",
    delayedRemoval: "a client older than 30 days is deactivated for seven days before it is removed",
    leanCreates: "the answer to a create has only the new object's id, address, version and secret",
    reorderedProperties: "keys and lists in the properties of an integration come back in another order",
    filledProperties: "a client app shows `displayType` and `featureCategory` though they were not sent",
    checkGroups: "groups that the properties of an integration name must exist",
    lenient:
        "accepts what is only inferred to be refused, such as http addresses and integration types that it does not list",
    anonymousAudits: "audit events name no user",
} as const;

export type Switch = keyof typeof switches;
