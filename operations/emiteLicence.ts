/** eMite's data onboarding licence: whoever holds a role with it is paid for. */
export const licence = "integration:emiteApps:view";
