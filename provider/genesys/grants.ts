import { isGone, unlessGone } from "../transport/errors";
import { retryWhile } from "../transport/poll";
import { chunks, pages, required } from "./answers";
import type { GenesysApi } from "./api";
import type { SubjectKind } from "./subjects";

const wireKinds: Readonly<Record<SubjectKind, string>> = {
    user: "PC_USER",
    group: "PC_GROUP",
    oauthClient: "PC_OAUTH_CLIENT",
};

/** Subjects in one request; no vendor document names a limit, so this is not confirmed. */
const perRequest = 50;
/** So many are taken away one by one; more are worth a look at who holds the role. */
const fewPairs = 3;
/** New roles and divisions reach the vendor's authorization service later: grants answer 404 until then. */
const roleKnownWithin = 20;

/** Grants as texts, `user:<id> <division>`, so that they can be compared as sets. */
export type Pairs = ReadonlySet<string>;
export const pairText = (subject: string, division: string): string => `${subject} ${division}`;

export interface SubjectGrants {
    /** `user:<id>` */
    subject: string;
    divisions: string[];
}

/** Who holds a role, and where; grants that come through a group are the group's. */
export async function readGrants(api: GenesysApi, role: string): Promise<SubjectGrants[]> {
    const grants: SubjectGrants[] = [];
    for await (const { id, type, divisions } of pages((pageNumber) =>
        api.vendor.authorization.getAuthorizationRoleSubjectgrants(role, { pageSize: 500, pageNumber }),
    ))
        grants.push({
            subject: `${kindOf(type)}:${required(id, "subject id")}`,
            divisions: (divisions ?? []).map((division) => required(division.id, "division id")),
        });
    return grants;
}

function kindOf(wire: string | undefined): SubjectKind {
    const kinds = Object.entries(wireKinds) as [SubjectKind, string][];
    return kinds.find(([, value]) => value === wire)?.[0] ?? "user";
}

export function pairsOf(grants: readonly SubjectGrants[]): Pairs {
    return new Set(grants.flatMap(({ subject, divisions }) => divisions.map((one) => pairText(subject, one))));
}

export function toPairs(granted: Readonly<Record<string, readonly string[]>>): Pairs {
    return new Set(
        Object.entries(granted).flatMap(([division, subjects]) => subjects.map((one) => pairText(one, division))),
    );
}

export function fromPairs(pairs: Pairs): Record<string, string[]> {
    const granted: Record<string, string[]> = {};
    for (const pair of [...pairs].sort()) {
        const [subject = "", division = ""] = pair.split(" ");
        granted[division] = [...(granted[division] ?? []), subject];
    }
    return granted;
}

/** Gives the role: one request for each kind of subject, set of divisions and chunk of subjects. */
export async function grant(api: GenesysApi, role: string, pairs: Pairs): Promise<void> {
    const batches = new Map<string, { kind: SubjectKind; divisions: string[]; subjects: string[] }>();
    for (const [subject, divisions] of divisionsBySubject(pairs)) {
        const [kind, id] = split(subject);
        const key = `${kind} ${divisions.join(" ")}`;
        const batch = batches.get(key) ?? { kind, divisions, subjects: [] };
        batch.subjects.push(id);
        batches.set(key, batch);
    }
    for (const { kind, divisions, subjects } of batches.values())
        for (const subjectIds of chunks(subjects, perRequest))
            await retryWhile(isGone, roleKnownWithin, () =>
                api.vendor.authorization.postAuthorizationRole(
                    role,
                    { subjectIds, divisionIds: divisions },
                    { subjectType: wireKinds[kind] },
                ),
            );
}

/**
 * Takes the role away. Users who hold it nowhere else lose it in one request a chunk: whether that reaches every
 * division is not confirmed, so what it leaves is taken one by one. So are all others: the bulk removal of a subject
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
    const there = async () => pairsOf((await unlessGone(readGrants(api, role))) ?? []);
    const elsewhere = new Set(
        [...(await there())].filter((pair) => !pairs.has(pair)).map((pair) => pair.split(" ")[0]),
    );
    const subjects = new Set([...pairs].map((pair) => pair.split(" ")[0] ?? ""));
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
