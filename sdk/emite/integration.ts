import * as pulumi from "@pulumi/pulumi";
import { isSettled, messageOf, prepare, unknown } from "../arguments";
import * as genesys from "../genesys";
import { lookedUp, type LookupOptions } from "../lookup";
import { recovered } from "../outputs";
import { noteFailure } from "../program";
import { providerOf } from "../resource";
import { AgentLicences, owned } from "./agentLicences";
import { availablePermissions } from "./available";
import { checkPlain } from "./check";
import { procedurePermissions } from "./permissions";
import { day, procedureNames, sandbox, ssoScopes } from "./procedure";
import { emiteRegion, redirectUrl } from "./regions";
import type { EmiteClients, EmiteClientValues, EmiteGroups, IntegrationArgs } from "./types";

type ObjectKey = keyof typeof procedureNames;

/**
 * The complete eMite procedure "Configure Genesys Cloud for eMite Integration": groups, application, OAuth clients, the
 * role with its 41 permissions, and the agents' licenses. The outputs are the values of eMite's Integration Details
 * Form. `docs/emite.md` shows the procedure next to this code, step by step.
 *
 * @example
 * ```ts
 * import { emite, genesys } from "pulumi-contact-center";
 *
 * const integration = new emite.Integration("emite", {
 *     members: { access: ["anna.smith@acme.example"] },
 *     wfm: true,
 * });
 * // Any of the procedure's objects can be used further.
 * new genesys.GroupMembership("more", {
 *     group: integration.groups.dashboardViewers,
 *     members: ["ben.smith@acme.example"],
 *     mode: "additive",
 * });
 * export const ssoClientId = integration.clients.sso.clientId;
 * export const clientSecrets = integration.clientSecrets;
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
    /**
     * The assignment of the role to the calling client. Without it, Genesys rejects the assignment of the role to other
     * clients.
     */
    readonly callerAssignment: genesys.RoleAssignment;
    /** The OAuth clients. */
    readonly clients: EmiteClients;
    /** The agents' licenses; absent without `licences`. */
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

    /**
     * Returns a value that the procedure's rules may reject. If they do, the error is reported and the value is
     * unknown.
     */
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

    /**
     * "Add the newly created eMite Data Integration role to yourself". Without this step, Genesys rejects the
     * assignment to others.
     */
    #callerHolds(): genesys.RoleAssignment {
        return new genesys.RoleAssignment(
            `${this.#name}-caller`,
            { role: this.role, divisions: ["*"], subjects: [genesys.caller(this.#lookups)] },
            this.#child,
        );
    }

    /** "Create OAuth Client for API Integration", "… for Genesys Cloud Channel Subscription", "… for Genesys Cloud WFM". */
    #dataClient(key: "dataClient" | "realtimeClient" | "wfmLookbackClient" | "wfmActivityClient"): genesys.OAuthClient {
        const { allowedIpAddresses, rotation, tokenLifetimeSeconds } = this.#args;
        return new genesys.OAuthClient(
            `${this.#name}-${key}`,
            {
                ...this.#named(key),
                rotation,
                grantType: "client-credentials",
                allowedIpAddresses,
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

/** The argument, or the first value if it is absent. */
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
