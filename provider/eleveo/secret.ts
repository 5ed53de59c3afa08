import { z } from "zod";
import { notEmpty } from "../core/schema";
import { ApiError } from "../transport/errors";
import { coded } from "../transport/message";
import { Token } from "../transport/token";
import { type EleveoApi, present } from "./api";
import { type EleveoSettings, tokenEndpoint } from "./settings";
import type { ClientRepresentation } from "./types";

/** What Keycloak shows instead of a secret. It is not a value: not stored, not shown, not sent for a client. */
export const mask = "**********";
const masked = coded("CC3031", `is ${mask}, which Keycloak shows instead of a secret`);

/** A secret that a program declares. */
export const secretText = z
    .string()
    .min(1, notEmpty)
    .refine((secret) => secret !== mask, { error: masked });

/** A client from an answer, without its secret, so that the secret cannot leak. */
export function withoutSecret(client: ClientRepresentation): ClientRepresentation {
    const { secret: _secret, ...rest } = client;
    return rest as ClientRepresentation;
}

/** Public and bearer-only clients have no secret. */
export const canHaveSecret = ({ publicClient, bearerOnly }: ClientRepresentation) => !publicClient && !bearerOnly;

/** The secret of a client; nothing if there is none, or if the caller may not read it. */
export async function readSecret(api: EleveoApi, id: string): Promise<string | undefined> {
    try {
        const { value } = await api.get<{ value?: string }>(`/clients/${id}/client-secret`);
        return value === mask ? undefined : value;
    } catch (error) {
        if (error instanceof ApiError && error.status === 403) return undefined;
        throw error;
    }
}

/** Has Keycloak generate a new secret. The old one stops working at once. */
export async function newSecret(api: EleveoApi, id: string): Promise<string> {
    const { value } = await api.post<{ value?: string }>(`/clients/${id}/client-secret`, {});
    return present(value, "new secret");
}

/**
 * Why a client's id and secret do not obtain a token; nothing if they do. A server that does not answer is an error.
 */
export async function checkSecret(
    settings: EleveoSettings,
    clientId: string,
    clientSecret: string,
): Promise<string | undefined> {
    try {
        await new Token(tokenEndpoint({ ...settings, clientId, clientSecret })).value();
        return undefined;
    } catch (error) {
        if (error instanceof ApiError && (error.status === 400 || error.status === 401)) return error.message;
        throw error;
    }
}
