export { contactCenterPolicies } from "./policies";
export type { ReportViolation, ResourcePolicy, StackPolicy, StackResource } from "./policies";
export type { GuardRails } from "./guardRails";
