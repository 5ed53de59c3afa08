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

/** Subjects in one request. Not confirmed (G-26), because no vendor document names a limit. */
const perRequest = 50;
/** Up to this many are revoked one by one. For more, it is worth reading who has the role. */
const fewPairs = 3;
/** The vendor's authorization service learns of new roles and divisions later. Until then, grants answer 404. */
const roleKnownWithin = 20;

/** Grants as texts, `user:<id> <division>`, so that they can be compared as sets. */
export type Pairs = ReadonlySet<string>;
export const pairText = (subject: string, division: string): string => `${subject} ${division}`;

/** A subject that has a role. */
export interface SubjectGrants {
    id: string;
    /**
     * Our term for a kind that programs can declare, the vendor's for any other, `unknown` if the answer does not
     * contain it.
     */
    kind: string;
    /** Absent if the answer does not contain them. */
    divisions: string[] | undefined;
}

/** The holders of a role and their divisions. Grants through a group belong to the group. */
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
 * The grants as pairs. The answer must contain the divisions only for known subjects.
 * @param known - subjects whose kind is known: an id identifies one subject, whatever kind an answer contains or omits
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
 * Grants the role: one request for each kind of subject, set of divisions and chunk of subjects. A single subject is
 * granted the role like other clients in production do. They send one request per subject. The call for several is
 * documented too, and accepts fifty.
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
 * Revokes the role. Users who have it in no other division lose it in one request per chunk. Not confirmed (G-27):
 * whether that covers every division, so remaining grants are revoked one by one. All other grants are also revoked one
 * by one: the bulk removal of a subject fails as a whole if one part is already gone.
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

/** The pairs that still exist afterwards. */
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
