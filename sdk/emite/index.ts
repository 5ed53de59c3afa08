export { AgentLicences, type AgentLicencesArgs } from "./agentLicences";
export type { MissingPermissions } from "./available";
export { Integration } from "./integration";
export { licencePermission, type ProcedurePermission, procedurePermissions } from "./permissions";
export { type EmiteRegion, emiteRegion, emiteRegions, redirectUrl } from "./regions";
export type { EmiteClients, EmiteClientValues, EmiteGroups, EmiteMembers, IntegrationArgs } from "./types";
