import type * as pulumi from "@pulumi/pulumi";
import type { Division, Group, OAuthClient } from "../genesys";
import type { MissingPermissions } from "./available";
import type { procedureNames } from "./procedure";

/** Who is in eMite's groups, each by e-mail address or user id. A list that is absent is not managed. */
export interface EmiteMembers {
    /** emite_Access: who may open eMite in the Apps menu. */
    access?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** emite_DashboardViewer: who may view dashboards and reports. */
    dashboardViewers?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** emite_DashboardCreator: who may view, edit and create dashboards and reports. */
    dashboardCreators?: pulumi.Input<pulumi.Input<string>[] | undefined>;
}

/** Arguments of {@link Integration}. */
export interface IntegrationArgs {
    /**
     * Short name of the Genesys Cloud organisation: lower-case letters and digits. Changes the redirect address in
     * place. @default that of the organisation of the stack's credentials
     */
    organization?: pulumi.Input<string | undefined>;
    /**
     * Region: its AWS name, its login host, or eMite's code. Only nine have an eMite code, see {@link emiteRegions}.
     * @default the region of the stack's configuration
     */
    region?: pulumi.Input<string | undefined>;
    /** Members of eMite's groups; each list given is exact. */
    members?: EmiteMembers | undefined;
    /** Whether eMite reads workforce management data: two OAuth clients more. @default false */
    wfm?: boolean | undefined;
    /** Divisions whose agents get eMite's data onboarding licence. @default none */
    licences?: { divisions: readonly (string | Division)[] } | undefined;
    /** Life of the clients' tokens, 300 to 172,800 seconds. @default 86400 */
    tokenLifetimeSeconds?: pulumi.Input<number | undefined>;
    /**
     * IP addresses of eMite that may use the client-credentials clients, each an IPv4 or IPv6 address or a CIDR range,
     * as {@link OAuthClient}'s. emite_SSO is not restricted: people log in with it. Genesys announced on 2026-04-06
     * that new clients of this type will need one or more; ask eMite for theirs. Changed in place.
     * @default left as they are; a new client allows any address
     */
    allowedIpAddresses?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** Any text; a change makes new secrets for all clients, as of an OAuth client. */
    rotation?: pulumi.Input<string | undefined>;
    /** Scopes of emite_SSO, in place of the procedure's six. */
    scopes?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** Permissions of the role, in place of the 41 of the procedure. */
    permissions?: readonly string[] | undefined;
    /**
     * What happens when the organisation lacks a permission. @default "warn" for `wfm:adhocForecast:view`,
     * `wfm:agentScheduleNotification:view` and `integration:emiteApps:view`, which not every tenant has; "error" for
     * all others
     */
    missingPermissions?: MissingPermissions | undefined;
    /** Names, in place of the procedure's. Changed in place. */
    names?: Partial<Record<keyof typeof procedureNames, string>> | undefined;
    /** Descriptions of the objects; the procedure leaves them blank. */
    descriptions?: Partial<Record<keyof typeof procedureNames, string>> | undefined;
    /** Who answers for the integration: `owner: <owner>` ends every description. @default none */
    owner?: string | undefined;
}

/** The groups of the procedure. */
export interface EmiteGroups {
    /** emite_Access: who may open eMite in the Apps menu. */
    readonly access: Group;
    /** emite_DashboardViewer: who may view dashboards and reports. */
    readonly dashboardViewers: Group;
    /** emite_DashboardCreator: who may view, edit and create dashboards and reports. */
    readonly dashboardCreators: Group;
}

/** The OAuth clients of the procedure. */
export interface EmiteClients {
    /** emite_SSO: eMite's login. */
    readonly sso: OAuthClient;
    /** emite_APIdata: historical data. */
    readonly data: OAuthClient;
    /** emite_RealtimeData: channel subscriptions. */
    readonly realtime: OAuthClient;
    /** emite_WFMLookback, with `wfm`. */
    readonly wfmLookback?: OAuthClient;
    /** emite_WFMActivity, with `wfm`. */
    readonly wfmActivity?: OAuthClient;
}

/** A value of each client, by the client's name in the procedure; the last two with `wfm`. */
export interface EmiteClientValues {
    emite_SSO: string;
    emite_APIdata: string;
    emite_RealtimeData: string;
    emite_WFMLookback?: string;
    emite_WFMActivity?: string;
}
