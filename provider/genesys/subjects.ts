import { z } from "zod";
import type { Problem } from "../core/problem";
import { id } from "../core/schema";
import { coded } from "../transport/message";
import type { GenesysApi } from "./api";
import { verifyEach, verifyGroups } from "./references";
import { userReference } from "./userReference";
import { resolveUsers } from "./users";

/** An OAuth client, also as the lookup `caller()` returns it. */
const oauthClient = z
    .strictObject({ oauthClient: id, id: id.optional() })
    .overwrite(({ oauthClient: client }) => ({ oauthClient: client }));

/** A possible holder of a role; exactly one of the three. */
export const subject = z.union([z.strictObject({ user: userReference }), z.strictObject({ group: id }), oauthClient], {
    error: coded("CC2046", "must be one of { user: … }, { group: … } and { oauthClient: … }"),
});
export type Subject = z.output<typeof subject>;
export type SubjectKind = "user" | "group" | "oauthClient";

/** `user:anna@acme.example`: the form of a subject in the state. Grants are compared in the form `user:<id>`. */
export function subjectKey(one: Subject): string {
    const [[kind, reference] = []] = Object.entries(one);
    return `${kind}:${reference}`;
}

export function subjectFromKey(key: string): Subject {
    const colon = key.indexOf(":");
    return { [key.slice(0, colon)]: key.slice(colon + 1) } as Subject;
}

/** The references of one kind. */
const referencesOf = (subjects: readonly Subject[], kind: SubjectKind): string[] =>
    subjects.flatMap((one) =>
        Object.entries(one).flatMap(([own, reference]) => (own === kind ? [String(reference)] : [])),
    );

const path = (kind: SubjectKind) => (reference: string) => `subjects["${kind}:${reference}"]`;

/** The subjects' ids, `user:<id>` → the program's terms; users that do not exist are left out. */
export async function subjectIds(api: GenesysApi, subjects: readonly Subject[]): Promise<Map<string, string>> {
    const { ids } = await resolveUsers(api, referencesOf(subjects, "user"), String);
    const entry = (one: Subject): [string, string][] => {
        const words = subjectKey(one);
        if (!("user" in one)) return [[words, words]];
        const id = ids.get(one.user);
        return id === undefined ? [] : [[`user:${id}`, words]];
    };
    return new Map(subjects.flatMap(entry));
}

/** A problem for each subject that does not exist. */
export async function verifySubjects(api: GenesysApi, subjects: readonly Subject[]): Promise<Problem[]> {
    const users = referencesOf(subjects, "user");
    const [{ problems }, groups, clients] = await Promise.all([
        resolveUsers(api, users, (index) => path("user")(String(users[index]))),
        verifyGroups(api, referencesOf(subjects, "group"), path("group")),
        verifyClients(api, referencesOf(subjects, "oauthClient"), path("oauthClient")),
    ]);
    return [...problems, ...groups, ...clients];
}

async function verifyClients(
    api: GenesysApi,
    ids: readonly string[],
    path: (id: string) => string,
): Promise<Problem[]> {
    if (ids.length === 0) return [];
    // The caller exists, and may lack the permission to read clients.
    const { id: callerId } = api.caller;
    const others = ids.filter((one) => one !== callerId);
    return verifyEach(api, others, path, "oauthClients");
}
