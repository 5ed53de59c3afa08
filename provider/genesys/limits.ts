import type { Problem } from "../core/problem";
import { wholeNumber } from "../core/schema";
import type { GenesysApi } from "./api";

/** Maximum token life in seconds (help: "Create an OAuth client"), and that of a client for SCIM. */
const longest = 172_800;
const longestOfScim = 38_880_000;

export const tokenLifetime = wholeNumber(300, longestOfScim, "seconds");

/** A client's settings do not show whether it is a client for SCIM. */
export const tokenLifetimeProblems = (seconds = 0): Problem[] =>
    seconds <= longest
        ? []
        : [
              {
                  code: "CC2016",
                  path: "tokenLifetimeSeconds",
                  reason: `must be at most ${longest} seconds, unless the client is for SCIM; it is ${seconds}`,
                  inferred: true,
              },
          ];

/** From a remark in the vendor's forum; no document confirms it. */
const usualClientLimit = 50;

/** Counts a client that is about to be created. In a preview each is counted once. */
export function verifyClientLimit(api: GenesysApi, present: number): Problem[] {
    const { clientLimit } = api.settings;
    const number = present + api.plan("OAuth client");
    if (number <= (clientLimit ?? usualClientLimit)) return [];
    if (clientLimit !== undefined) {
        const count = `the organization has ${present} OAuth clients, and this one would be number ${number}`;
        return [{ code: "CC2017", path: "", reason: `${count}. genesyscloud:oauthClientLimit allows ${clientLimit}` }];
    }
    // The same text for each client, so that it is reported once.
    const reason =
        `the organization has ${present} OAuth clients, and with those of this program more than ${usualClientLimit}, ` +
        "which may be its limit. Delete unused clients, or set the limit with " +
        "`pulumi config set genesyscloud:oauthClientLimit <number>`";
    return [{ code: "CC2018", path: "", reason, inferred: true }];
}
