import { tokenIn } from "./core/token";
import { identityProvider } from "./eleveo/identityProvider";
import { providerClient } from "./eleveo/providerClient";
import { clientApp } from "./genesys/clientApp";
import { group } from "./genesys/group";
import { groupMembership } from "./genesys/groupMembership";
import { integration } from "./genesys/integration";
import { oauthClient } from "./genesys/oauthClient";
import { role } from "./genesys/role";
import { roleAssignment } from "./genesys/roleAssignment";

/** Every resource type, by its token in the state. A published token never changes. */
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
    // Only programs that use them load the modules that read and write files, which take a sixth of the provider's
    // start time.
    get "imagicle:UserSync"() {
        return (require("./imagicle/userSync") as typeof import("./imagicle/userSync")).userSync;
    },
    get "webex:UserImport"() {
        return (require("./webex/userImport") as typeof import("./webex/userImport")).userImport;
    },
};

export type ResourceToken = keyof typeof resources;

/** The token in the engine's type; nothing if the type belongs to another library. */
export const tokenOf = (engineType: string): ResourceToken | undefined => tokenIn(resources, engineType);
