export type { FaxWorkspaceRules, FieldRule, UserRules, VirtualObjectRules } from "./rules";
export { type ExpectedUsers, type LiveWebexData, UserSync, type UserSyncArgs } from "./userSync";
