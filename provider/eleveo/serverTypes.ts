import { didYouMean, type Problem } from "../core/problem";
import type { EleveoApi } from "./api";
import type { Profile } from "./profile";
import type { ServerInfo } from "./types";

/** A type that a program refers to. */
interface Named {
    path: string;
    /** The name of the kind in messages, `identity provider type`. */
    kind: string;
    name: string;
    /** The types that the server has; absent if it does not list them. */
    known(info: ServerInfo): string[] | undefined;
}

/** Keycloak stores mappers and authenticators of unknown types, and ignores them. */
export async function verifyTypes(api: Pick<EleveoApi, "serverInfo">, named: readonly Named[]): Promise<Problem[]> {
    const [first] = named;
    if (first === undefined) return [];
    const info = await api.serverInfo();
    if (info === undefined)
        return [
            {
                code: "CC3047",
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
            {
                code: "CC3048",
                path,
                reason: `the server has no ${kind} "${name}"${didYouMean(name, all)}; it has ${all.join(", ")}`,
            },
        ];
    });
}

export const identityProviderType = (name: string): Named => ({
    path: "providerId",
    kind: "identity provider type",
    name,
    known: ({ identityProviders }) => identityProviders?.map(({ id }) => id),
});

/** The types that a profile refers to. */
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
