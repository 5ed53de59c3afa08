import type * as pulumi from "@pulumi/pulumi";
import type { Division, Group, OAuthClient } from "../genesys";
import type { MissingPermissions } from "./available";
import type { procedureNames } from "./procedure";

/**
 * The members of eMite's groups, each by e-mail address or user id. If a list is absent, those members are not managed.
 */
export interface EmiteMembers {
    /** emite_Access: users who may open eMite in the Apps menu. */
    access?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** emite_DashboardViewer: users who may view dashboards and reports. */
    dashboardViewers?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** emite_DashboardCreator: users who may view, edit and create dashboards and reports. */
    dashboardCreators?: pulumi.Input<pulumi.Input<string>[] | undefined>;
}

/** Arguments of {@link Integration}. */
export interface IntegrationArgs {
    /**
     * Short name of the Genesys Cloud organization: lower-case letters and digits. A change updates the redirect
     * address in place. @default the short name of the organization that the stack's credentials belong to
     */
    organization?: pulumi.Input<string | undefined>;
    /**
     * Region: its AWS name, its login host, or eMite's code. Only nine have an eMite code, see {@link emiteRegions}.
     * @default the region of the stack's configuration
     */
    region?: pulumi.Input<string | undefined>;
    /** Members of eMite's groups. Each list that you give is exact. */
    members?: EmiteMembers | undefined;
    /** Whether eMite reads workforce management data, which adds two OAuth clients. @default false */
    wfm?: boolean | undefined;
    /**
     * Divisions whose agents get eMite's data onboarding license, as for `AgentLicences`. @default none
     */
    licences?: { divisions: readonly (string | Division)[] } | undefined;
    /** Life of the clients' tokens, 300 to 172,800 seconds. @default 86400 */
    tokenLifetimeSeconds?: pulumi.Input<number | undefined>;
    /**
     * IP addresses of eMite that may use the client-credentials clients, each an IPv4 or IPv6 address or a CIDR range,
     * as in {@link OAuthClient}. emite_SSO is not restricted, because people log in with it. Genesys announced on
     * 2026-04-06 that new clients of this type will need one or more; ask eMite for its addresses. Changed in place.
     * @default left as they are; a new client allows any address
     */
    allowedIpAddresses?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** Any text. If it changes, all clients get new secrets, as with the `rotation` of an OAuth client. */
    rotation?: pulumi.Input<string | undefined>;
    /** Scopes of emite_SSO, instead of the procedure's six. */
    scopes?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** Permissions of the role, instead of the procedure's 41. */
    permissions?: readonly string[] | undefined;
    /**
     * What to do if the organization does not have a permission. @default "warn" for `wfm:adhocForecast:view`,
     * `wfm:agentScheduleNotification:view` and `integration:emiteApps:view`, which not every tenant has; "error" for
     * all others
     */
    missingPermissions?: MissingPermissions | undefined;
    /** Names, instead of the procedure's. Changed in place. */
    names?: Partial<Record<keyof typeof procedureNames, string>> | undefined;
    /** Descriptions of the objects. The procedure leaves them blank. */
    descriptions?: Partial<Record<keyof typeof procedureNames, string>> | undefined;
    /** Owner of the integration: `owner: <owner>` ends every description. @default none */
    owner?: string | undefined;
}

/** The groups of the procedure. */
export interface EmiteGroups {
    /** emite_Access: users who may open eMite in the Apps menu. */
    readonly access: Group;
    /** emite_DashboardViewer: users who may view dashboards and reports. */
    readonly dashboardViewers: Group;
    /** emite_DashboardCreator: users who may view, edit and create dashboards and reports. */
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

/** One value per client, by the client's name in the procedure. The last two exist only with `wfm`. */
export interface EmiteClientValues {
    emite_SSO: string;
    emite_APIdata: string;
    emite_RealtimeData: string;
    emite_WFMLookback?: string;
    emite_WFMActivity?: string;
}
