import { didYouMean, type Problem } from "../core/problem";
import type { EleveoApi } from "./api";
import type { Profile } from "./profile";
import type { ServerInfo } from "./types";

/** A type that is named somewhere. */
interface Named {
    path: string;
    /** As the message calls it, `identity provider type`. */
    kind: string;
    name: string;
    /** Those that the server has; absent if it does not tell them. */
    known(info: ServerInfo): string[] | undefined;
}

/** Keycloak stores mappers and authenticators of types that it does not have, and ignores them. */
export async function verifyTypes(api: Pick<EleveoApi, "serverInfo">, named: readonly Named[]): Promise<Problem[]> {
    const [first] = named;
    if (first === undefined) return [];
    const info = await api.serverInfo();
    if (info === undefined)
        return [
            {
                path: first.path,
                reason:
                    "types are not checked: the server does not show /admin/serverinfo to the calling client, or a proxy " +
                    "in front of it hides that path",
                inferred: true,
            },
        ];
    return named.flatMap(({ path, kind, name, known }) => {
        const all = known(info)?.sort() ?? [];
        if (all.length === 0 || all.includes(name)) return [];
        return [
            { path, reason: `the server has no ${kind} "${name}"${didYouMean(name, all)}; it has ${all.join(", ")}` },
        ];
    });
}

export const identityProviderType = (name: string): Named => ({
    path: "providerId",
    kind: "identity provider type",
    name,
    known: ({ identityProviders }) => identityProviders?.map(({ id }) => id),
});

/** The types that a profile names. */
export function typesIn({ client, protocolMappers = {} }: Profile): Named[] {
    const of = (field: string, kind: string, spi: string): Named[] =>
        typeof client[field] === "string"
            ? [
                  {
                      path: `profile.client.${field}`,
                      kind,
                      name: client[field],
                      known: ({ providers }) => Object.keys(providers?.[spi]?.providers ?? {}),
                  },
              ]
            : [];
    const mappers = Object.entries(protocolMappers).map(([name, { protocol, protocolMapper }]): Named => ({
        path: `profile.protocolMappers["${name}"].protocolMapper`,
        kind: `${protocol} mapper type`,
        name: protocolMapper,
        known: ({ protocolMapperTypes }) => protocolMapperTypes?.[protocol]?.map(({ id }) => id),
    }));
    return [
        ...of("clientAuthenticatorType", "client authenticator", "client-authenticator"),
        ...of("protocol", "protocol", "login-protocol"),
        ...mappers,
    ];
}
