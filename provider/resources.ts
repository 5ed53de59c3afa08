import { identityProvider } from "./eleveo/identityProvider";
import { providerClient } from "./eleveo/providerClient";
import { clientApp } from "./genesys/clientApp";
import { group } from "./genesys/group";
import { groupMembership } from "./genesys/groupMembership";
import { integration } from "./genesys/integration";
import { oauthClient } from "./genesys/oauthClient";
import { role } from "./genesys/role";
import { roleAssignment } from "./genesys/roleAssignment";
import { userSync } from "./imagicle/userSync";
import { userImport } from "./webex/userImport";

/** Every resource type, by the token under which the state knows it. A published token never changes. */
export const resources = {
    "eleveo:IdentityProvider": identityProvider,
    "eleveo:ProviderClient": providerClient,
    "genesys:ClientApp": clientApp,
    "genesys:Group": group,
    "genesys:GroupMembership": groupMembership,
    "genesys:Integration": integration,
    "genesys:OAuthClient": oauthClient,
    "genesys:Role": role,
    "genesys:RoleAssignment": roleAssignment,
    "imagicle:UserSync": userSync,
    "webex:UserImport": userImport,
};

export type ResourceToken = keyof typeof resources;
