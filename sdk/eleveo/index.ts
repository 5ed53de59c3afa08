export { IdentityProvider, type IdentityProviderArgs } from "./identityProvider";
export { type EleveoServer, redirectUri, server } from "./lookups";
export type { Profile, ProfileRoles } from "./profiles";
export { type ClientType, ProviderClient, type ProviderClientArgs } from "./providerClient";
export { webexContactCenter, type WebexContactCenterArgs, type WebexRegion } from "./webexContactCenter";
export { WebexContactCenterLogin, type WebexContactCenterLoginArgs } from "./webexContactCenterLogin";
