export { AgentLicences, type AgentLicencesArgs } from "./agentLicences";
export type { MissingPermissions } from "./available";
export {
    type EmiteClients,
    type EmiteClientValues,
    type EmiteGroups,
    type EmiteMembers,
    Integration,
    type IntegrationArgs,
} from "./integration";
export { licencePermission, type ProcedurePermission, procedurePermissions } from "./permissions";
export { type EmiteRegion, emiteRegion, emiteRegions, redirectUrl } from "./regions";
