import * as pulumi from "@pulumi/pulumi";
import * as genesys from "../genesys";
import { AgentLicences, owned } from "./agentLicences";
import { availablePermissions, type MissingPermissions } from "./available";
import { checkPlain } from "./check";
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
    /** Scopes of emite_SSO, in place of the procedure's six. */
    scopes?: pulumi.Input<pulumi.Input<string>[]>;
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
    /** Who answers for the integration: `owner: <owner>` ends every description. @default none */
    owner?: string;
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

/** Which clients there are, by their names in the procedure. */
type ClientKey = "ssoClient" | "dataClient" | "realtimeClient" | "wfmLookbackClient" | "wfmActivityClient";
type GroupKey = "accessGroup" | "viewerGroup" | "creatorGroup";

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

    readonly #name: string;
    readonly #args: IntegrationArgs;
    readonly #child = { parent: this };

    constructor(name: string, args: IntegrationArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        checkPlain(args, Object.keys(procedureNames)); // before anything is registered
        super("contactcenter:emite:Integration", name, {}, opts);
        this.#name = name;
        this.#args = args;

        // Generic Integration Information
        const tenant = args.organization && args.region ? undefined : genesys.organization();
        this.organization = pulumi.output(args.organization ?? tenant?.then(({ shortName }) => shortName) ?? "");
        const region = pulumi.output(args.region ?? tenant?.then((known) => known.region) ?? "");
        this.region = region.apply((given) => emiteRegion(given).region);
        this.regionCode = region.apply((given) => emiteRegion(given).code);
        this.redirectUrl = pulumi.all([region, this.organization]).apply(([where, who]) => redirectUrl(where, who));

        // Application Integration
        const access = this.#group("accessGroup", args.members?.access);
        this.#app(access);
        const sso = this.#ssoClient();

        // Data Integration
        const role = this.#role();
        const caller = this.#callerHolds(role);
        const data = (key: ClientKey) => this.#dataClient(key, role, caller);
        const clients = [sso, data("dataClient"), data("realtimeClient")];
        if (args.wfm) clients.push(data("wfmLookbackClient"), data("wfmActivityClient"));

        // User Integration
        this.#group("viewerGroup", args.members?.dashboardViewers);
        this.#group("creatorGroup", args.members?.dashboardCreators);
        this.#licences();

        const each = (pick: (client: genesys.OAuthClient) => pulumi.Output<string>) =>
            pulumi.output(Object.fromEntries(clients.map(([key, client]) => [procedureNames[key], pick(client)])));
        this.clientIds = each((client) => client.clientId);
        this.clientSecrets = pulumi.secret(each((client) => client.clientSecret));
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

    /** Name and description of an object. */
    #named(key: keyof typeof procedureNames): { name: string; description?: string } {
        const { names, descriptions, owner } = this.#args;
        const description = owned(descriptions?.[key], owner);
        return { name: names?.[key] ?? procedureNames[key], ...(description === undefined ? {} : { description }) };
    }

    #rotation(): { rotation?: pulumi.Input<string> } {
        return this.#args.rotation === undefined ? {} : { rotation: this.#args.rotation };
    }

    /** "Create Access Group", "Create Groups", "Assign Users to Groups". */
    #group(key: GroupKey, members: EmiteMembers[keyof EmiteMembers]): genesys.Group {
        const group = new genesys.Group(
            `${this.#name}-${key}`,
            { ...this.#named(key), type: "official", visibility: "public" },
            this.#child,
        );
        if (members !== undefined)
            new genesys.GroupMembership(`${this.#name}-${key}-members`, { group: group.id, members }, this.#child);
        return group;
    }

    /** "Create Custom Client Application". */
    #app(access: genesys.Group): void {
        const { name, description } = this.#named("app");
        new genesys.ClientApp(
            `${this.#name}-app`,
            {
                name,
                ...(description === undefined ? {} : { notes: description }),
                url: this.redirectUrl,
                displayType: "standalone",
                category: "",
                sandbox,
                groups: [access.id],
                enabled: true,
            },
            this.#child,
        );
    }

    /** "Create OAuth Client". */
    #ssoClient(): readonly [ClientKey, genesys.OAuthClient] {
        const client = new genesys.OAuthClient(
            `${this.#name}-ssoClient`,
            {
                ...this.#named("ssoClient"),
                ...this.#rotation(),
                grantType: "code",
                scopes: this.#args.scopes ?? ssoScopes,
                redirectUris: [this.redirectUrl],
                tokenLifetimeSeconds: this.#args.tokenLifetimeSeconds ?? day,
            },
            this.#child,
        );
        return ["ssoClient", client];
    }

    /** "Create an eMite Adapter Role". */
    #role(): genesys.Role {
        const { permissions, missingPermissions } = this.#args;
        const wanted = permissions ?? procedurePermissions.map(({ permission }) => permission);
        return new genesys.Role(
            `${this.#name}-role`,
            { ...this.#named("role"), permissions: availablePermissions(wanted, missingPermissions, this) },
            this.#child,
        );
    }

    /** "Add the newly created eMite Data Integration role to yourself": without it, nobody may hand it out. */
    #callerHolds(role: genesys.Role): genesys.RoleAssignment {
        const subjects = genesys.caller().then(({ id }) => [{ oauthClient: id }]);
        return new genesys.RoleAssignment(
            `${this.#name}-caller`,
            { role: role.id, divisions: ["*"], subjects },
            this.#child,
        );
    }

    /** "Create OAuth Client for API Integration", "… for Genesys Cloud Channel Subscription", "… for Genesys Cloud WFM". */
    #dataClient(
        key: ClientKey,
        role: genesys.Role,
        caller: genesys.RoleAssignment,
    ): readonly [ClientKey, genesys.OAuthClient] {
        const client = new genesys.OAuthClient(
            `${this.#name}-${key}`,
            {
                ...this.#named(key),
                ...this.#rotation(),
                grantType: "client-credentials",
                roles: [{ role: role.id, divisions: ["*"] }],
                tokenLifetimeSeconds: this.#args.tokenLifetimeSeconds ?? day,
            },
            { ...this.#child, dependsOn: [caller] },
        );
        return [key, client];
    }

    /** "Assign eMite Roles and Permissions". */
    #licences(): void {
        const { licences, missingPermissions, owner } = this.#args;
        if (licences === undefined) return;
        const more = {
            ...(missingPermissions === undefined ? {} : { missingPermissions }),
            ...(owner === undefined ? {} : { owner }),
        };
        new AgentLicences(`${this.#name}-licences`, { ...licences, ...more }, this.#child);
    }
}

/** Token life that the procedure gives, in seconds. */
export const day = 86_400;
