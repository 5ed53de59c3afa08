import type { ClientRepresentation, IdentityProviderRepresentation } from "../../provider/eleveo/types";

/** Every realm has its own ids, and secrets are compared separately. */
const differs = /^(id|internalId|secret|client\.secret\.creation\.time)$/;

/** A line for each client with a service account's roles, and for each identity provider, the same in every realm. */
export async function picture(get: <T>(path: string) => Promise<T>, realm: string): Promise<string[]> {
    const clients = await get<ClientRepresentation[]>("/clients");
    const instances = await get<IdentityProviderRepresentation[]>("/identity-provider/instances");
    const whole = clients.map(async (client) => ({ client, roles: await rolesOf(get, client) }));
    const objects = [...(await Promise.all(whole)), ...instances];
    return objects.map((one) => JSON.stringify(inOrder(one)).replaceAll(realm, "{realm}")).sort();
}

async function rolesOf(get: <T>(path: string) => Promise<T>, { id, serviceAccountsEnabled }: ClientRepresentation) {
    if (!serviceAccountsEnabled) return [];
    const user = await get<{ id: string }>(`/clients/${id}/service-account-user`);
    const { clientMappings = {} } = await get<{
        clientMappings?: Record<string, { mappings: { name: string }[] }>;
    }>(`/users/${user.id}/role-mappings`);
    return Object.entries(clientMappings).flatMap(([client, { mappings }]) =>
        mappings.map(({ name }) => `${client} ${name}`),
    );
}

/** Keycloak's lists are sets. */
function inOrder(value: unknown): unknown {
    if (Array.isArray(value))
        return value.map(inOrder).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    if (typeof value !== "object" || value === null) return value;
    const kept = Object.entries(value).filter(([key]) => !differs.test(key));
    return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, inOrder(one)]));
}
