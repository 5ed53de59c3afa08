import type { AuditEntity, TypeMetadata } from "../core/metadata";
import type { GroupInputs } from "./group";

/** From a report of one organization's service mapping. Every change of a group's members is an update there. */
export const groupAudit: AuditEntity = { type: "DirectoryGroup", service: "Groups" };

export const group = {
    drift: [
        {
            id: "group-owner-added",
            severity: "high",
            why: "more people decide who is a member",
            properties: ["owners"],
            change: "added",
        },
    ],
    access: [],
    unmanaged: { suspicions: [], sameName: true, listsCaller: false },
    audit: groupAudit,
    part: "none",
    alsoListedAs: "none",
    picture: { arrows: "to", boxes: [] },
    generated: {
        usual: {
            description: "",
            type: "official",
            visibility: "public",
            rulesVisible: true,
            rolesEnabled: false,
            includeOwners: true,
            callsEnabled: false,
            email: "",
            owners: [],
            addresses: [],
        },
        lookup: "genesys.group",
    },
    guardRails: { description: ["description"], addresses: () => [], roles: "none" },
} satisfies TypeMetadata<GroupInputs>;
