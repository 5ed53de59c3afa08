import type { Problem } from "../problem";
import { UserError } from "../transport/errors";
import { chunks, directoryUser, type GenesysApi } from "./api";
import type { DirectoryUser } from "./types";

/** A user as a program names one: an e-mail address, or an id. */
export const isEmail = (reference: string): boolean => reference.includes("@");

/** At most this many in one look-up; the vendor's limit for ids in a query. */
const perLookUp = 100;

/** The users behind references; a problem for each that nobody, or more than one, answers to. */
export async function resolveUsers(
    api: GenesysApi,
    references: readonly string[],
    path: (index: number) => string,
): Promise<{ ids: ReadonlyMap<string, string>; problems: Problem[] }> {
    const emails = references.filter(isEmail);
    const ids = references.filter((reference) => !isEmail(reference));
    const [byEmail, known] = await Promise.all([usersByEmail(api, emails), usersById(api, ids)]);
    const resolved = new Map<string, string>();
    const problems: Problem[] = [];
    references.forEach((reference, index) => {
        const matches = isEmail(reference) ? (byEmail.get(reference) ?? []) : known.filter((u) => u.id === reference);
        const [only] = matches;
        if (only === undefined) problems.push({ path: path(index), reason: nobody(reference) });
        else if (matches.length > 1) problems.push({ path: path(index), reason: several(reference, matches) });
        else resolved.set(reference, only.id);
    });
    return { ids: resolved, problems };
}

/** The ids behind references, where a look-up has found them to be good before. */
export async function userIds(api: GenesysApi, references: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { ids, problems } = await resolveUsers(api, references, (index) => String(references[index]));
    if (problems.length > 0) throw new UserError(problems.map(({ reason }) => reason).join("\n"));
    return ids;
}

const nobody = (reference: string) =>
    isEmail(reference)
        ? `no user of this organisation has the e-mail address "${reference}"; add the user first or correct the address`
        : `no user of this organisation has the id "${reference}"`;

const several = (reference: string, matches: readonly DirectoryUser[]) =>
    `${matches.length} users match "${reference}": ${matches.map(({ name, id }) => `${name} (${id})`).join(", ")}; name one by its id`;

export async function usersByEmail(api: GenesysApi, emails: readonly string[]): Promise<Map<string, DirectoryUser[]>> {
    const found = new Map<string, DirectoryUser[]>();
    const add = (users: readonly DirectoryUser[]) => {
        for (const user of users) found.set(user.email, [...(found.get(user.email) ?? []), user]);
    };
    for (const chunk of chunks(emails, perLookUp)) add(await searchByEmail(api, chunk));
    // The search index may know one address at a time only (several values are not confirmed): ask singly.
    const missing = emails.filter((email) => !found.has(email));
    if (emails.length > 1) for (const email of missing) add(await searchByEmail(api, [email]));
    return found;
}

async function searchByEmail(api: GenesysApi, emails: readonly string[]): Promise<DirectoryUser[]> {
    const users: DirectoryUser[] = [];
    for (let pageNumber = 1, pageCount = 1; pageNumber <= pageCount; pageNumber++) {
        const answer = await api.vendor.users.postUsersSearch({
            pageSize: perLookUp,
            pageNumber,
            sortBy: "email",
            sortOrder: "ASC",
            query: [
                { type: "EXACT", fields: ["email"], values: [...emails] },
                { type: "EXACT", fields: ["state"], values: ["active", "inactive"] },
            ],
        });
        users.push(...(answer.results ?? []).map(directoryUser));
        pageCount = answer.pageCount ?? 1;
    }
    return users;
}

async function usersById(api: GenesysApi, ids: readonly string[]): Promise<DirectoryUser[]> {
    const answers = await Promise.all(
        chunks(ids, perLookUp).map((id) => api.vendor.users.getUsers({ id, pageSize: perLookUp, state: "any" })),
    );
    return answers.flatMap(({ entities }) => (entities ?? []).map(directoryUser));
}
