import { auditRoutes } from "./genesys/audit";
import { grantRoutes } from "./genesys/grant";
import { groupRoutes } from "./genesys/group";
import { groupMembershipRoutes } from "./genesys/groupMembership";
import { integrationRoutes } from "./genesys/integration";
import { oauthClientRoutes } from "./genesys/oauthClient";
import { organizationRoutes } from "./genesys/organization";
import { roleRoutes } from "./genesys/role";
import { userRoutes } from "./genesys/user";
import type { Route } from "./route";

/** Every call that the simulated tenant answers; the first that fits wins. */
export const routes: readonly Route[] = [
    ...organizationRoutes,
    ...userRoutes,
    ...integrationRoutes,
    ...groupRoutes,
    ...groupMembershipRoutes,
    ...roleRoutes,
    ...grantRoutes,
    ...oauthClientRoutes,
    ...auditRoutes,
];
