import { z } from "zod";
import type { Problem } from "../problem";
import { id } from "../schema";
import type { GenesysApi } from "./api";
import { verifyEach, verifyGroups } from "./references";
import { userReference } from "./userReference";
import { resolveUsers } from "./users";

/** Whoever can hold a role; exactly one of the three. */
export const subject = z.union(
    [z.strictObject({ user: userReference }), z.strictObject({ group: id }), z.strictObject({ oauthClient: id })],
    { error: "must be one of { user: … }, { group: … } and { oauthClient: … }" },
);
export type Subject = z.output<typeof subject>;
export type SubjectKind = "user" | "group" | "oauthClient";

/** `user:anna@acme.example`: how the state keeps a subject, and `user:<id>` how a grant is compared. */
export function subjectKey(one: Subject): string {
    const [[kind, reference] = []] = Object.entries(one);
    return `${kind}:${reference}`;
}

export function subjectFromKey(key: string): Subject {
    const colon = key.indexOf(":");
    return { [key.slice(0, colon)]: key.slice(colon + 1) } as Subject;
}

/** The subjects' ids, `user:<id>` → the program's words; a problem for each that does not exist. */
export async function resolveSubjects(
    api: GenesysApi,
    subjects: readonly Subject[],
): Promise<{ ids: Map<string, string>; problems: Problem[] }> {
    const keys = subjects.map(subjectKey);
    const of = (kind: SubjectKind) =>
        keys.filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1));
    const users = of("user");
    const path = (kind: SubjectKind) => (reference: string) => `subjects["${kind}:${reference}"]`;
    const [{ ids: userIds, problems }, groups, clients] = await Promise.all([
        resolveUsers(api, users, (index) => path("user")(String(users[index]))),
        verifyGroups(api, of("group"), path("group")),
        verifyClients(api, of("oauthClient"), path("oauthClient")),
    ]);
    const resolved = (key: string) => (key.startsWith("user:") ? userIds.get(key.slice("user:".length)) : undefined);
    const ids = new Map<string, string>();
    for (const key of keys) {
        const userId = resolved(key);
        if (userId !== undefined) ids.set(`user:${userId}`, key);
        else if (!key.startsWith("user:")) ids.set(key, key);
    }
    return { ids, problems: [...problems, ...groups, ...clients] };
}

async function verifyClients(
    api: GenesysApi,
    ids: readonly string[],
    path: (id: string) => string,
): Promise<Problem[]> {
    if (ids.length === 0) return [];
    // Who asks is there, and need not be allowed to look at clients.
    const { id: callerId } = await api.caller();
    const others = ids.filter((one) => one !== callerId);
    return verifyEach(api, others, path, "OAuth client", (one) => api.vendor.oauth.getOauthClient(one));
}
