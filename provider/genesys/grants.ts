import { isGone, unlessGone } from "../transport/errors";
import { retryWhile } from "../transport/poll";
import { required } from "./answers/needed";
import { chunks, pages } from "./answers/pages";
import type { GenesysApi } from "./api";
import type { SubjectKind } from "./subjects";

const wireKinds: Readonly<Record<SubjectKind, string>> = {
    user: "PC_USER",
    group: "PC_GROUP",
    oauthClient: "PC_OAUTH_CLIENT",
};

/** Subjects in one request; no vendor document names a limit, so this is not confirmed (G-26). */
const perRequest = 50;
/** So many are taken away one by one; more are worth a look at who holds the role. */
const fewPairs = 3;
/** New roles and divisions reach the vendor's authorization service later: grants answer 404 until then. */
const roleKnownWithin = 20;

/** Grants as texts, `user:<id> <division>`, so that they can be compared as sets. */
export type Pairs = ReadonlySet<string>;
export const pairText = (subject: string, division: string): string => `${subject} ${division}`;

/** A subject that holds a role. */
export interface SubjectGrants {
    id: string;
    /** Our word for a kind that programs can name, the vendor's for any other, `unknown` if the answer does not tell. */
    kind: string;
    /** Absent if the answer does not tell. */
    divisions: string[] | undefined;
}

/** Who holds a role, and where; grants that come through a group are the group's. */
export async function readGrants(api: GenesysApi, role: string): Promise<SubjectGrants[]> {
    const grants: SubjectGrants[] = [];
    for await (const { id, type, divisions } of pages((pageNumber) =>
        api.vendor.authorization.getAuthorizationRoleSubjectgrants(role, { pageSize: 500, pageNumber }),
    ))
        grants.push({ id, kind: kindOf(type), divisions: divisions?.map((division) => division.id) });
    return grants;
}

const kindOf = (wire = "unknown"): string => Object.entries(wireKinds).find(([, value]) => value === wire)?.[0] ?? wire;

/** `user:<id>` */
export const subjectOf = ({ kind, id }: Pick<SubjectGrants, "kind" | "id">): string => `${kind}:${id}`;

/**
 * What is granted, as pairs. Only of subjects that are known it must be told where they hold the role.
 * @param known - subjects whose kind is known: an id is that of one subject, whatever kind an answer tells or leaves out
 */
export function pairsOf(grants: readonly SubjectGrants[], known: Iterable<string>): Pairs {
    const byId = new Map([...known].map((subject) => [split(subject)[1], subject]));
    return new Set(
        grants.flatMap((one) => {
            const subject = byId.get(one.id);
            const divisions =
                subject === undefined
                    ? (one.divisions ?? [])
                    : required(one.divisions, `divisions of the subject ${subject}`);
            return divisions.map((division) => pairText(subject ?? subjectOf(one), division));
        }),
    );
}

/** The subjects of some pairs. */
export const subjectsIn = (pairs: Pairs): Set<string> => new Set([...pairs].map((pair) => pair.split(" ")[0] ?? ""));

export function toPairs(granted: Readonly<Record<string, readonly string[]>>): Pairs {
    return new Set(
        Object.entries(granted).flatMap(([division, subjects]) => subjects.map((one) => pairText(one, division))),
    );
}

export function fromPairs(pairs: Pairs): Record<string, string[]> {
    const granted = new Map<string, string[]>();
    for (const pair of [...pairs].sort()) {
        const [subject = "", division = ""] = pair.split(" ");
        granted.set(division, [...(granted.get(division) ?? []), subject]);
    }
    return Object.fromEntries(granted);
}

/**
 * Gives the role: one request for each kind of subject, set of divisions and chunk of subjects. A single subject gets it
 * as from other clients in production. They send a request for each subject; the call for several is documented too,
 * and takes one for fifty.
 */
export async function grant(api: GenesysApi, role: string, pairs: Pairs): Promise<void> {
    const batches = new Map<string, { kind: SubjectKind; divisions: string[]; subjects: string[] }>();
    for (const [subject, divisions] of divisionsBySubject(pairs)) {
        const [kind, id] = split(subject);
        const key = `${kind} ${divisions.join(" ")}`;
        const batch = batches.get(key) ?? { kind, divisions, subjects: [] };
        batch.subjects.push(id);
        batches.set(key, batch);
    }
    const { authorization } = api.vendor;
    for (const { kind, divisions, subjects } of batches.values())
        for (const subjectIds of chunks(subjects, perRequest)) {
            const query = { subjectType: wireKinds[kind] };
            const [only = ""] = subjectIds;
            const grants = divisions.map((division) => ({ roleId: role, divisionId: division }));
            await retryWhile(isGone, roleKnownWithin, () =>
                subjectIds.length === 1
                    ? authorization.postAuthorizationSubjectBulkadd(only, { grants }, query)
                    : authorization.postAuthorizationRole(role, { subjectIds, divisionIds: divisions }, query),
            );
        }
}

/**
 * Takes the role away. Users who hold it nowhere else lose it in one request a chunk: whether that reaches every
 * division is not confirmed (G-27), so what it leaves is taken one by one. So are all others: the bulk removal of a subject
 * fails as a whole if one part is gone already.
 */
export async function revoke(api: GenesysApi, role: string, pairs: Pairs): Promise<void> {
    const left = pairs.size > fewPairs ? await revokeFromUsers(api, role, pairs) : pairs;
    await Promise.all(
        [...left].map(async (pair) => {
            const [subject = "", division = ""] = pair.split(" ");
            const [, id] = split(subject);
            await unlessGone(api.vendor.authorization.deleteAuthorizationSubjectDivisionRole(id, division, role));
        }),
    );
}

/** What of the pairs is still there afterwards. */
async function revokeFromUsers(api: GenesysApi, role: string, pairs: Pairs): Promise<Pairs> {
    const subjects = subjectsIn(pairs);
    const there = async () => pairsOf((await unlessGone(readGrants(api, role))) ?? [], subjects);
    const elsewhere = subjectsIn(new Set([...(await there())].filter((pair) => !pairs.has(pair))));
    const users = [...subjects].filter((one) => one.startsWith("user:") && !elsewhere.has(one));
    for (const ids of chunks(users, perRequest))
        await unlessGone(
            api.vendor.authorization.putAuthorizationRoleUsersRemove(
                role,
                ids.map((one) => split(one)[1]),
            ),
        );
    const now = await there();
    return new Set([...pairs].filter((pair) => now.has(pair)));
}

function divisionsBySubject(pairs: Pairs): Map<string, string[]> {
    const bySubject = new Map<string, string[]>();
    for (const pair of [...pairs].sort()) {
        const [subject = "", division = ""] = pair.split(" ");
        bySubject.set(subject, [...(bySubject.get(subject) ?? []), division]);
    }
    return bySubject;
}

function split(subject: string): [kind: SubjectKind, id: string] {
    const colon = subject.indexOf(":");
    return [subject.slice(0, colon) as SubjectKind, subject.slice(colon + 1)];
}
