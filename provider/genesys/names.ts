import DataLoader from "dataloader";
import { gathered, idsAtOnce } from "../core/collection";
import type { NamedKind } from "../core/names";
import type { Collections } from "./collections";
import type { UserLookups } from "./users";
import type { VendorApis } from "./vendorSdk";

/** The part of an organization that shows the names of its objects. */
interface Directory {
    readonly vendor: VendorApis;
    readonly objects: Collections;
    readonly users: UserLookups;
}

/**
 * Reads the name of an object; `null`: it is deleted, `undefined`: no list shows it. Concurrent calls are one request.
 */
export function nameLookup(api: Directory): (kind: NamedKind, id: string) => Promise<string | null | undefined> {
    const { roles, groups, oauthClients } = api.objects;
    const divisions = new DataLoader<string, string | undefined>(async (ids) => {
        const query = { id: [...ids], pageSize: idsAtOnce };
        const { entities } = await api.vendor.authorization.getAuthorizationDivisions(query);
        return ids.map((id) => entities.find((one) => one.id === id)?.name);
    }, gathered(idsAtOnce));
    const lookups: Record<NamedKind, (id: string) => Promise<string | null | undefined>> = {
        user: async (id) => {
            const user = await api.users.byId.load(id);
            return living(user, user?.email || user?.name);
        },
        role: async (id) => (await roles.listed(id))?.name,
        group: async (id) => {
            const group = await groups.listed(id);
            return living(group, group?.name);
        },
        oauthClient: async (id) => {
            const client = await oauthClients.listed(id);
            return living(client, client?.name);
        },
        division: (id) => divisions.load(id),
    };
    return (kind, id) => lookups[kind](id);
}

/** An object counts as deleted only if the answer says so. */
const living = (object: { state?: string | undefined } | undefined, name: string | undefined) =>
    object?.state === "deleted" ? null : name;
