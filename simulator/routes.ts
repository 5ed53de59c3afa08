import { auditRoutes } from "./genesys/audit";
import { credentialRoutes } from "./genesys/credential";
import { divisionRoutes } from "./genesys/division";
import { grantRoutes } from "./genesys/grant";
import { groupRoutes } from "./genesys/group";
import { groupMembershipRoutes } from "./genesys/groupMembership";
import { integrationRoutes } from "./genesys/integration";
import { oauthClientRoutes } from "./genesys/oauthClient";
import { organizationRoutes } from "./genesys/organization";
import { permissionRoutes } from "./genesys/permission";
import { roleRoutes } from "./genesys/role";
import { scopeRoutes } from "./genesys/scope";
import { tokenRoutes } from "./genesys/token";
import { userRoutes } from "./genesys/user";
import { voicemailRoutes } from "./genesys/voicemail";
import type { Route } from "./route";

/** Every call that the simulated tenant answers; the first match wins. */
export const routes: readonly Route[] = [
    ...organizationRoutes,
    ...tokenRoutes,
    ...scopeRoutes,
    ...permissionRoutes,
    ...divisionRoutes,
    ...userRoutes,
    ...credentialRoutes,
    ...integrationRoutes,
    ...groupRoutes,
    ...groupMembershipRoutes,
    ...roleRoutes,
    ...grantRoutes,
    ...oauthClientRoutes,
    ...voicemailRoutes,
    ...auditRoutes,
];
