import * as pulumi from "@pulumi/pulumi";
import { emite, genesys } from "pulumi-contact-center";

/**
 * The eMite integration of one Genesys Cloud organization. All settings come from the stack's configuration, so a new
 * tenant needs only a new `Pulumi.<tenant>.yaml`.
 *
 *   genesyscloud:region, genesyscloud:oauthClientId, genesyscloud:oauthClientSecret   the organization
 *   emite:members     { access, dashboardViewers, dashboardCreators }: lists of e-mail addresses
 *   emite:wfm         true for workforce management data
 *   emite:licences    "all", or a list of names of divisions
 *   emite:scopes      scopes of emite_SSO, in place of the procedure's six
 *   emite:allowedIpAddresses   IP addresses of eMite that may use its client-credentials clients
 *   emite:rotation    any text; a change makes new client secrets
 *   emite:owner       who answers for the objects: in the description of each
 */
export = async () => {
    const config = new pulumi.Config("emite");
    const divisions =
        config.get("licences") === "all" ? await genesys.divisions() : config.getObject<string[]>("licences");

    const integration = new emite.Integration("emite", {
        wfm: config.getBoolean("wfm"),
        members: config.getObject<emite.EmiteMembers>("members"),
        licences: divisions && { divisions },
        scopes: config.getObject<string[]>("scopes"),
        allowedIpAddresses: config.getObject<string[]>("allowedIpAddresses"),
        rotation: config.get("rotation"),
        owner: config.get("owner"),
    });

    return {
        organization: integration.organization,
        region: integration.region,
        regionCode: integration.regionCode,
        redirectUrl: integration.redirectUrl,
        clientIds: integration.clientIds,
        clientSecrets: integration.clientSecrets,
    };
};
