import * as pulumi from "@pulumi/pulumi";
import { eleveo } from "pulumi-contact-center";

/**
 * One Eleveo User Management, configured only by the stack's configuration.
 *
 *   eleveo:url, eleveo:realm, eleveo:clientId, eleveo:clientSecret   the server and the calling client
 *   eleveo:profiles          folder with a captured profile for each client type in use
 *   tenant:importers         { "<name>": "<client type>", … }: the provider clients
 *   tenant:webexRegion       us or eu, for a login through Webex Contact Center
 *   tenant:webexLogoutUrl    needed for eu
 *   tenant:webexClientId, tenant:webexClientSecret   from Webex Contact Center's application registration console
 */
const config = new pulumi.Config("tenant");
const importers = config.getObject<Record<string, eleveo.ClientType>>("importers") ?? {};
const region = config.get<eleveo.WebexRegion>("webexRegion");

const clients = Object.entries(importers).map(
    ([name, clientType]) => new eleveo.ProviderClient(name, { name, clientType }),
);

const login =
    region === undefined
        ? undefined
        : new eleveo.WebexContactCenterLogin("webex", {
              region,
              logoutUrl: config.get("webexLogoutUrl"),
              clientId: config.require("webexClientId"),
              clientSecret: config.requireSecret("webexClientSecret"),
          });

export const redirectUri = login?.redirectUri;
export const clientSecrets = pulumi
    .all(clients.map(({ clientId, clientSecret }) => pulumi.all([clientId, clientSecret])))
    .apply((pairs) => Object.fromEntries(pairs));
