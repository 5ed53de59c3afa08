import type { AuthorizationApi, IntegrationsApi, Models } from "purecloud-platform-client-v2";
import { Collection, idsAtOnce, type Page, type Served } from "../core/collection";
import { unlessGone } from "../transport/errors";
import type { VendorApis } from "./vendorSdk";

/** The kinds of object that are read by lists. */
export interface Collections {
    roles: Collection<Models.DomainOrganizationRole>;
    groups: Collection<Models.Group>;
    oauthClients: Collection<Models.OAuthClient>;
    integrations: Collection<Models.Integration>;
}

interface Listing<T> {
    entities?: T[];
    pageCount?: number;
    nextUri?: string;
}

const pageOf = <T>({ entities = [], pageCount, nextUri }: Listing<T>, number: number): Page<T> => ({
    items: entities,
    pages: pageCount,
    more: pageCount === undefined ? nextUri !== undefined : number < pageCount,
});
const itemsOf = <T>({ entities = [] }: Listing<T>): T[] => entities;
const idOf = ({ id = "" }: { id?: string }): string => id;
const nameOf = ({ name = "" }: { name?: string }): string => name;
const isDeleted = ({ state }: { state?: string }): boolean => state === "deleted";
const living = <T extends { state?: string }>(item: T | undefined): T | undefined =>
    item === undefined || isDeleted(item) ? undefined : item;

type Vendor = () => VendorApis;

/** How Genesys Cloud lists what this library manages. What its lists lack is not confirmed, so it is looked at. */
export const collections = (vendor: Vendor): Collections => ({
    roles: new Collection(roles(vendor)),
    groups: new Collection(groups(vendor)),
    oauthClients: new Collection(oauthClients(vendor)),
    integrations: new Collection(integrations(vendor)),
});

function roles(vendor: Vendor): Served<Models.DomainOrganizationRole> {
    const userCount = false; // Counting is slow, and times out in large organisations.
    const list = (query: AuthorizationApi.getAuthorizationRolesOptions) =>
        vendor().authorization.getAuthorizationRoles({ pageSize: 100, userCount, ...query });
    return {
        idOf,
        nameOf,
        one: (id) => unlessGone(vendor().authorization.getAuthorizationRole(id, { userCount })),
        page: async (pageNumber) => pageOf(await list({ pageNumber }), pageNumber),
        some: async (ids) => itemsOf(await list({ id: [...ids] })),
        named: async (name) => itemsOf(await list({ name })),
        isWhole: ({ permissionPolicies }) => permissionPolicies !== undefined,
    };
}

function groups(vendor: Vendor): Served<Models.Group> {
    return {
        idOf,
        nameOf,
        one: async (id) => living(await unlessGone(vendor().groups.getGroup(id))),
        page: async (pageNumber) => pageOf(await vendor().groups.getGroups({ pageSize: 500, pageNumber }), pageNumber),
        some: async (ids) => itemsOf(await vendor().groups.getGroups({ id: [...ids], pageSize: idsAtOnce })),
        named: async (value) => {
            const query = [{ type: "EXACT", fields: ["name"], value }];
            const { results = [] } = await vendor().groups.postGroupsSearch({ pageSize: 100, query });
            return results;
        },
        isWhole: ({ state, visibility, owners }) =>
            state !== "deleted" && visibility !== undefined && owners !== undefined,
        isDeleted,
    };
}

function oauthClients(vendor: Vendor): Served<Models.OAuthClient> {
    return {
        idOf,
        nameOf,
        // A deleted client answers 404, or 200 with the state `deleted`.
        one: async (id) => living(await unlessGone(vendor().oauth.getOauthClient(id))),
        page: async (number) => pageOf(await vendor().oauth.getOauthClients(), number),
        isWhole: ({ state, authorizedGrantType, roleDivisions }) =>
            state !== undefined &&
            state !== "deleted" &&
            authorizedGrantType !== undefined &&
            (roleDivisions !== undefined || !/^CLIENT.CREDENTIALS$/i.test(authorizedGrantType)),
        isDeleted,
    };
}

function integrations(vendor: Vendor): Served<Models.Integration> {
    const list = (query: IntegrationsApi.getIntegrationsOptions) =>
        vendor().integrations.getIntegrations({ pageSize: 100, ...query });
    return {
        idOf,
        nameOf,
        one: (id) => unlessGone(vendor().integrations.getIntegration(id)),
        page: async (pageNumber) => pageOf(await list({ pageNumber }), pageNumber),
        some: async (ids) => itemsOf(await list({ ids: [...ids] })),
        isWhole: ({ intendedState, reportedState, integrationType }) =>
            intendedState !== undefined && reportedState !== undefined && integrationType !== undefined,
    };
}
