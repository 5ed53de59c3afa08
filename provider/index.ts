export { Connections } from "./connections";
export type { Caller, DirectoryUser, Division, OrganizationInfo } from "./genesys/api";
export type { ConfigSource } from "./genesys/settings";
export type { ResourceToken } from "./resources";
export { dynamic } from "./runtime/dynamic";
