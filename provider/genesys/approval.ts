import { say } from "../core/say";

/** What an administrator must do once for a client that people log in with. No API call does it. */
export const approvalOf = (client: string): string =>
    `if the organization enforces OAuth scopes, an administrator must approve ${client} once ` +
    "(Admin → Integrations → Authorized Applications). Until then users cannot log in with it.";

interface Client {
    name: string;
    grantType?: string | undefined;
}

/** Logs that for a client that people can log in with now, and could not before. */
export function noteApproval({ name, grantType }: Client, before?: Client): void {
    if (grantType === "code" && before?.grantType !== "code") say(`note: OAuth client "${name}": ${approvalOf("it")}`);
}
