import type { AuthorizationApi, IntegrationsApi } from "purecloud-platform-client-v2";
import { Collection, idsAtOnce, type Served } from "../core/collection";
import type { Page } from "../core/pages";
import { unlessGone } from "../transport/errors";
import type { ListedGroup } from "./answers/group";
import type { ListedIntegration } from "./answers/integration";
import type { Page as Listing } from "./answers/pages";
import type { ListedClient } from "./answers/oauthClient";
import type { ListedRole } from "./answers/role";
import { required } from "./answers/needed";
import type { VendorApis } from "./vendorSdk";

/** The kinds of object that are read through lists. */
export interface Collections {
    roles: Collection<ListedRole>;
    groups: Collection<ListedGroup>;
    oauthClients: Collection<ListedClient>;
    integrations: Collection<ListedIntegration>;
}

const pageOf = <T>({ entities, pageCount, more }: Listing<T>): Page<T> => ({ items: entities, pages: pageCount, more });
const itemsOf = <T>({ entities }: Listing<T>): T[] => entities;
const idOf = ({ id }: { id: string }): string => id;
/** An object without a name may be the one to find. */
const nameOf = (kind: string) => (item: { id: string; name?: string | undefined }) =>
    required(item.name, `name of the ${kind} "${item.id}"`);
const isDeleted = ({ state }: { state?: string | undefined }): boolean => state === "deleted";
const living = <T extends { state?: string | undefined }>(item: T | undefined): T | undefined =>
    item === undefined || isDeleted(item) ? undefined : item;
/** An object with the requested id. */
const withId = <T extends object>(id: string, item: T | undefined) => item && { ...item, id };
/** Whether an item of a list contains all given fields. The object may still have fields that the list omits. */
export const tells = (item: object, fields: readonly string[]): boolean =>
    fields.every((field) => (item as Record<string, unknown>)[field] !== undefined);

type Vendor = () => VendorApis;

/**
 * How Genesys Cloud lists the objects that this library manages. Not confirmed (G-6, G-7, G-8, G-9): which fields its
 * lists omit, so each item is checked.
 */
export const collections = (vendor: Vendor): Collections => ({
    roles: new Collection(roles(vendor)),
    groups: new Collection(groups(vendor)),
    oauthClients: new Collection(oauthClients(vendor)),
    integrations: new Collection(integrations(vendor)),
});

function roles(vendor: Vendor): Served<ListedRole> {
    const userCount = false; // Counting is slow, and times out in large organizations.
    const list = (query: AuthorizationApi.getAuthorizationRolesOptions) =>
        vendor().authorization.getAuthorizationRoles({ pageSize: 100, userCount, ...query });
    return {
        idOf,
        nameOf: nameOf("role"),
        one: async (id) => withId(id, await unlessGone(vendor().authorization.getAuthorizationRole(id, { userCount }))),
        page: async (pageNumber) => pageOf(await list({ pageNumber })),
        some: async (ids) => itemsOf(await list({ id: [...ids] })),
        named: async (name) => itemsOf(await list({ name })),
        isWhole: (role) => tells(role, ["name", "description", "permissionPolicies"]),
    };
}

function groups(vendor: Vendor): Served<ListedGroup> {
    return {
        idOf,
        nameOf: nameOf("group"),
        one: async (id) => withId(id, living(await unlessGone(vendor().groups.getGroup(id)))),
        page: async (pageNumber) => pageOf(await vendor().groups.getGroups({ pageSize: 500, pageNumber })),
        some: async (ids) => itemsOf(await vendor().groups.getGroups({ id: [...ids], pageSize: idsAtOnce })),
        named: async (value) => {
            const query = [{ type: "EXACT", fields: ["name"], value }];
            return (await vendor().groups.postGroupsSearch({ pageSize: 100, query })).results;
        },
        // Recorded lists omit addresses, calls and an empty list of owners. A read checks for the declared ones.
        isWhole: (group) => !isDeleted(group) && tells(group, ["name", "description", "visibility"]),
        isDeleted,
    };
}

const isClientCredentials = (grantType: string | undefined) => /^CLIENT.?CREDENTIALS$/i.test(grantType ?? "");

/** The fields of a client that a program can manage. */
export const clientFields = [
    "name",
    "description",
    "state",
    "authorizedGrantType",
    "accessTokenValiditySeconds",
    "registeredRedirectUri",
] as const satisfies (keyof ListedClient)[];

function oauthClients(vendor: Vendor): Served<ListedClient> {
    return {
        idOf,
        nameOf: nameOf("OAuth client"),
        // A deleted client answers 404, or 200 with the state `deleted`.
        one: async (id) => withId(id, living(await unlessGone(vendor().oauth.getOauthClient(id)))),
        page: async () => pageOf(await vendor().oauth.getOauthClients()),
        isWhole: (client) =>
            !isDeleted(client) &&
            tells(client, clientFields) &&
            tells(client, [isClientCredentials(client.authorizedGrantType) ? "roleDivisions" : "scope"]),
        isDeleted,
    };
}

function integrations(vendor: Vendor): Served<ListedIntegration> {
    const list = (query: IntegrationsApi.getIntegrationsOptions) =>
        vendor().integrations.getIntegrations({ pageSize: 100, ...query });
    return {
        idOf,
        nameOf: nameOf("integration"),
        one: async (id) => withId(id, await unlessGone(vendor().integrations.getIntegration(id))),
        page: async (pageNumber) => pageOf(await list({ pageNumber })),
        some: async (ids) => itemsOf(await list({ ids: [...ids] })),
        isWhole: (integration) => tells(integration, ["intendedState", "reportedState", "integrationType"]),
    };
}
