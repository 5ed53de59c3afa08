export { ClientApp, type ClientAppArgs, type FramePermission, type SandboxOption } from "./clientApp";
export { Group, type GroupAddress, type GroupArgs } from "./group";
export { GroupMembership, type GroupMembershipArgs } from "./groupMembership";
export { Integration, type IntegrationArgs } from "./integration";
export { caller, division, divisions, group, homeDivision, organization, permissions, role, user } from "./lookups";
export { type GrantType, OAuthClient, type OAuthClientArgs, type RoleGrant } from "./oauthClient";
export type { Caller, DirectoryUser, Division, Named, OrganizationInfo } from "./types";
export { Role, type RoleArgs, type RolePolicy } from "./role";
export { RoleAssignment, type RoleAssignmentArgs, type Subject } from "./roleAssignment";
