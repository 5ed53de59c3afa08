/** A provider client of Eleveo with a set at each depth of its profile. */
export const importerProfile = {
    client: { webOrigins: ["+"], attributes: { "a.b": "true" } },
    serviceAccount: {
        attributes: { tenant: ["one"] },
        roles: { realm: ["b", "a"], client: { "realm-management": ["view-users"] } },
    },
};
