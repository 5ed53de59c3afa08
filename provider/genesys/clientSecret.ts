import { ApiError } from "../transport/errors";
import { Token } from "../transport/token";
import type { ListedClient } from "./answers/oauthClient";
import type { GenesysApi } from "./api";
import { genesysTokenEndpoint } from "./settings";

/** Has Genesys generate a new secret. The old one stops working at once. */
export async function renewSecret(api: GenesysApi, client: ListedClient): Promise<ListedClient> {
    const { secret } = await api.vendor.oauth.postOauthClientSecret(client.id);
    return { ...client, secret };
}

/** Only a client-credentials client logs in as itself. */
export async function secretWorks(
    api: GenesysApi,
    clientId: string,
    { grantType }: { grantType: string },
    clientSecret: string,
) {
    if (grantType !== "client-credentials") return undefined;
    const token = new Token({ ...genesysTokenEndpoint(api.settings), clientId, clientSecret });
    return token.value().then(
        () => true,
        (error: unknown) => {
            if (error instanceof ApiError && (error.status === 400 || error.status === 401)) return false;
            throw error;
        },
    );
}
