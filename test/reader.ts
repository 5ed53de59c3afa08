import type { Credentials, Simulator } from "../simulator";
import { policiesFor } from "../simulator/tenant";

/** What a client needs for previews and reviews: docs/pipelines.md. */
export const readPermissions = [
    "audits:audit:view",
    "authorization:grant:view",
    "authorization:role:view",
    "directory:user:view",
    "integrations:integration:view",
    "oauth:client:view",
];

/** A client with a role of these permissions only. */
export function addReader({ addClient, tenant }: Simulator): Credentials {
    const reader = addClient("Pulumi preview");
    const id = tenant.nextId();
    tenant.roles.set(id, {
        id,
        name: "Reader",
        description: "",
        default: false,
        policies: policiesFor(readPermissions),
    });
    for (const grant of tenant.grants.values()) if (grant.subjectId === reader.clientId) grant.roleId = id;
    return reader;
}

/** The variables of a client that only reads. */
export const readerVariables = ({ clientId, clientSecret }: Credentials) => ({
    GENESYSCLOUD_READCLIENT_ID: clientId,
    GENESYSCLOUD_READCLIENT_SECRET: clientSecret,
});
