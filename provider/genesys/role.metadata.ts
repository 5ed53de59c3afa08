import type { TypeMetadata } from "../core/metadata";
import { members } from "../core/values";
import type { RoleInputs } from "./role";

/** eMite's data onboarding license: every user with a role that contains it is paid for. */
export const emiteLicence = "integration:emiteApps:view";

/** The audit log's service for roles and OAuth clients, from a report of one organization's service mapping. */
export const permissionsService = "PeoplePermissions";

export const role = {
    drift: [
        {
            id: "role-permission-added",
            severity: "high",
            why: "holders of the role may do more",
            properties: ["permissions", "policies"],
            change: "added",
        },
        {
            id: "role-policy-changed",
            severity: "high",
            why: "the conditions of a permission differ",
            properties: ["policies"],
            change: "changed",
        },
    ],
    access: ["permissions", "policies"],
    unmanaged: {
        suspicions: [
            {
                id: "unmanaged-licence",
                severity: "medium",
                why: "this role is unmanaged, and it gives eMite's license",
                fits: ({ permissions }, managed) =>
                    members(permissions).includes(emiteLicence) &&
                    managed.some(({ declared }) => members(declared["permissions"]).includes(emiteLicence)),
            },
        ],
        sameName: true,
        listsCaller: false,
    },
    audit: { type: "Role", service: permissionsService, members: false },
    part: "none",
    alsoListedAs: "none",
    picture: { arrows: "to", boxes: ["permissions"] },
    generated: {
        usual: { description: "", permissions: [], policies: [], extraPermissions: "remove" },
        lookup: "genesys.role",
    },
    guardRails: { description: ["description"], addresses: () => [], roles: "none" },
} satisfies TypeMetadata<RoleInputs>;
