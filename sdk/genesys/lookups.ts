import type { GenesysLookups } from "../../provider/genesys/lookups";
import type { Caller, DirectoryUser, Division, Named, OrganizationInfo } from "../../provider/genesys/types";
import { mistake } from "../mistake";
import { stackConfig } from "../stackConfig";

export type { Caller, DirectoryUser, Division, Named, OrganizationInfo };

let asked: GenesysLookups | undefined;

/** Loads the provider on first use: a program that looks nothing up loads no HTTP. */
function genesys(): GenesysLookups {
    if (asked === undefined) {
        const provider = require("../../provider") as typeof import("../../provider");
        asked = provider.genesysLookups({ get: stackConfig });
    }
    return asked;
}

/** Look-ups answer at preview too, and each is asked once a process. What does not exist is an error. */

/** The organisation of the stack's credentials. Needs no permission. */
export const organization = (): Promise<OrganizationInfo> => shown(genesys().organization());

/** The OAuth client of the stack's credentials, as they name it: no request is made. */
export const caller = (): Promise<Caller> => shown(genesys().caller());

/** Every division of the organisation. Needs no permission, but shows only divisions that the caller may see. */
export const divisions = (): Promise<Division[]> => shown(genesys().divisions());

/** The division of a name, without regard to case. */
export const division = (name: string): Promise<Division> => shown(genesys().division(name));

/** The home division. Needs no permission. */
export const homeDivision = (): Promise<Division> => shown(genesys().homeDivision());

/** The user with an e-mail address. Needs `directory:user:view`. */
export const user = (email: string): Promise<DirectoryUser> => shown(genesys().user(email));

/** The role of a name. Needs `authorization:role:view`. */
export const role = (name: string): Promise<Named> => shown(genesys().role(name));

/** The group of a name. Needs no permission. */
export const group = (name: string): Promise<Named> => shown(genesys().group(name));

/** Every permission that the organisation knows, `domain:entity:action`. Needs no permission. */
export const permissions = (): Promise<string[]> => shown(genesys().permissions());

/** A failed look-up is a mistake to mend, not a crash: the message without a stack. */
async function shown<T>(answer: Promise<T>): Promise<T> {
    try {
        return await answer;
    } catch (error) {
        throw mistake(error instanceof Error ? error.message : String(error));
    }
}
