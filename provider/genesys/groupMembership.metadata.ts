import type { TypeMetadata } from "../core/metadata";
import { groupAudit } from "./group.metadata";
import type { GroupMembershipInputs } from "./groupMembership";

export const groupMembership = {
    drift: [
        {
            id: "member-added",
            severity: "high",
            why: "more people have what the group gives",
            properties: ["members"],
            change: "added",
        },
    ],
    access: ["members"],
    unmanaged: "never",
    audit: groupAudit,
    part: { of: "genesys:Group", by: "group", holds: "members" },
    alsoListedAs: "none",
    picture: { arrows: "to", boxes: [] },
    generated: { usual: { mode: "exact" }, lookup: "none" },
    guardRails: { description: "none", addresses: () => [], roles: "none" },
} satisfies TypeMetadata<GroupMembershipInputs>;
