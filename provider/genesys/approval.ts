/** What people must do once for a client that they log in with: no call of the API does it. */
export const approvalOf = (client: string): string =>
    `if the organization enforces OAuth scopes, an administrator must approve ${client} once ` +
    "(Admin → Integrations → Authorized Applications). Until then nobody can log in with it.";
