import type { Problem } from "../core/problem";
import type { GenesysApi } from "./api";

/** Counts a client that is about to be made; each is asked about once in a preview. */
export function verifyClientLimit(api: GenesysApi, present: number): Problem[] {
    const { clientLimit } = api.settings;
    const number = present + api.plan("OAuth client");
    if (number <= clientLimit) return [];
    return [
        {
            path: "",
            reason:
                `the organisation has ${present} OAuth clients, and this would be number ${number}; it may ` +
                `have ${clientLimit}. Delete clients that nobody uses; where Genesys has raised the limit, run ` +
                "`pulumi config set genesyscloud:oauthClientLimit <number>`",
        },
    ];
}
