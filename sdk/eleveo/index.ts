export { IdentityProvider, type IdentityProviderArgs } from "./identityProvider";
export { redirectUri, server } from "./lookups";
export type { EleveoServer } from "./types";
export type { Profile, ProfileRoles } from "./profiles";
export { type ClientType, ProviderClient, type ProviderClientArgs } from "./providerClient";
export { webexContactCenter, type WebexContactCenterArgs, type WebexRegion } from "./webexContactCenter";
export { WebexContactCenterLogin, type WebexContactCenterLoginArgs } from "./webexContactCenterLogin";
