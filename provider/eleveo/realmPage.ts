import { isRecord } from "../core/json";
import { Deadline } from "../transport/deadline";
import { send } from "../transport/send";
import { type EleveoSettings, realmBase } from "./settings";

type Address = Pick<EleveoSettings, "url" | "contextPath" | "realm">;

/** A realm's public information. */
export interface RealmPage {
    /** Where users and other products reach it. It differs from the stack's address if the realm has a Frontend URL. */
    base: string;
}

/** The public page of a realm; `undefined` if no realm answers at the address. */
export async function readRealmPage(at: Address): Promise<RealmPage | undefined> {
    try {
        const request = { method: "GET", url: new URL(realmBase(at)) };
        const { status, body } = await send(request, { repeatable: true, deadline: new Deadline(10) });
        if (status !== 200 || !isRecord(body) || body["realm"] !== at.realm) return undefined;
        const [, base = realmBase(at)] =
            /^(https?:\/\/.+)\/protocol\/openid-connect$/.exec(String(body["token-service"])) ?? [];
        return { base };
    } catch {
        return undefined;
    }
}

/** Base of a realm's public addresses, as Keycloak itself announces it; the stack's own if nothing answers. */
export const publicBase = async (at: Address): Promise<string> => (await readRealmPage(at))?.base ?? realmBase(at);
