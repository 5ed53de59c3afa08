// Only for the compiler: it fails here if a class of the SDK and the provider's type disagree on their properties.
// Every import is of types, so this file loads nothing of the provider.

import type * as pulumi from "@pulumi/pulumi";
import type { ResourceToken, resources } from "../provider/resources";
import type { ResourceType } from "../provider/core/resourceType";
import type { IdentityProvider, IdentityProviderArgs } from "./eleveo/identityProvider";
import type { ProviderClient, ProviderClientArgs } from "./eleveo/providerClient";
import type { ClientApp, ClientAppArgs } from "./genesys/clientApp";
import type { Group, GroupArgs } from "./genesys/group";
import type { GroupMembership, GroupMembershipArgs } from "./genesys/groupMembership";
import type { Integration, IntegrationArgs } from "./genesys/integration";
import type { OAuthClient, OAuthClientArgs } from "./genesys/oauthClient";
import type { Role, RoleArgs } from "./genesys/role";
import type { RoleAssignment, RoleAssignmentArgs } from "./genesys/roleAssignment";
import type { UserSync, UserSyncArgs } from "./imagicle/userSync";
import type { UserImport, UserImportArgs } from "./webex/userImport";

/** The class and the arguments of each resource type. */
interface Classes {
    "eleveo:IdentityProvider": [IdentityProvider, IdentityProviderArgs];
    "eleveo:ProviderClient": [ProviderClient, ProviderClientArgs];
    "genesys:ClientApp": [ClientApp, ClientAppArgs];
    "genesys:Group": [Group, GroupArgs];
    "genesys:GroupMembership": [GroupMembership, GroupMembershipArgs];
    "genesys:Integration": [Integration, IntegrationArgs];
    "genesys:OAuthClient": [OAuthClient, OAuthClientArgs];
    "genesys:Role": [Role, RoleArgs];
    "genesys:RoleAssignment": [RoleAssignment, RoleAssignmentArgs];
    "imagicle:UserSync": [UserSync, UserSyncArgs];
    "webex:UserImport": [UserImport, UserImportArgs];
}

type Keys<T> = Extract<keyof T, string>;
/** The properties that a class itself declares, not those of every resource. */
type Properties<Class> = Exclude<Keys<Class>, keyof pulumi.CustomResource>;

/** What is left over on each side; `never` on both sides everywhere, or the compiler names the properties. */
interface Differences<Inputs, Outputs, Class, Args> {
    argumentsThatAreNoInputs: Exclude<Keys<Args>, Keys<Inputs>>;
    inputsThatTheClassLacks: Exclude<Keys<Inputs>, Keys<Args> | Properties<Class>>;
    outputsThatTheClassLacks: Exclude<Keys<Outputs>, Properties<Class>>;
    propertiesThatTheProviderLacks: Exclude<Properties<Class>, Keys<Outputs>>;
}

type Agreement<Token extends ResourceToken> =
    (typeof resources)[Token] extends ResourceType<infer _Api, infer Inputs, infer Outputs>
        ? Agreed<Differences<Inputs, Outputs, Classes[Token][0], Classes[Token][1]>>
        : "not a resource type";

type Agreed<Found> = Found[keyof Found] extends never ? true : { [K in keyof Found as Named<K, Found[K]>]: Found[K] };
type Named<K, Found> = [Found] extends [never] ? never : K;

/** `true` for each type, if the compiler accepts it. */
export const agreement: Readonly<Record<string, true>> = {
    "eleveo:IdentityProvider": true,
    "eleveo:ProviderClient": true,
    "genesys:ClientApp": true,
    "genesys:Group": true,
    "genesys:GroupMembership": true,
    "genesys:Integration": true,
    "genesys:OAuthClient": true,
    "genesys:Role": true,
    "genesys:RoleAssignment": true,
    "imagicle:UserSync": true,
    "webex:UserImport": true,
} satisfies { [Token in ResourceToken]: Agreement<Token> };
