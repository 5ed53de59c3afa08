import { addressesIn, type TypeMetadata } from "../core/metadata";
import type { ClientAppInputs } from "./clientApp";
import { integrationAudit } from "./integration.metadata";

export const clientApp = {
    drift: [
        {
            id: "app-unrestricted",
            severity: "high",
            why: "members of other groups or queues see the application",
            properties: ["groups", "queues"],
        },
        {
            id: "app-option-added",
            severity: "high",
            why: "the page may do more in the browser",
            properties: ["sandbox", "permissions"],
            change: "added",
        },
        { id: "app-address", severity: "high", why: "agents get another page", properties: ["url"] },
    ],
    access: ["sandbox", "permissions"],
    unmanaged: {
        suspicions: [
            {
                id: "unmanaged-same-address",
                severity: "medium",
                why: "this app is unmanaged, and it opens the same page",
                fits: ({ url }, managed) =>
                    url !== undefined && managed.some(({ declared }) => declared["url"] === url),
            },
        ],
        sameName: true,
        listsCaller: false,
    },
    audit: integrationAudit,
    part: "none",
    alsoListedAs: "genesys:Integration",
    picture: { arrows: "from", boxes: ["permissions"] },
    generated: {
        usual: {
            integrationType: "embedded-client-app",
            displayType: "standalone",
            category: "",
            sandbox: [],
            permissions: [],
            groups: [],
            queues: [],
            communicationTypes: [],
            notes: "",
            advanced: {},
            enabled: true,
        },
        lookup: "none",
    },
    guardRails: {
        description: ["notes"],
        addresses: (props) => addressesIn("", props, ["url"]),
        roles: "none",
    },
} satisfies TypeMetadata<ClientAppInputs>;
