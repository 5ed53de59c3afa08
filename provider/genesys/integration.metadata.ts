import { addressesIn, type AuditEntity, type TypeMetadata } from "../core/metadata";
import { record, text } from "../core/values";
import type { IntegrationInputs } from "./integration";

/** Both words are the vendor's. Not confirmed (G-80): that events of the one are listed under the other. */
export const integrationAudit: AuditEntity = { type: "Integration", service: "Integrations" };

export const integration = {
    drift: [
        {
            id: "integration-address",
            severity: "high",
            why: "people get another page, or data goes to another address",
            properties: ["properties"],
            below: /^(\.|\[")\w*ur[il]\b/i,
        },
    ],
    access: [],
    // Only a marker shows the purpose of an integration.
    unmanaged: { suspicions: [], sameName: false, listsCaller: false },
    audit: integrationAudit,
    part: "none",
    alsoListedAs: "genesys:ClientApp",
    picture: { arrows: "to", boxes: [] },
    generated: {
        usual: { notes: "", properties: {}, advanced: {}, credentials: {}, enabled: true },
        lookup: "none",
    },
    guardRails: {
        description: ["notes"],
        addresses: ({ type, properties }) =>
            text(type).startsWith("embedded-client-app") ? addressesIn("properties.", record(properties), ["url"]) : [],
        roles: "none",
    },
} satisfies TypeMetadata<IntegrationInputs>;
