import { genesysTenant } from "./genesysTenant";
import { genesysAccess } from "./genesysAccess";
import { genesysClients } from "./genesysClients";
import { genesysGroups } from "./genesysGroups";
import { genesysIntegrations } from "./genesysIntegrations";
import { eleveo } from "./eleveo";
import { imagicle } from "./imagicle";
import { webex } from "./webex";
import { platform } from "./platform";
import type { Assumption } from "../assumption";

/** All assumptions of this library that no live system has confirmed, by product. */
export const assumptions: readonly Assumption[] = [
    ...genesysTenant,
    ...genesysAccess,
    ...genesysGroups,
    ...genesysClients,
    ...genesysIntegrations,
    ...eleveo,
    ...imagicle,
    ...webex,
    ...platform,
];
