import type * as pulumi from "@pulumi/pulumi";
import type { ResourceToken } from "../../../provider/resources";
import * as contact from "../../../sdk";
import type { ClassOf } from "./agreement";

const { eleveo, genesys, imagicle, webex } = contact;

/** Declares a resource of each type, with only the required arguments if nothing else is given. */
export const declare = {
    "eleveo:IdentityProvider": (name: string, more: object = {}) =>
        new eleveo.IdentityProvider(name, {
            alias: name,
            clientId: "c",
            authorizationUrl: "https://a.example",
            tokenUrl: "https://a.example",
            ...more,
        }),
    "eleveo:ProviderClient": (name: string, more: object = {}) => new eleveo.ProviderClient(name, { name, ...more }),
    "genesys:ClientApp": (name: string, more: object = {}) =>
        new genesys.ClientApp(name, { name, url: "https://a.example", ...more }),
    "genesys:Group": (name: string, more: object = {}) => new genesys.Group(name, { name, ...more }),
    "genesys:GroupMembership": (name: string, more: object = {}) =>
        new genesys.GroupMembership(name, { group: name, members: [], ...more }),
    "genesys:Integration": (name: string, more: object = {}) =>
        new genesys.Integration(name, { name, type: "t", ...more }),
    "genesys:OAuthClient": (name: string, more: object = {}) => new genesys.OAuthClient(name, { name, ...more }),
    "genesys:Role": (name: string, more: object = {}) => new genesys.Role(name, { name, ...more }),
    "genesys:RoleAssignment": (name: string, more: object = {}) =>
        new genesys.RoleAssignment(name, { role: name, divisions: ["*"], ...more }),
    "imagicle:UserSync": (name: string, more: object = {}) => new imagicle.UserSync(name, { name, ...more }),
    "webex:UserImport": (name: string, more: object = {}) => new webex.UserImport(name, { name, ...more }),
} satisfies { [T in ResourceToken]: (name: string, more?: object) => pulumi.CustomResource };

type WithGet = { [T in ResourceToken]: ClassOf<T> extends { get: unknown } ? T : never }[ResourceToken];

/** Reads an existing resource of each type that has `get`. */
export const get = {
    "eleveo:IdentityProvider": eleveo.IdentityProvider.get,
    "eleveo:ProviderClient": eleveo.ProviderClient.get,
    "genesys:ClientApp": genesys.ClientApp.get,
    "genesys:Group": genesys.Group.get,
    "genesys:GroupMembership": genesys.GroupMembership.get,
    "genesys:Integration": genesys.Integration.get,
    "genesys:OAuthClient": genesys.OAuthClient.get,
    "genesys:Role": genesys.Role.get,
    "genesys:RoleAssignment": genesys.RoleAssignment.get,
} satisfies { [T in WithGet]: unknown };

/** What a class says about a property: whether its value may be `undefined`. */
type Presence<Property> =
    Property extends pulumi.Output<infer Value> ? (undefined extends Value ? "optional" : "always") : "no output";

type Properties<Resource> = {
    [P in Exclude<keyof Resource, keyof pulumi.CustomResource>]: Presence<Resource[P]>;
};

/** Every property that the class of a type declares. The compiler rejects missing and additional ones. */
export const properties: { [T in ResourceToken]: Properties<ReturnType<(typeof declare)[T]>> } = {
    "eleveo:IdentityProvider": {
        alias: "always",
        providerId: "always",
        displayName: "optional",
        enabled: "always",
        trustEmail: "always",
        storeToken: "optional",
        linkOnly: "optional",
        hideOnLogin: "optional",
        firstBrokerLoginFlow: "optional",
        postBrokerLoginFlow: "optional",
        clientId: "always",
        clientSecret: "optional",
        authorizationUrl: "always",
        tokenUrl: "always",
        userInfoUrl: "optional",
        logoutUrl: "optional",
        clientAuthentication: "optional",
        scopes: "optional",
        syncMode: "optional",
        config: "optional",
        marker: "always",
        redirectUri: "always",
    },
    "eleveo:ProviderClient": {
        clientId: "always",
        clientSecret: "always",
        marker: "always",
        name: "always",
        clientType: "optional",
        secret: "optional",
        profile: "always",
        rotation: "optional",
        deletionProtection: "always",
    },
    "genesys:ClientApp": {
        url: "always",
        enabled: "always",
        marker: "always",
        name: "always",
        integrationType: "always",
        displayType: "optional",
        category: "optional",
        sandbox: "optional",
        permissions: "optional",
        groups: "optional",
        queues: "optional",
        communicationTypes: "optional",
        notes: "optional",
        advanced: "optional",
        reportedState: "always",
    },
    "genesys:Group": {
        type: "always",
        email: "optional",
        description: "optional",
        marker: "always",
        name: "always",
        owners: "optional",
        visibility: "optional",
        rulesVisible: "optional",
        rolesEnabled: "optional",
        includeOwners: "optional",
        callsEnabled: "optional",
        addresses: "optional",
    },
    "genesys:GroupMembership": {
        members: "always",
        group: "always",
        mode: "always",
        membersBefore: "always",
    },
    "genesys:Integration": {
        type: "always",
        enabled: "always",
        marker: "always",
        name: "always",
        notes: "optional",
        advanced: "optional",
        properties: "optional",
        credentials: "optional",
        reportedState: "always",
    },
    "genesys:OAuthClient": {
        clientId: "always",
        clientSecret: "always",
        description: "optional",
        scopes: "optional",
        marker: "always",
        name: "always",
        roles: "optional",
        rotation: "optional",
        grantType: "always",
        redirectUris: "optional",
        tokenLifetimeSeconds: "optional",
        allowedIpAddresses: "optional",
        dateToDelete: "optional",
        state: "always",
    },
    "genesys:Role": {
        description: "optional",
        marker: "always",
        name: "always",
        permissions: "optional",
        policies: "optional",
        extraPermissions: "always",
    },
    "genesys:RoleAssignment": {
        role: "always",
        divisions: "always",
        subjects: "optional",
        everyActiveUserOf: "optional",
        withoutRole: "always",
        noLongerActive: "always",
        granted: "always",
    },
    "imagicle:UserSync": {
        expected: "optional",
        filter: "optional",
        name: "always",
        start: "optional",
        users: "optional",
        virtualObjects: "optional",
        faxWorkspaces: "optional",
        data: "optional",
        live: "optional",
        html: "optional",
        secretValues: "optional",
        startPassword: "optional",
        snapshot: "optional",
        checklist: "always",
    },
    "webex:UserImport": {
        output: "optional",
        expected: "optional",
        name: "always",
        domain: "optional",
        fromDomains: "always",
        dialect: "always",
        encoding: "always",
        scenario: "always",
        source: "optional",
        trackingCodes: "optional",
        snapshot: "optional",
        checklist: "always",
        columns: "optional",
        html: "optional",
        rewrites: "optional",
        path: "optional",
    },
};
