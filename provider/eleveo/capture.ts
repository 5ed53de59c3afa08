import { canonical } from "../core/json";
import { UserError } from "../transport/errors";
import type { EleveoApi } from "./api";
import { type ClientType, madeByEtlManager } from "./clientTypes";
import { forAny, type Profile, placesOf, toProfile } from "./profile";
import { readWhole } from "./profileCalls";
import { canHaveSecret, readSecret, withoutSecret } from "./secret";
import type { ClientRepresentation } from "./types";

export interface Captured {
    profile: Profile;
    /** Settings of the client that a profile does not contain, one per line. */
    notes: string[];
    /** Places with a text that equals the client's id. Only a person knows whether it is that id. */
    asked: string[];
}

/**
 * The profile of a client that was created in User Management. Changes nothing.
 * @param confirmed - places that hold the client's id, as the user confirmed
 */
export async function captureProfile(
    api: EleveoApi,
    clientId: string,
    clientType: ClientType,
    confirmed: readonly string[] = [],
): Promise<Captured> {
    const [found] = await api.get<ClientRepresentation[]>("/clients", { clientId });
    if (found === undefined) throw new UserError("CC3006", await noClient(api, clientId));
    const client = withoutSecret(found);
    if (madeByEtlManager(client))
        throw new UserError(
            "CC3007",
            `the client "${clientId}" was created by ETL Manager. Such clients are not created from profiles`,
        );
    const whole = await readWhole(api, client, "all");
    const own = toProfile(whole, api.settings.realm);
    const places = placesOf(own, clientId);
    const wrong = confirmed.find((place) => !places.includes(place));
    if (wrong !== undefined)
        throw new UserError(
            "CC3008",
            `the profile has no text "${clientId}" at ${wrong}. The possible places are: ${places.join(", ") || "none"}`,
        );
    const profile = { clientType, ...forAny(own, clientId, confirmed) };
    const secret = canHaveSecret(client) ? await readSecret(api, client.id) : undefined;
    if (secret !== undefined && canonical(profile).includes(secret))
        throw new UserError(
            "CC3009",
            `the client "${clientId}" contains its own secret in another field, so it cannot be captured`,
        );
    const asked = places.filter((place) => !confirmed.includes(place));
    return { profile, notes: await notesOf(api, client, whole.serviceAccount?.user.id), asked };
}

async function noClient(api: EleveoApi, clientId: string): Promise<string> {
    const names: string[] = [];
    for await (const client of api.pages<ClientRepresentation>("/clients"))
        if (client.serviceAccountsEnabled) names.push(client.clientId);
    return `the realm "${api.settings.realm}" has no client "${clientId}". Its clients with a service account are: ${names.sort().join(", ") || "none"}`;
}

async function notesOf(api: EleveoApi, client: ClientRepresentation, userId: string | undefined): Promise<string[]> {
    const [roles, groups] = await Promise.all([
        api.get<{ name: string }[]>(`/clients/${client.id}/roles`),
        userId === undefined ? [] : api.get<{ path: string }[]>(`/users/${userId}/groups`),
    ]);
    const notes = [];
    if (roles.length > 0) notes.push(`roles that it defines itself: ${roles.map(({ name }) => name).join(", ")}`);
    if (groups.length > 0) notes.push(`groups of its service account: ${groups.map(({ path }) => path).join(", ")}`);
    if (Object.keys(client.authenticationFlowBindingOverrides ?? {}).length > 0)
        notes.push("its own authentication flows");
    if (client.authorizationServicesEnabled) notes.push("resources, scopes and policies of its authorization services");
    return notes;
}
