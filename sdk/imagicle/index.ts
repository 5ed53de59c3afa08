export type { FaxWorkspaceRules, FieldRule, UserRules, VirtualObjectRules } from "./rules";
export { type ExpectedUsers, UserSync, type UserSyncArgs } from "./userSync";
