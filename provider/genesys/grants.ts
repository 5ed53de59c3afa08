import { isGone, unlessGone } from "../transport/errors";
import { retryWhile } from "../transport/poll";
import { chunks, type GenesysApi, pages, required } from "./api";
import type { SubjectKind } from "./subjects";

const wireKinds: Readonly<Record<SubjectKind, string>> = {
    user: "PC_USER",
    group: "PC_GROUP",
    oauthClient: "PC_OAUTH_CLIENT",
};

/** Subjects in one request; no vendor document names a limit, so this is not confirmed. */
const perRequest = 50;
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

/** Takes the role away one by one: the vendor's bulk removal fails as a whole if one part is gone already. */
export async function revoke(api: GenesysApi, role: string, pairs: Pairs): Promise<void> {
    await Promise.all(
        [...pairs].map(async (pair) => {
            const [subject = "", division = ""] = pair.split(" ");
            const [, id] = split(subject);
            await unlessGone(api.vendor.authorization.deleteAuthorizationSubjectDivisionRole(id, division, role));
        }),
    );
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
