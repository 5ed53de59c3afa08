import type { TypeMetadata } from "./core/metadata";
import { identityProvider } from "./eleveo/identityProvider.metadata";
import { providerClient } from "./eleveo/providerClient.metadata";
import { clientApp } from "./genesys/clientApp.metadata";
import { group } from "./genesys/group.metadata";
import { groupMembership } from "./genesys/groupMembership.metadata";
import { integration } from "./genesys/integration.metadata";
import { oauthClient } from "./genesys/oauthClient.metadata";
import { role } from "./genesys/role.metadata";
import { roleAssignment } from "./genesys/roleAssignment.metadata";
import { userSync } from "./imagicle/userSync.metadata";
import type { ResourceToken } from "./resources";
import { userImport } from "./webex/userImport.metadata";

/** The metadata of any resource type. */
export type AnyMetadata = TypeMetadata<Record<string, unknown>, ResourceToken>;

/**
 * The metadata of every resource type. `adopt --generate` declares objects in this order. The provider process does not
 * load it.
 */
export const metadata: Readonly<Record<ResourceToken, AnyMetadata>> = {
    "genesys:Group": group,
    "genesys:GroupMembership": groupMembership,
    "genesys:Role": role,
    "genesys:RoleAssignment": roleAssignment,
    "genesys:OAuthClient": oauthClient,
    "genesys:ClientApp": clientApp,
    "genesys:Integration": integration,
    "eleveo:IdentityProvider": identityProvider,
    "eleveo:ProviderClient": providerClient,
    "imagicle:UserSync": userSync,
    "webex:UserImport": userImport,
};

/** What guard rails check for a type; nothing for a type of another library. */
export const guardRailsOf = (token: string | undefined): AnyMetadata["guardRails"] | undefined =>
    token !== undefined && Object.hasOwn(metadata, token) ? metadata[token as ResourceToken].guardRails : undefined;

export const tokens = Object.keys(metadata) as readonly ResourceToken[];
