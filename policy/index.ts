export { contactCenterPolicies } from "./policies";
export type { GuardRails } from "./guardRails";
