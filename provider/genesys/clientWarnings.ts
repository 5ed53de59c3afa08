import { sameJson } from "../core/json";
import { warn } from "../core/say";
import { allowedAddresses } from "./allowedAddresses";
import type { ListedClient } from "./answers/oauthClient";
import type { OAuthClientInputs } from "./oauthClientBody";

/** Warns the user if a client differs from the declared values and no `pulumi up` can change that. */
export function warnOf(client: ListedClient, declared: OAuthClientInputs): void {
    const { name, state = "active", dateToDelete } = client;
    const { allowedIpAddresses } = declared;
    if (state !== "active" && state !== "inactive")
        warn("CC2028", `OAuth client "${name}": it is ${state}. Only Genesys' support can change that.`);
    if (state === "active" && dateToDelete && !declared.dateToDelete)
        warn(
            "CC2029",
            `OAuth client "${name}": Genesys Cloud will delete it on ${dateToDelete}, a date that the program does not declare.`,
        );
    if (allowedIpAddresses && !sameJson(allowedAddresses(client), allowedIpAddresses))
        warn(
            "CC2030",
            `OAuth client "${name}": Genesys Cloud did not return the allowed IP addresses that were sent. Check them on the client's page.`,
        );
}
