import * as pulumi from "@pulumi/pulumi";
import * as genesys from "../genesys";
import { AgentLicences } from "./agentLicences";
import { availablePermissions, type MissingPermissions } from "./available";
import { procedurePermissions } from "./permissions";
import { emiteRegion, redirectUrl } from "./regions";

/** Who is in eMite's groups, each by e-mail address or user id. A list that is absent is not managed. */
export interface EmiteMembers {
    /** emite_Access: who may open eMite in the Apps menu. */
    access?: pulumi.Input<pulumi.Input<string>[]>;
    /** emite_DashboardViewer: who may view dashboards and reports. */
    dashboardViewers?: pulumi.Input<pulumi.Input<string>[]>;
    /** emite_DashboardCreator: who may view, edit and create dashboards and reports. */
    dashboardCreators?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Arguments of {@link Integration}. */
export interface IntegrationArgs {
    /**
     * Short name of the Genesys Cloud organisation: lower-case letters and digits. Changes the redirect address in
     * place. @default that of the organisation of the stack's credentials
     */
    organization?: pulumi.Input<string>;
    /**
     * Region: its AWS name, its login host, or eMite's code. Only nine have an eMite code, see {@link emiteRegions}.
     * @default the region of the stack's configuration
     */
    region?: pulumi.Input<string>;
    /** Members of eMite's groups; each list given is exact. */
    members?: EmiteMembers;
    /** Whether eMite reads workforce management data: two OAuth clients more. @default false */
    wfm?: boolean;
    /** Divisions whose agents get eMite's data onboarding licence. @default none */
    licences?: { divisions: readonly (string | genesys.Division)[] };
    /** Life of the clients' tokens, 300 to 172,800 seconds. @default 86400 */
    tokenLifetimeSeconds?: pulumi.Input<number>;
    /** Any text; a change makes new secrets for all clients, see {@link genesys.OAuthClientArgs.rotation}. */
    rotation?: pulumi.Input<string>;
    /** Permissions of the role, in place of the 41 of the procedure. */
    permissions?: readonly string[];
    /**
     * What happens when the organisation lacks a permission. @default "warn" for `wfm:adhocForecast:view`,
     * `wfm:agentScheduleNotification:view` and `integration:emiteApps:view`, which not every tenant has; "error" for
     * all others
     */
    missingPermissions?: MissingPermissions;
    /** Names, in place of the procedure's. Changed in place. */
    names?: Partial<Record<keyof typeof procedureNames, string>>;
    /** Descriptions of the objects; the procedure leaves them blank. */
    descriptions?: Partial<Record<keyof typeof procedureNames, string>>;
}

/** The names that the procedure gives. */
const procedureNames = {
    accessGroup: "emite_Access",
    viewerGroup: "emite_DashboardViewer",
    creatorGroup: "emite_DashboardCreator",
    app: "eMite Advanced Analytics",
    ssoClient: "emite_SSO",
    role: "eMite Data Integration",
    dataClient: "emite_APIdata",
    realtimeClient: "emite_RealtimeData",
    wfmLookbackClient: "emite_WFMLookback",
    wfmActivityClient: "emite_WFMActivity",
} as const;

/** Scopes of emite_SSO. The procedure's `user:readonly` is not a scope of Genesys Cloud; `users:readonly` is. */
const ssoScopes = [
    "authorization:readonly",
    "groups:readonly",
    "integrations:readonly",
    "oauth:readonly",
    "organization:readonly",
    "users:readonly",
];

const sandbox: genesys.SandboxOption[] = [
    "allow-scripts",
    "allow-same-origin",
    "allow-forms",
    "allow-modals",
    "allow-popups",
    "allow-downloads",
];

/**
 * Everything of eMite's procedure "Configure Genesys Cloud for eMite Integration": groups, application, OAuth clients,
 * the role with its 41 permissions, and the agents' licences. The outputs are what eMite's Integration Details Form
 * asks for. `docs/emite.md` puts the procedure beside this code, step by step.
 */
export class Integration extends pulumi.ComponentResource {
    /** AWS name of the region. */
    readonly region: pulumi.Output<string>;
    /** eMite's code of the region. */
    readonly regionCode: pulumi.Output<string>;
    /** Short name of the organisation. */
    readonly organization: pulumi.Output<string>;
    /** Authorized redirect address of emite_SSO and address of the application. */
    readonly redirectUrl: pulumi.Output<string>;
    /** Client ids, by the clients' names in the procedure. */
    readonly clientIds: pulumi.Output<Record<string, string>>;
    /** Client secrets, encrypted in the state, by the clients' names in the procedure. */
    readonly clientSecrets: pulumi.Output<Record<string, string>>;

    constructor(name: string, args: IntegrationArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        super("contactcenter:emite:Integration", name, {}, opts);
        const child = { parent: this };
        const names = { ...procedureNames, ...args.names };
        const described = (key: keyof typeof procedureNames) => ({
            name: names[key],
            ...(args.descriptions?.[key] === undefined ? {} : { description: args.descriptions[key] }),
        });

        // Generic Integration Information
        const tenant =
            args.organization === undefined || args.region === undefined ? genesys.organization() : undefined;
        this.organization = pulumi.output(
            args.organization ?? (tenant as Promise<genesys.OrganizationInfo>).then((t) => t.shortName),
        );
        const region = pulumi.output(
            args.region ?? (tenant as Promise<genesys.OrganizationInfo>).then((t) => t.region),
        );
        this.region = region.apply((given) => emiteRegion(given).region);
        this.regionCode = region.apply((given) => emiteRegion(given).code);
        this.redirectUrl = pulumi.all([region, this.organization]).apply(([where, who]) => redirectUrl(where, who));

        // Application Integration: access group, members, client application, OAuth client for single sign-on
        const group = (
            key: "accessGroup" | "viewerGroup" | "creatorGroup",
            members: EmiteMembers[keyof EmiteMembers],
        ) => {
            const made = new genesys.Group(
                `${name}-${key}`,
                { ...described(key), type: "official", visibility: "public" },
                child,
            );
            if (members !== undefined)
                new genesys.GroupMembership(`${name}-${key}-members`, { group: made.id, members }, child);
            return made;
        };
        const access = group("accessGroup", args.members?.access);
        new genesys.ClientApp(
            `${name}-app`,
            {
                name: names.app,
                ...(args.descriptions?.app === undefined ? {} : { notes: args.descriptions.app }),
                url: this.redirectUrl,
                displayType: "standalone",
                category: "",
                sandbox,
                groups: [access.id],
                enabled: true,
            },
            child,
        );
        const tokenLifetimeSeconds = args.tokenLifetimeSeconds ?? 86_400;
        const rotation = args.rotation === undefined ? {} : { rotation: args.rotation };
        const sso = new genesys.OAuthClient(
            `${name}-sso`,
            {
                ...described("ssoClient"),
                ...rotation,
                grantType: "code",
                scopes: ssoScopes,
                redirectUris: [this.redirectUrl],
                tokenLifetimeSeconds,
            },
            child,
        );

        const wanted = args.permissions ?? procedurePermissions.map(({ permission }) => permission);
        const permissions = availablePermissions(wanted, args.missingPermissions, this);

        // Data Integration: the adapter role, held by the caller itself, then the clients that hold it
        const role = new genesys.Role(`${name}-role`, { ...described("role"), permissions }, child);
        const caller = new genesys.RoleAssignment(
            `${name}-caller`,
            {
                role: role.id,
                divisions: ["*"],
                subjects: genesys.caller().then(({ id, kind }) => [asSubject(kind, id)]),
            },
            child,
        );
        const data = (key: "dataClient" | "realtimeClient" | "wfmLookbackClient" | "wfmActivityClient") =>
            new genesys.OAuthClient(
                `${name}-${key}`,
                {
                    ...described(key),
                    ...rotation,
                    grantType: "client-credentials",
                    roles: [{ role: role.id, divisions: ["*"] }],
                    tokenLifetimeSeconds,
                },
                { ...child, dependsOn: [caller] },
            );
        const clients: Record<string, genesys.OAuthClient> = {
            [procedureNames.ssoClient]: sso,
            [procedureNames.dataClient]: data("dataClient"),
            [procedureNames.realtimeClient]: data("realtimeClient"),
        };
        if (args.wfm === true) {
            clients[procedureNames.wfmLookbackClient] = data("wfmLookbackClient");
            clients[procedureNames.wfmActivityClient] = data("wfmActivityClient");
        }

        // User Integration: groups of dashboard users, the agents' licences
        group("viewerGroup", args.members?.dashboardViewers);
        group("creatorGroup", args.members?.dashboardCreators);
        if (args.licences !== undefined)
            new AgentLicences(
                `${name}-licences`,
                {
                    divisions: args.licences.divisions,
                    ...(args.missingPermissions === undefined ? {} : { missingPermissions: args.missingPermissions }),
                },
                child,
            );

        const each = <T>(pick: (client: genesys.OAuthClient) => pulumi.Output<T>) =>
            pulumi.output(Object.fromEntries(Object.entries(clients).map(([key, client]) => [key, pick(client)])));
        this.clientIds = each((client) => client.clientId) as pulumi.Output<Record<string, string>>;
        this.clientSecrets = pulumi.secret(each((client) => client.clientSecret)) as pulumi.Output<
            Record<string, string>
        >;
        this.registerOutputs({
            region: this.region,
            regionCode: this.regionCode,
            organization: this.organization,
            redirectUrl: this.redirectUrl,
            clientIds: this.clientIds,
            clientSecrets: this.clientSecrets,
        });
    }
}

function asSubject(kind: genesys.Caller["kind"], id: string): genesys.Subject {
    return kind === "user" ? { user: id } : { oauthClient: id };
}
