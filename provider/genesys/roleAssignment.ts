import { z } from "zod";
import type { Problem } from "../core/problem";
import type { Progress } from "../core/createLog";
import type { Change, Found, ResourceType } from "../core/resourceType";
import { sortedSet } from "../core/json";
import { id, keyedSet, setOf } from "../core/schema";
import { unlessGone } from "../transport/errors";
import { required } from "./answers/needed";
import { genesys, type GenesysApi } from "./api";
import {
    fromPairs,
    grant,
    type Pairs,
    pairsOf,
    pairText,
    readGrants,
    revoke,
    subjectOf,
    subjectsIn,
    toPairs,
} from "./grants";
import { divisionNeeded, verifyDivisions, verifyRoles } from "./references";
import { type Subject, subject, subjectFromKey, subjectIds, subjectKey, verifySubjects } from "./subjects";

// --- facts ---

const inputs = z.strictObject({
    role: id,
    divisions: setOf(id).refine((divisions) => divisions.length > 0, divisionNeeded),
    subjects: keyedSet(
        subject,
        (one) => [subjectKey(one), true],
        (key) => subjectFromKey(key),
    ).optional(),
    everyActiveUserOf: id.optional(),
    // Always empty in a program. A read fills it in, so that a new agent without the role shows as drift.
    withoutRole: setOf(z.string()).default([]),
    noLongerActive: setOf(z.string()).default([]),
});

export type RoleAssignmentInputs = z.output<typeof inputs>;
export interface RoleAssignmentOutputs extends RoleAssignmentInputs {
    /**
     * By division, the subjects (`user:<id>`) that this resource granted the role to. A destroy removes these grants.
     */
    granted: Record<string, string[]>;
}

// --- check ---

function rules(
    { subjects, everyActiveUserOf, withoutRole = [], noLongerActive = [] }: Partial<RoleAssignmentInputs>,
    unknown: (property: keyof RoleAssignmentInputs) => boolean,
): Problem[] {
    const problems: Problem[] = [];
    const declared = [
        subjects !== undefined || unknown("subjects"),
        everyActiveUserOf !== undefined || unknown("everyActiveUserOf"),
    ].filter(Boolean).length;
    if (declared !== 1)
        problems.push({
            code: "CC2041",
            path: "subjects",
            reason: "declare either subjects or everyActiveUserOf, not both",
        });
    if (withoutRole.length + noLongerActive.length > 0)
        problems.push({
            code: "CC2042",
            path: "withoutRole",
            reason: "is found by a refresh and cannot be declared. Remove it",
        });
    return problems;
}

async function verify(api: GenesysApi, inputs: Partial<RoleAssignmentInputs>): Promise<Problem[]> {
    const { role, divisions = [], subjects = [], everyActiveUserOf } = inputs;
    if (role !== undefined && subjects.length > 0) await noteOwnRole(api, role, subjects);
    const problems = await Promise.all([
        verifyRoles(api, role === undefined ? [] : [role], () => "role"),
        verifyDivisions(api, divisions, (division) => `divisions["${division}"]`),
        verifyDivisions(api, everyActiveUserOf === undefined ? [] : [everyActiveUserOf], () => "everyActiveUserOf"),
        verifySubjects(api, subjects),
    ]);
    return problems.flat();
}

/** A role that this run grants to its own client counts as held. */
async function noteOwnRole(api: GenesysApi, role: string, subjects: readonly Subject[]): Promise<void> {
    const { id: caller } = api.caller;
    const own = subjects.some((one) => Object.values(one).includes(caller));
    if (own) (await api.access()).roles.add(role);
}

// --- pure ---

/** Everything that the program declares: each subject in each division. */
function wantedPairs(subjects: readonly string[], divisions: readonly string[]): Pairs {
    return new Set(subjects.flatMap((one) => divisions.map((division) => pairText(one, division))));
}

const without = (pairs: Pairs, others: Pairs): Pairs => new Set([...pairs].filter((pair) => !others.has(pair)));

// --- create, read, update, delete ---

async function create(api: GenesysApi, declared: RoleAssignmentInputs, progress?: Progress) {
    return { id: idOf(declared), outputs: await reach(api, declared, new Set(), progress) };
}

/** An assignment has no id in Genesys Cloud, so role and divisions form one. */
const idOf = ({ role, divisions }: RoleAssignmentInputs): string => `${role}/${divisions.join("+")}`;

async function update(api: GenesysApi, _id: string, last: RoleAssignmentOutputs, next: RoleAssignmentInputs) {
    return reach(api, next, toPairs(last.granted ?? {}));
}

/** Grants missing roles and revokes this resource's grants that are no longer declared. */
async function reach(
    api: GenesysApi,
    next: RoleAssignmentInputs,
    ours: Pairs,
    progress?: Progress,
): Promise<RoleAssignmentOutputs> {
    const isNew = progress !== undefined && api.hasMade(next.role);
    // A role that this run has created has no holders yet.
    const [subjects, present] = await Promise.all([wantedSubjects(api, next), isNew ? [] : readGrants(api, next.role)]);
    const wanted = wantedPairs([...subjects.keys()], next.divisions);
    const held = pairsOf(present, [...subjects.keys(), ...subjectsIn(ours)]);
    const missing = without(wanted, held);
    // Grants by a crashed create do not count as existing ones.
    const theirs = new Set((progress?.before as string[] | undefined) ?? held);
    progress?.note([...theirs]);
    await revoke(api, next.role, without(ours, wanted));
    await grant(api, next.role, missing);
    const kept = [...ours].filter((pair) => wanted.has(pair));
    const given = progress === undefined ? missing : without(wanted, theirs);
    const outputs = { ...next, withoutRole: [], noLongerActive: [], granted: fromPairs(new Set([...kept, ...given])) };
    if (missing.size === 0) return outputs;
    // The answer to a grant does not show it.
    const { subjects: shown, withoutRole = [] } = (await read(api, idOf(next), outputs)) ?? {};
    return { ...outputs, ...(next.subjects === undefined ? {} : { subjects: shown }), withoutRole };
}

/** The subjects that should have the role, `user:<id>`, each with the program's term for it. */
async function wantedSubjects(api: GenesysApi, inputs: Partial<RoleAssignmentInputs>): Promise<Map<string, string>> {
    if (inputs.everyActiveUserOf === undefined) return subjectIds(api, inputs.subjects ?? []);
    const users = (await api.activeUsers()).filter(({ divisionId }) => divisionId === inputs.everyActiveUserOf);
    return new Map(users.map(({ id: userId, email }) => [`user:${userId}`, email]));
}

async function read(
    api: GenesysApi,
    resourceId: string,
    last: Partial<RoleAssignmentOutputs>,
): Promise<RoleAssignmentOutputs | undefined> {
    const { role, divisions = [] } = last;
    if (role === undefined) return readById(api, resourceId);
    const grants = await unlessGone(readGrants(api, role));
    if (grants === undefined) return undefined;
    const granted = last.granted ?? {};
    const declared = last.subjects === undefined ? undefined : await subjectIds(api, last.subjects);
    const agents = last.everyActiveUserOf === undefined ? undefined : await wantedSubjects(api, last);
    const wanted = declared ?? agents ?? new Map(grants.map((one) => [subjectOf(one), subjectOf(one)]));
    const known = [...subjectsIn(toPairs(granted)), ...wanted.keys()];
    const present = pairsOf(grants, known);
    const holds = (one: string) => divisions.every((division) => present.has(pairText(one, division)));
    const base = { role, divisions, granted, withoutRole: [] as string[], noLongerActive: [] as string[] };
    if (last.everyActiveUserOf !== undefined && agents !== undefined) {
        const leavers = without(toPairs(granted), wantedPairs([...agents.keys()], divisions));
        return {
            ...base,
            everyActiveUserOf: last.everyActiveUserOf,
            withoutRole: sortedSet([...agents].filter(([one]) => !holds(one)).map(([, email]) => email)),
            noLongerActive: sortedSet(
                [...leavers].filter((pair) => present.has(pair)).map((pair) => pair.split(" ")[0] ?? ""),
            ),
        };
    }
    return { ...base, subjects: [...wanted].filter(([one]) => holds(one)).map(([, words]) => subjectFromKey(words)) };
}

/**
 * An assignment of which only the id is known: those who hold the role in all of its divisions. As after an adoption,
 * the grants count as granted by this resource.
 */
async function readById(api: GenesysApi, resourceId: string): Promise<RoleAssignmentOutputs | undefined> {
    const [role = "", divisionsOfId = ""] = resourceId.split("/");
    const divisions = sortedSet(divisionsOfId.split("+"));
    const all = role === "" ? [] : ((await unlessGone(found(api, role, role, divisions))) ?? []);
    const outputs = all.map((one) => one.outputs).find((one) => one.divisions.length === divisions.length);
    const subjects = (outputs?.subjects ?? []).map(subjectKey);
    return outputs && { ...outputs, granted: fromPairs(wantedPairs(subjects, divisions)) };
}

async function remove(api: GenesysApi, _id: string, last: RoleAssignmentOutputs): Promise<void> {
    await revoke(api, last.role, toPairs(last.granted ?? {}));
}

async function found(api: GenesysApi, role: string, name: string, divisions?: readonly string[]) {
    const byDivisions = new Map<string, Found<RoleAssignmentOutputs>>();
    for (const one of await readGrants(api, role)) {
        const held = required(one.divisions, `divisions of the subject ${subjectOf(one)}`);
        const key = sortedSet(divisions ? held.filter((division) => divisions.includes(division)) : held);
        if (key.length === 0) continue;
        const id = `${role}/${key.join("+")}`;
        const assignment = byDivisions.get(id);
        const subjects = [...(assignment?.outputs.subjects ?? []), subjectFromKey(subjectOf(one))];
        const outputs = { role, divisions: key, subjects, withoutRole: [], noLongerActive: [], granted: {} };
        byDivisions.set(id, { id, name, outputs });
    }
    return [...byDivisions.values()];
}

async function partThere(api: GenesysApi, declared: RoleAssignmentInputs) {
    const [grants, subjects] = await Promise.all([
        unlessGone(readGrants(api, declared.role)),
        wantedSubjects(api, declared),
    ]);
    const present = pairsOf(grants ?? [], subjects.keys());
    const wanted = wantedPairs([...subjects.keys()], declared.divisions);
    const granted = new Set([...wanted].filter((pair) => present.has(pair)));
    if (granted.size === 0) return undefined;
    const outputs = await read(api, idOf(declared), { ...declared, granted: fromPairs(granted) });
    return outputs && { id: idOf(declared), outputs };
}

async function* list(api: GenesysApi): AsyncGenerator<Found<RoleAssignmentOutputs>> {
    for await (const role of api.objects.roles.stream())
        yield* await found(api, required(role.id, "role id"), role.name ?? "");
}

function needs(change: Change | "read", { subjects = [], everyActiveUserOf }: Partial<RoleAssignmentInputs>): string[] {
    const actions = { create: ["view", "add"], update: ["view", "add", "delete"], delete: ["delete"], read: ["view"] };
    const grants = actions[change].map((action) => `authorization:grant:${action}`);
    if (change === "delete") return grants;
    const users = everyActiveUserOf !== undefined || subjects.some((one) => "user" in one);
    return [...grants, "authorization:role:view", ...(users ? ["directory:user:view"] : [])];
}

export const roleAssignment: ResourceType<GenesysApi, RoleAssignmentInputs, RoleAssignmentOutputs> = {
    title: "assignment of role",
    inputs,
    replaceOn: ["role"],
    secrets: [],
    consequences: {
        removed: {
            subjects: ["subject loses the role", "subjects lose the role"],
            divisions: ["division in which the role is taken away", "divisions in which the role is taken away"],
            noLongerActive: ["inactive user loses the role", "inactive users lose the role"],
        },
        deleted: "all subjects of the assignment lose the role",
    },
    references: {
        role: "role",
        divisions: "divisions",
        subjects: "subjects",
        everyActiveUserOf: "division",
        noLongerActive: "subjects",
    },
    connect: (connections) => connections.to(genesys),
    label: ({ role }) => role ?? "",
    rules,
    verify,
    create,
    read,
    update,
    delete: remove,
    needs,
    find: (api, { role, divisions }) => found(api, role, role, divisions),
    partThere,
    list,
};
