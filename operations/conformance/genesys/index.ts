import type { Check } from "../check";
import { audits, auditOfWrites } from "./audits";
import { grants } from "./grants";
import { groups, removedGroup } from "./groups";
import { integrations, removedApp } from "./integrations";
import { oauthClients, removedClient } from "./oauthClients";
import { reads } from "./reads";
import { removedRole, roles } from "./roles";

/** In the order in which they run: reads first, and checks that remove a test object last. */
export const genesysChecks: readonly Check[] = [
    ...reads,
    ...grants,
    ...audits,
    ...roles,
    ...groups,
    ...oauthClients,
    ...integrations,
    ...auditOfWrites,
    ...removedApp,
    ...removedClient,
    ...removedGroup,
    ...removedRole,
];
