import DataLoader from "dataloader";
import { gathered } from "../core/collection";
import { everyPage } from "../core/pages";
import { type Problem, problemText } from "../core/problem";
import { UserError } from "../transport/errors";
import { known, required } from "./answers/needed";
import { collect } from "./answers/pages";
import type { User } from "./answers/user";
import type { DirectoryUser } from "../../sdk/genesys/types";
import type { VendorApis } from "./vendorSdk";

/** A user as a program refers to it: an e-mail address, or an id. */
export const isEmail = (reference: string): boolean => reference.includes("@");

/** At most this many in one lookup; the vendor's limit for ids in a query. */
const perLookUp = 100;

/** The users behind references. A reference that matches no user, or more than one, is a problem. */
export async function resolveUsers(
    api: Directory,
    references: readonly string[],
    path: (index: number) => string,
): Promise<{ ids: ReadonlyMap<string, string>; problems: Problem[] }> {
    const { byEmail, byId } = api.users;
    const one = async (id: string) => [await byId.load(id)].filter((user) => user !== undefined);
    const found = await Promise.all(references.map((each) => (isEmail(each) ? byEmail.load(each) : one(each))));
    const resolved = new Map<string, string>();
    const problems: Problem[] = [];
    references.forEach((reference, index) => {
        const matches = found[index] ?? [];
        const [only] = matches;
        if (only === undefined) problems.push({ code: "CC2048", path: path(index), reason: nobody(reference) });
        else if (matches.length > 1)
            problems.push({ code: "CC2049", path: path(index), reason: several(reference, matches) });
        else resolved.set(reference, only.id);
    });
    return { ids: resolved, problems };
}

/**
 * The ids behind references. An id that no lookup shows is left to the tenant to reject. An address without an id is an
 * error.
 */
export async function userIds(api: Directory, references: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { ids, problems } = await resolveUsers(api, references, String);
    const open = problems.filter(({ path }) => isEmail(references[Number(path)] ?? ""));
    if (open.length > 0)
        throw new UserError(undefined, open.map((one) => problemText({ ...one, path: "" })).join("\n"));
    return new Map(references.map((one) => [one, ids.get(one) ?? one]));
}

const nobody = (reference: string) =>
    isEmail(reference)
        ? `no user of this organization has the e-mail address "${reference}". Add the user first, or correct the address`
        : `no user of this organization has the id "${reference}"`;

const several = (reference: string, matches: readonly KnownUser[]) =>
    `${matches.length} users match "${reference}": ${matches.map(({ name, id }) => `${name} (${id})`).join(", ")}. Use the id of one of them`;

/** The part of an organization with its users. */
interface Directory {
    readonly users: UserLookups;
}

/** Lookups of users: concurrent ones are one request, and none is repeated. */
export interface UserLookups {
    /** By e-mail address in lower case. Several users may have the same. */
    byEmail: DataLoader<string, KnownUser[]>;
    byId: DataLoader<string, KnownUser | undefined>;
}

export function userLookups(vendor: () => VendorApis): UserLookups {
    const options = gathered(perLookUp);
    return {
        byEmail: new DataLoader(async (emails) => {
            const found = await searchByEmail(vendor(), emails);
            // The search index may accept only one address at a time (several values are not confirmed, G-18): search
            // one by one.
            const alone =
                emails.length > 1 ? emails.filter((email) => !found.some((user) => user.email === email)) : [];
            const more = await Promise.all(alone.map((email) => searchByEmail(vendor(), [email])));
            const all = [...found, ...more.flat()];
            for (const { id, name, email } of all) required(email, `email of the user "${name || id}"`);
            return emails.map((email) => all.filter((user) => user.email === email));
        }, options),
        byId: new DataLoader(async (ids) => {
            const query = { id: [...ids], pageSize: perLookUp, state: "any" };
            const { entities } = await vendor().users.getUsers(query);
            return ids.map((id) => entities.map(knownUser).find((user) => user.id === id));
        }, options),
    };
}

async function searchByEmail(vendor: VendorApis, emails: readonly string[]): Promise<KnownUser[]> {
    const query = [
        { type: "EXACT", fields: ["email"], values: [...emails] },
        { type: "EXACT", fields: ["state"], values: ["active", "inactive"] },
    ];
    const found = everyPage(async (pageNumber) => {
        const order = { sortBy: "email", sortOrder: "ASC" };
        const page = await vendor.users.postUsersSearch({ pageSize: perLookUp, pageNumber, ...order, query });
        return { items: page.results, pages: page.pageCount, more: pageNumber < page.pageCount };
    });
    return collect(found, knownUser);
}

/** A user, as far as the directory shows it. */
export interface KnownUser {
    id: string;
    name: string;
    /** In lower case. */
    email?: string;
    /** `active`, `inactive` or `deleted` */
    state?: string;
    divisionId?: string;
}

export function knownUser({ id, name = "", email, username, state, division }: User): KnownUser {
    const address = [email, username].find(Boolean)?.toLowerCase();
    return {
        id,
        name,
        ...(address === undefined ? {} : { email: address }),
        ...(state === undefined ? {} : { state }),
        ...(division?.id === undefined ? {} : { divisionId: division.id }),
    };
}

const isActive = { active: true, inactive: false, deleted: false };

/** The same with everything that programs can look up about a user. */
export function directoryUser({ id, name, email, state, divisionId }: KnownUser): DirectoryUser {
    const user = `user "${name || id}"`;
    return {
        id,
        name: required(name || undefined, `name of the ${user}`),
        email: required(email, `email of the ${user}`),
        active: known(required(state, `state of the ${user}`), isActive, `state of the ${user}`),
        divisionId: required(divisionId, `division of the ${user}`),
    };
}
