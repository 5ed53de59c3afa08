import { genesysTenant } from "./genesysTenant";
import { genesysAccess } from "./genesysAccess";
import { genesysObjects } from "./genesysObjects";
import { eleveo } from "./eleveo";
import { imagicle } from "./imagicle";
import { webex } from "./webex";
import { platform } from "./platform";
import type { Assumption } from "../assumption";

/** Everything that this library relies on and no live system has confirmed, by product. */
export const assumptions: readonly Assumption[] = [
    ...genesysTenant,
    ...genesysAccess,
    ...genesysObjects,
    ...eleveo,
    ...imagicle,
    ...webex,
    ...platform,
];
