import { z } from "zod";
import type { Problem } from "../core/problem";
import { coded } from "../transport/message";

/** Where a login redirects to: an absolute address of any scheme, because apps have custom schemes. */
export const redirectUri = z
    .string()
    .overwrite((value) => value.trim())
    .refine((value) => URL.canParse(value), {
        error: (issue) => coded("CC2031", `must be an absolute address; it is ${JSON.stringify(issue.input)}`),
    });

/**
 * No document names the schemes that Genesys accepts. The vendor's guides and samples use http only on the local
 * machine.
 */
export const redirectUriProblems = (uris: readonly string[] = []): Problem[] =>
    uris.filter(isOpenHttp).map((uri) => ({
        code: "CC2032",
        path: `redirectUris["${uri}"]`,
        reason: "Genesys Cloud may reject an http address of a host other than localhost. Use https",
        inferred: true,
    }));

function isOpenHttp(uri: string): boolean {
    const { protocol, hostname } = new URL(uri);
    return protocol === "http:" && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
