export { ClientApp, type ClientAppArgs, type FramePermission, type SandboxOption } from "./clientApp";
export { Group, type GroupAddress, type GroupArgs } from "./group";
export { GroupMembership, type GroupMembershipArgs } from "./groupMembership";
export { Integration, type IntegrationArgs } from "./integration";
export {
    type Caller,
    caller,
    type DirectoryUser,
    type Division,
    division,
    divisions,
    group,
    homeDivision,
    type Named,
    type OrganizationInfo,
    organization,
    permissions,
    role,
    user,
} from "./lookups";
export { type GrantType, OAuthClient, type OAuthClientArgs, type RoleGrant } from "./oauthClient";
export { Role, type RoleArgs, type RolePolicy } from "./role";
export { RoleAssignment, type RoleAssignmentArgs, type Subject } from "./roleAssignment";
