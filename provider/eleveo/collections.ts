import { Collection, type Served } from "../core/collection";
import type { Page } from "../core/pages";
import { unlessGone } from "../transport/errors";
import type { ClientRepresentation, IdentityProviderRepresentation } from "./types";

/** The kinds of object that are read through lists. */
export interface Collections {
    clients: Collection<ClientRepresentation>;
    identityProviders: Collection<IdentityProviderRepresentation>;
}

/** Requests a path of the realm. */
type Get = <T>(path: string, query?: Record<string, unknown>) => Promise<T>;

/** Maximum length of a list in one answer. */
export const pageSize = 100;

export const collections = (get: Get): Collections => ({
    clients: new Collection({
        ...served<ClientRepresentation>(get, "/clients"),
        idOf: ({ id }) => id,
        nameOf: ({ clientId }) => clientId,
        isWhole: ({ attributes, defaultClientScopes }) => attributes !== undefined && defaultClientScopes !== undefined,
    }),
    identityProviders: new Collection({
        ...served<IdentityProviderRepresentation>(get, "/identity-provider/instances"),
        idOf: ({ alias }) => alias,
        nameOf: ({ alias }) => alias,
        // A brief representation has none. Newer servers return it only on request.
        isWhole: ({ config }) => (config as object | undefined) !== undefined,
    }),
});

function served<T>(get: Get, path: string): Pick<Served<T>, "one" | "page"> {
    return {
        one: (id) => unlessGone(get<T>(`${path}/${encodeURIComponent(id)}`)),
        page: async (number): Promise<Page<T>> => {
            const items = await get<T[]>(path, { first: (number - 1) * pageSize, max: pageSize });
            // Newer servers truncate a list without `max`; older ones do not page and return all.
            return { items, more: items.length === pageSize };
        },
    };
}
