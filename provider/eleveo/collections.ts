import { Collection, type Served } from "../core/collection";
import type { Page } from "../core/pages";
import { unlessGone } from "../transport/errors";
import type { ClientRepresentation, IdentityProviderRepresentation } from "./types";

/** The kinds of object that are read by lists. */
export interface Collections {
    clients: Collection<ClientRepresentation>;
    identityProviders: Collection<IdentityProviderRepresentation>;
}

/** Asks the realm for what a path has. */
type Get = <T>(path: string, query?: Record<string, unknown>) => Promise<T>;

/** How long a list may be in one answer. */
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
        // A brief representation, as newer servers give it to who asks for it, has none.
        isWhole: ({ config }) => (config as object | undefined) !== undefined,
    }),
});

function served<T>(get: Get, path: string): Pick<Served<T>, "one" | "page"> {
    return {
        one: (id) => unlessGone(get<T>(`${path}/${encodeURIComponent(id)}`)),
        page: async (number): Promise<Page<T>> => {
            const items = await get<T[]>(path, { first: (number - 1) * pageSize, max: pageSize });
            // Without `max` newer servers cut the list off; older ones know no pages and answer with all.
            return { items, more: items.length === pageSize };
        },
    };
}
