import type { EleveoLookups, EleveoServer } from "../../provider";
import { mistake } from "../mistake";
import { stackConfig } from "../stackConfig";

export type { EleveoServer };

let asked: EleveoLookups | undefined;

/** Loads the provider on first use: a program that looks nothing up loads no HTTP. */
function eleveo(): EleveoLookups {
    if (asked === undefined) {
        const provider = require("../../provider") as typeof import("../../provider");
        asked = provider.eleveoLookups({ get: stackConfig });
    }
    return asked;
}

/** Where the stack's configuration says that User Management is. Makes no request. */
export const server = (): EleveoServer => shown(() => eleveo().server());

/**
 * The Redirect URI of an identity provider, before it exists: it is needed to register the client at the other
 * product. Put together from `eleveo:url`, `eleveo:contextPath`, `eleveo:realm` and the alias; where people reach the
 * server under another address than the stack does, the host differs. Makes no request.
 */
export const redirectUri = (alias: string): string => shown(() => eleveo().redirectUri(alias));

/** Missing configuration is a mistake to mend, not a crash: the message without a stack. */
function shown<T>(answer: () => T): T {
    try {
        return answer();
    } catch (error) {
        throw mistake(error instanceof Error ? error.message : String(error));
    }
}
