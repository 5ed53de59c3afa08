import type { SandboxOption } from "../genesys";

/** The names that the procedure uses. */
export const procedureNames = {
    accessGroup: "emite_Access",
    viewerGroup: "emite_DashboardViewer",
    creatorGroup: "emite_DashboardCreator",
    app: "eMite Advanced Analytics",
    ssoClient: "emite_SSO",
    role: "eMite Data Integration",
    dataClient: "emite_APIdata",
    realtimeClient: "emite_RealtimeData",
    wfmLookbackClient: "emite_WFMLookback",
    wfmActivityClient: "emite_WFMActivity",
} as const;

/** Scopes of emite_SSO. The procedure's `user:readonly` is not a scope of Genesys Cloud; `users:readonly` is. */
export const ssoScopes = [
    "authorization:readonly",
    "groups:readonly",
    "integrations:readonly",
    "oauth:readonly",
    "organization:readonly",
    "users:readonly",
];

export const sandbox: SandboxOption[] = [
    "allow-scripts",
    "allow-same-origin",
    "allow-forms",
    "allow-modals",
    "allow-popups",
    "allow-downloads",
];

/** Token life that the procedure specifies, in seconds. */
export const day = 86_400;
