import type { Models } from "purecloud-platform-client-v2";
import { ApiError } from "../transport/errors";
import { Token } from "../transport/token";
import { required } from "./answers";
import type { GenesysApi } from "./api";
import { genesysTokenEndpoint } from "./settings";

/** Has Genesys choose a new secret; the old one dies at once. */
export async function renewSecret(api: GenesysApi, client: Models.OAuthClient): Promise<Models.OAuthClient> {
    const { secret } = await api.vendor.oauth.postOauthClientSecret(required(client.id, "OAuth client id"));
    return { ...client, secret: required(secret, "new secret") };
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
