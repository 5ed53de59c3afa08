import type { TypeMetadata } from "../core/metadata";
import { ifKnown, members, record, text } from "../core/values";
import { permissionsService } from "./role.metadata";
import type { RoleAssignmentInputs } from "./roleAssignment";

export const roleAssignment = {
    drift: [
        {
            id: "role-holder-left",
            severity: "high",
            why: "has left and still holds the role",
            properties: ["noLongerActive"],
            change: "added",
        },
        {
            id: "role-assignment-added",
            severity: "high",
            why: "more people hold the role, or in more divisions",
            properties: ["subjects", "divisions"],
            change: "added",
        },
    ],
    access: ["subjects", "divisions", "withoutRole"],
    unmanaged: "never",
    audit: { type: "Role", service: permissionsService, members: true },
    part: { of: "genesys:Role", by: "role", holds: "subjects" },
    alsoListedAs: "none",
    picture: { arrows: "to", boxes: ["divisions"] },
    generated: { usual: { withoutRole: [], noLongerActive: [] }, lookup: "none" },
    guardRails: {
        description: "none",
        addresses: () => [],
        roles: {
            property: "role",
            ids: (props) => [ifKnown(() => text(props["role"]))],
            divisions: (props) => [{ path: "divisions", ids: members(props["divisions"]) }],
            toClient: (props, sources) => {
                const subjects = ifKnown(() => props["subjects"]);
                return (
                    sources("subjects").includes("genesys:OAuthClient") ||
                    Object.keys(record(subjects)).some((key) => key.startsWith("oauthClient:")) ||
                    (Array.isArray(subjects) && subjects.some((subject) => "oauthClient" in record(subject)))
                );
            },
        },
    },
} satisfies TypeMetadata<RoleAssignmentInputs>;
