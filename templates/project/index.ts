import * as pulumi from "@pulumi/pulumi";
import * as contact from "pulumi-contact-center";

/**
 * The eMite integration of one Genesys Cloud organisation, driven by the stack's configuration alone: a new tenant is
 * one more `Pulumi.<tenant>.yaml`.
 *
 *   genesyscloud:region, genesyscloud:oauthClientId, genesyscloud:oauthClientSecret   the organisation
 *   emite:members     { access, dashboardViewers, dashboardCreators }: lists of e-mail addresses
 *   emite:wfm         true for workforce management data
 *   emite:licences    "all", or a list of names of divisions
 *   emite:scopes      scopes of emite_SSO, in place of the procedure's six
 *   emite:rotation    any text; a change makes new client secrets
 *   emite:owner       who answers for the objects: in the description of each
 */
export = async () => {
    const config = new pulumi.Config("emite");
    const licences = config.get("licences") === "all" ? undefined : config.getObject<string[]>("licences");
    const divisions = config.get("licences") === "all" ? await contact.genesys.divisions() : licences;
    const members = config.getObject<contact.emite.EmiteMembers>("members");
    const scopes = config.getObject<string[]>("scopes");
    const rotation = config.get("rotation");
    const owner = config.get("owner");

    const emite = new contact.emite.Integration("emite", {
        wfm: config.getBoolean("wfm") ?? false,
        ...(members ? { members } : {}),
        ...(divisions ? { licences: { divisions } } : {}),
        ...(scopes ? { scopes } : {}),
        ...(rotation ? { rotation } : {}),
        ...(owner ? { owner } : {}),
    });

    return {
        organization: emite.organization,
        region: emite.region,
        regionCode: emite.regionCode,
        redirectUrl: emite.redirectUrl,
        clientIds: emite.clientIds,
        clientSecrets: emite.clientSecrets,
    };
};
