import { writeMarker } from "../../../provider/core/marker";
import { eleveoDialect } from "../../../provider/eleveo/failure";
import { type EleveoSettings, tokenEndpoint } from "../../../provider/eleveo/settings";
import { Http } from "../../../provider/transport/http";
import { Token } from "../../../provider/transport/token";
import { itemsOf, type RawAnswer, textOf } from "../answer";
import { CreatedObjects } from "../createdObjects";
import type { ObjectKind, Target } from "../probe";
import { countTokens } from "../tokens";

/** Keycloak's Admin REST API of one realm, with unprocessed answers. */
export async function eleveoTarget(settings: EleveoSettings): Promise<Target> {
    const token = new Token(tokenEndpoint({ ...settings, ...settings.reader }));
    const counted = countTokens({
        token: () => token.value(),
        tokenRefused: (refused) => token.refused(refused),
    });
    const http = new Http({ product: eleveoDialect, clients: [counted.client] });
    const { url, contextPath, realm } = settings;
    return {
        title: eleveoDialect.name,
        http,
        base: `${url}${contextPath}/admin/realms/${encodeURIComponent(realm)}`,
        requests: () => http.requests + counted.tokens(),
        token: () => counted.client.token(),
        kinds,
        listLag: 0,
        patience: 10,
        created: await CreatedObjects.open(["eleveo", url, realm]),
    };
}

/** The last part of the new object's address. */
const idOf = ({ headers }: RawAnswer): string | undefined =>
    decodeURIComponent(textOf(headers["location"]).split("/").at(-1) ?? "") || undefined;

const removeAt =
    (path: string): ObjectKind["remove"] =>
    async (probe, id) => {
        await probe.ask("DELETE", `${path}/${encodeURIComponent(id)}`);
        return (await probe.ask("GET", `${path}/${encodeURIComponent(id)}`)).status === 404;
    };

export const instances = "/identity-provider/instances";

/** All are disabled: nobody can log in with them. */
const kinds: Readonly<Record<string, ObjectKind>> = {
    client: {
        path: "/clients",
        body: (name, marker, more) => ({
            clientId: name,
            name,
            description: writeMarker({ text: "A check of contact-center conformance", marker }),
            enabled: false,
            publicClient: false,
            standardFlowEnabled: false,
            serviceAccountsEnabled: true,
            ...more,
        }),
        idOf,
        find: async (probe, name) =>
            itemsOf((await probe.ask("GET", `/clients?clientId=${name}`)).body)
                .filter(({ clientId }) => clientId === name)
                .map(({ id }) => textOf(id)),
        remove: removeAt("/clients"),
    },
    "identity-provider": {
        path: instances,
        body: (name, _marker, more) => ({
            alias: name,
            displayName: name,
            providerId: "oidc",
            enabled: false,
            ...more,
            config: {
                clientId: "conformance",
                clientSecret: "conformance",
                authorizationUrl: "https://conformance.invalid/authorize",
                tokenUrl: "https://conformance.invalid/token",
                defaultScope: "email",
            },
        }),
        idOf,
        find: async (probe, name) =>
            (await probe.ask("GET", `${instances}/${encodeURIComponent(name)}`)).status === 200 ? [name] : [],
        remove: removeAt(instances),
    },
};
