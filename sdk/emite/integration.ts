import * as pulumi from "@pulumi/pulumi";
import { isSettled, messageOf, prepare, unknown } from "../arguments";
import * as genesys from "../genesys";
import { lookedUp, type LookupOptions } from "../lookup";
import { recovered } from "../outputs";
import { noteFailure } from "../program";
import { providerOf } from "../resource";
import { AgentLicences, owned } from "./agentLicences";
import { availablePermissions, type MissingPermissions } from "./available";
import { checkPlain } from "./check";
import { procedurePermissions } from "./permissions";
import { emiteRegion, redirectUrl } from "./regions";

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
    licences?: { divisions: readonly (string | genesys.Division)[] } | undefined;
    /** Life of the clients' tokens, 300 to 172,800 seconds. @default 86400 */
    tokenLifetimeSeconds?: pulumi.Input<number | undefined>;
    /** Any text; a change makes new secrets for all clients, see {@link genesys.OAuthClientArgs.rotation}. */
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

/** The names that the procedure gives. */
export const procedureNames = {
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
export const ssoScopes = [
    "authorization:readonly",
    "groups:readonly",
    "integrations:readonly",
    "oauth:readonly",
    "organization:readonly",
    "users:readonly",
];

export const sandbox: genesys.SandboxOption[] = [
    "allow-scripts",
    "allow-same-origin",
    "allow-forms",
    "allow-modals",
    "allow-popups",
    "allow-downloads",
];

type ObjectKey = keyof typeof procedureNames;

/** The groups of the procedure. */
export interface EmiteGroups {
    /** emite_Access: who may open eMite in the Apps menu. */
    readonly access: genesys.Group;
    /** emite_DashboardViewer: who may view dashboards and reports. */
    readonly dashboardViewers: genesys.Group;
    /** emite_DashboardCreator: who may view, edit and create dashboards and reports. */
    readonly dashboardCreators: genesys.Group;
}

/** The OAuth clients of the procedure. */
export interface EmiteClients {
    /** emite_SSO: eMite's login. */
    readonly sso: genesys.OAuthClient;
    /** emite_APIdata: historical data. */
    readonly data: genesys.OAuthClient;
    /** emite_RealtimeData: channel subscriptions. */
    readonly realtime: genesys.OAuthClient;
    /** emite_WFMLookback, with `wfm`. */
    readonly wfmLookback?: genesys.OAuthClient;
    /** emite_WFMActivity, with `wfm`. */
    readonly wfmActivity?: genesys.OAuthClient;
}

/** A value of each client, by the client's name in the procedure; the last two with `wfm`. */
export interface EmiteClientValues {
    emite_SSO: string;
    emite_APIdata: string;
    emite_RealtimeData: string;
    emite_WFMLookback?: string;
    emite_WFMActivity?: string;
}

/**
 * Everything of eMite's procedure "Configure Genesys Cloud for eMite Integration": groups, application, OAuth clients,
 * the role with its 41 permissions, and the agents' licences. The outputs are what eMite's Integration Details Form
 * asks for. `docs/emite.md` puts the procedure beside this code, step by step.
 *
 * @example
 * ```ts
 * import * as contact from "pulumi-contact-center";
 *
 * const emite = new contact.emite.Integration("emite", {
 *     members: { access: ["anna.smith@acme.example"] },
 *     wfm: true,
 * });
 * // Any of the procedure's objects can be used further.
 * new contact.genesys.GroupMembership("more", {
 *     group: emite.groups.dashboardViewers,
 *     members: ["ben.smith@acme.example"],
 *     mode: "additive",
 * });
 * export const ssoClientId = emite.clients.sso.clientId;
 * export const clientSecrets = emite.clientSecrets;
 * ```
 */
export class Integration extends pulumi.ComponentResource {
    /** AWS name of the region. */
    readonly region: pulumi.Output<string>;
    /** eMite's code of the region. */
    readonly regionCode: pulumi.Output<string>;
    /** Short name of the organization. */
    readonly organization: pulumi.Output<string>;
    /** Authorized redirect address of emite_SSO and address of the application. */
    readonly redirectUrl: pulumi.Output<string>;
    /** Client ids, by the clients' names in the procedure. */
    readonly clientIds: pulumi.Output<EmiteClientValues>;
    /** Client secrets, encrypted in the state, by the clients' names in the procedure. */
    readonly clientSecrets: pulumi.Output<EmiteClientValues>;
    /** The groups. */
    readonly groups: EmiteGroups;
    /** The members of the groups; absent for a group whose members are not declared. */
    readonly memberships: { readonly [K in keyof EmiteGroups]?: genesys.GroupMembership };
    /** The client application. */
    readonly app: genesys.ClientApp;
    /** The role of the data clients, "eMite Data Integration". */
    readonly role: genesys.Role;
    /** What gives the role to the client that makes the calls: without it, it may not hand the role out. */
    readonly callerAssignment: genesys.RoleAssignment;
    /** The OAuth clients. */
    readonly clients: EmiteClients;
    /** The agents' licences; absent without `licences`. */
    readonly licences?: AgentLicences;

    readonly #name: string;
    readonly #args: IntegrationArgs;
    readonly #lookups: LookupOptions;
    readonly #child = { parent: this };

    constructor(name: string, args: IntegrationArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        checkPlain(args, Object.keys(procedureNames)); // before anything is registered
        super("contactcenter:emite:Integration", name, prepare(args).properties, opts);
        this.#name = name;
        this.#args = args;
        this.#lookups = { provider: providerOf({ parent: this }) };

        // Generic Integration Information
        const tenant = () => lookedUp(this.#lookups, () => genesys.organization(this.#lookups), this, unknown);
        const given = pulumi.output({ organization: args.organization, region: args.region });
        const complete = isSettled(args.organization) && isSettled(args.region) && args.organization && args.region;
        const found = complete ? pulumi.output({ shortName: "", region: "" }) : tenant();
        this.organization = orElse(given.organization, found.shortName);
        const region = orElse(given.region, found.region);
        this.region = this.#checked(region, (where) => emiteRegion(where).region);
        this.regionCode = this.#checked(region, (where) => emiteRegion(where).code);
        this.redirectUrl = this.#checked(pulumi.all([region, this.organization]), ([where, who]) =>
            redirectUrl(where, who),
        );

        // Application Integration
        const access = this.#group("accessGroup");
        this.app = this.#app(access);
        const sso = this.#ssoClient();

        // Data Integration
        this.role = this.#role();
        this.callerAssignment = this.#callerHolds();
        const data = this.#dataClient("dataClient");
        const realtime = this.#dataClient("realtimeClient");
        const wfm = args.wfm
            ? {
                  wfmLookback: this.#dataClient("wfmLookbackClient"),
                  wfmActivity: this.#dataClient("wfmActivityClient"),
              }
            : {};
        this.clients = { sso, data, realtime, ...wfm };

        // User Integration
        const dashboardViewers = this.#group("viewerGroup");
        const dashboardCreators = this.#group("creatorGroup");
        this.groups = { access, dashboardViewers, dashboardCreators };
        this.memberships = this.#memberships();
        const licences = this.#licences();
        if (licences !== undefined) this.licences = licences;

        this.clientIds = valuesOf(this.clients, ({ clientId }) => clientId);
        this.clientSecrets = pulumi.secret(valuesOf(this.clients, ({ clientSecret }) => clientSecret));
        const { organization, regionCode, redirectUrl: address, clientIds, clientSecrets } = this;
        this.registerOutputs({
            region: this.region,
            regionCode,
            organization,
            redirectUrl: address,
            clientIds,
            clientSecrets,
        });
    }

    /** A value that the procedure's rules may refuse: reported, and unknown, if they do. */
    #checked<T>(value: pulumi.Output<T>, rule: (value: pulumi.Unwrap<T>) => string): pulumi.Output<string> {
        return recovered(
            value.apply((settled) => rule(settled as pulumi.Unwrap<T>)),
            (error) => {
                noteFailure(messageOf(error), this);
                return unknown;
            },
        );
    }

    /** Name and description of an object. */
    #named(key: ObjectKey): { name: string; description: string | undefined } {
        const { names, descriptions, owner } = this.#args;
        return { name: names?.[key] ?? procedureNames[key], description: owned(descriptions?.[key], owner) };
    }

    /** "Create Access Group", "Create Groups". */
    #group(key: "accessGroup" | "viewerGroup" | "creatorGroup"): genesys.Group {
        return new genesys.Group(
            `${this.#name}-${key}`,
            { ...this.#named(key), type: "official", visibility: "public" },
            this.#child,
        );
    }

    /** "Assign Users to Groups". */
    #memberships(): Integration["memberships"] {
        const { access, dashboardViewers, dashboardCreators } = this.#args.members ?? {};
        const membership = (
            name: string,
            group: genesys.Group,
            members: pulumi.Input<pulumi.Input<string>[] | undefined>,
        ) =>
            members === undefined
                ? undefined
                : new genesys.GroupMembership(
                      `${this.#name}-${name}-members`,
                      { group, members: members as pulumi.Input<pulumi.Input<string>[]> },
                      this.#child,
                  );
        const all = {
            access: membership("accessGroup", this.groups.access, access),
            dashboardViewers: membership("viewerGroup", this.groups.dashboardViewers, dashboardViewers),
            dashboardCreators: membership("creatorGroup", this.groups.dashboardCreators, dashboardCreators),
        };
        return Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined));
    }

    /** "Create Custom Client Application". */
    #app(access: genesys.Group): genesys.ClientApp {
        const { name, description } = this.#named("app");
        return new genesys.ClientApp(
            `${this.#name}-app`,
            {
                name,
                notes: description,
                url: this.redirectUrl,
                displayType: "standalone",
                category: "",
                sandbox,
                groups: [access],
                enabled: true,
            },
            this.#child,
        );
    }

    /** "Create OAuth Client". */
    #ssoClient(): genesys.OAuthClient {
        const { rotation, scopes, tokenLifetimeSeconds } = this.#args;
        return new genesys.OAuthClient(
            `${this.#name}-ssoClient`,
            {
                ...this.#named("ssoClient"),
                rotation,
                grantType: "code",
                scopes: scopes ?? ssoScopes,
                redirectUris: [this.redirectUrl],
                tokenLifetimeSeconds: tokenLifetimeSeconds ?? day,
            },
            this.#child,
        );
    }

    /** "Create an eMite Adapter Role". */
    #role(): genesys.Role {
        const { permissions, missingPermissions } = this.#args;
        const wanted = permissions ?? procedurePermissions.map(({ permission }) => permission);
        return new genesys.Role(
            `${this.#name}-role`,
            {
                ...this.#named("role"),
                permissions: availablePermissions(wanted, missingPermissions, this, this.#lookups),
            },
            this.#child,
        );
    }

    /** "Add the newly created eMite Data Integration role to yourself": without it, nobody may hand it out. */
    #callerHolds(): genesys.RoleAssignment {
        return new genesys.RoleAssignment(
            `${this.#name}-caller`,
            { role: this.role, divisions: ["*"], subjects: [genesys.caller(this.#lookups)] },
            this.#child,
        );
    }

    /** "Create OAuth Client for API Integration", "… for Genesys Cloud Channel Subscription", "… for Genesys Cloud WFM". */
    #dataClient(key: "dataClient" | "realtimeClient" | "wfmLookbackClient" | "wfmActivityClient"): genesys.OAuthClient {
        const { rotation, tokenLifetimeSeconds } = this.#args;
        return new genesys.OAuthClient(
            `${this.#name}-${key}`,
            {
                ...this.#named(key),
                rotation,
                grantType: "client-credentials",
                roles: [{ role: this.role, divisions: ["*"] }],
                tokenLifetimeSeconds: tokenLifetimeSeconds ?? day,
            },
            { ...this.#child, dependsOn: [this.callerAssignment] },
        );
    }

    /** "Assign eMite Roles and Permissions". */
    #licences(): AgentLicences | undefined {
        const { licences, missingPermissions, owner } = this.#args;
        if (licences === undefined) return undefined;
        return new AgentLicences(`${this.#name}-licences`, { ...licences, missingPermissions, owner }, this.#child);
    }
}

/** The first, unless it is not given. */
const orElse = (given: pulumi.Output<string | undefined>, found: pulumi.Output<string>): pulumi.Output<string> =>
    given.apply((value) => (value ? pulumi.output(value) : found));

function valuesOf(
    { sso, data, realtime, wfmLookback, wfmActivity }: EmiteClients,
    pick: (client: genesys.OAuthClient) => pulumi.Output<string>,
): pulumi.Output<EmiteClientValues> {
    return pulumi.output({
        [procedureNames.ssoClient]: pick(sso),
        [procedureNames.dataClient]: pick(data),
        [procedureNames.realtimeClient]: pick(realtime),
        ...(wfmLookback && { [procedureNames.wfmLookbackClient]: pick(wfmLookback) }),
        ...(wfmActivity && { [procedureNames.wfmActivityClient]: pick(wfmActivity) }),
    });
}

/** Token life that the procedure gives, in seconds. */
export const day = 86_400;
