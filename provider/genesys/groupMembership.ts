import { z } from "zod";
import type { Problem } from "../core/problem";
import type { Progress } from "../core/createLog";
import type { Change, Found, ResourceType } from "../core/resourceType";
import { id, setOf } from "../core/schema";
import { unlessGone } from "../transport/errors";
import { pollLater } from "../transport/poll";
import { chunks } from "./answers/pages";
import { required } from "./answers/needed";
import { genesys, type GenesysApi } from "./api";
import { verifyGroups } from "./references";
import { userReference } from "./userReference";
import { writeVersioned } from "./version";
import { isEmail, knownUser, resolveUsers, userIds } from "./users";

// --- facts ---

/** The vendor's limit for one request that adds or removes members. */
const perRequest = 50;
/** Members are accepted with 202 and become visible later. */
const visibleWithin = 60;

const inputs = z.strictObject({
    group: id,
    members: setOf(userReference),
    mode: z.enum(["exact", "additive"]).default("exact"),
});

export type GroupMembershipInputs = z.output<typeof inputs>;
export interface GroupMembershipOutputs extends GroupMembershipInputs {
    /** In the mode `additive`: ids of the existing members, which stay when this is destroyed. */
    membersBefore: string[];
}

// --- check ---

async function verify(
    api: GenesysApi,
    { group, members = [] }: Partial<GroupMembershipInputs>,
    olds: Partial<GroupMembershipInputs> = {},
): Promise<Problem[]> {
    const added = members.filter((one) => !olds.members?.includes(one));
    const [groups, { problems }] = await Promise.all([
        verifyGroups(api, group === undefined ? [] : [group], () => "group"),
        resolveUsers(api, added, (index) => `members["${added[index]}"]`),
    ]);
    return [...groups, ...problems];
}

// --- pure ---

/** A direct member of a group. */
interface Member {
    id: string;
    /** In lower case; absent if the list does not contain it. */
    email?: string;
}

/** The members that the program's references match. A reference that matches no member is left out. */
function namedMembers(references: readonly string[], present: readonly Member[]): Map<string, string> {
    const ids = new Map(
        present.flatMap(({ id: member, email = member }) => [[member, member] as const, [email, member] as const]),
    );
    return new Map(references.flatMap((one) => (ids.has(one) ? [[ids.get(one) ?? one, one] as const] : [])));
}

/** The members in the program's form: declared ones as declared, others by id. */
function shown(present: readonly Member[], references: ReadonlyMap<string, string>, additive: boolean): string[] {
    const own = additive ? present.filter(({ id: member }) => references.has(member)) : present;
    return own.map(({ id: member }) => references.get(member) ?? member).sort();
}

// --- create, read, update, delete ---

async function create(api: GenesysApi, declared: GroupMembershipInputs, progress?: Progress) {
    const { outputs } = await reach(api, declared, undefined, progress);
    return { id: declared.group, outputs };
}

async function update(
    api: GenesysApi,
    _id: string,
    last: GroupMembershipOutputs,
    next: GroupMembershipInputs,
): Promise<GroupMembershipOutputs> {
    return (await reach(api, next, last)).outputs;
}

/** Changes the group's members to the declared ones. */
async function reach(
    api: GenesysApi,
    next: GroupMembershipInputs,
    last: GroupMembershipOutputs | undefined,
    progress?: Progress,
) {
    const ids = await userIds(api, next.members);
    const wanted = new Set(next.members.map((member) => required(ids.get(member), "user id")));
    // A group that this run has created has no members yet.
    const present = api.hasMade(next.group) && last === undefined ? [] : await memberIds(api, next.group);
    const ours = last === undefined ? new Set<string>() : await oursOf(api, last);
    // Members that a crashed create had added do not count as existing ones.
    const theirs = last?.membersBefore ?? (progress?.before as string[] | undefined) ?? present;
    progress?.note(theirs);
    const surplus = present.filter((member) => !wanted.has(member) && (next.mode === "exact" || ours.has(member)));
    const missing = [...wanted].filter((member) => !present.includes(member));
    await removeMembers(api, next.group, surplus);
    await addMembers(api, next.group, missing);
    let now = present;
    if (surplus.length + missing.length > 0)
        await pollLater("the members of the group are as declared", visibleWithin, async () => {
            now = await memberIds(api, next.group);
            return missing.every((member) => now.includes(member)) && !surplus.some((member) => now.includes(member));
        });
    const references = new Map(next.members.map((member) => [required(ids.get(member), "user id"), member]));
    const outputs: GroupMembershipOutputs = {
        ...next,
        members: shown(
            now.map((member) => ({ id: member })),
            references,
            next.mode === "additive",
        ),
        membersBefore: next.mode === "additive" ? theirs.filter((member) => wanted.has(member)).sort() : [],
    };
    return { outputs };
}

/** The members that this resource added, by id. A deleted user is not a member either. */
async function oursOf(api: GenesysApi, last: GroupMembershipOutputs): Promise<Set<string>> {
    const { ids } = await resolveUsers(api, last.members, String);
    return new Set([...ids.values()].filter((member) => !(last.membersBefore ?? []).includes(member)));
}

async function addMembers(api: GenesysApi, group: string, members: readonly string[]): Promise<void> {
    const { groups } = api.vendor;
    const written = api.groupVersions.get(group);
    let first: { version?: number | undefined } | undefined = written === undefined ? undefined : { version: written };
    for (const memberIds of chunks(members, perRequest)) {
        await writeVersioned({
            what: "the members of the group",
            ...(first === undefined ? {} : { first }),
            read: async (): Promise<{ version?: number | undefined }> => groups.getGroup(group),
            managed: () => ({}),
            wanted: {},
            write: ({ version }) =>
                groups.postGroupMembers(group, { memberIds, ...(version === undefined ? {} : { version }) }),
        });
        // Each addition counts as a change of the group.
        first = undefined;
        api.groupVersions.delete(group);
    }
}

async function removeMembers(api: GenesysApi, group: string, members: readonly string[]): Promise<void> {
    for (const some of chunks(members, perRequest)) await api.vendor.groups.deleteGroupMembers(group, some.join(","));
}

async function read(api: GenesysApi, group: string, last: Partial<GroupMembershipOutputs>) {
    const present = await individuals(api, group);
    if (present === undefined) return undefined;
    const { members: declared = [], mode = "exact", membersBefore = [] } = last;
    const references = namedMembers(declared, await withEmails(api, present, declared));
    const members = shown(present, references, mode === "additive" && last.members !== undefined);
    return { group, members, mode, membersBefore };
}

/** If the list of members does not contain e-mail addresses, each is looked up. */
async function withEmails(api: GenesysApi, present: readonly Member[], declared: readonly string[]): Promise<Member[]> {
    if (!declared.some(isEmail)) return [...present];
    const known = async (member: Member) => {
        const email = member.email ?? (await api.users.byId.load(member.id))?.email;
        return { id: member.id, ...(email === undefined ? {} : { email }) };
    };
    return Promise.all(present.map(known));
}

async function remove(api: GenesysApi, group: string, last: GroupMembershipOutputs): Promise<void> {
    const present = await individuals(api, group);
    if (present === undefined) return;
    const ours = last.mode === "exact" ? undefined : await oursOf(api, last);
    const leaving = present.map(({ id: member }) => member).filter((member) => ours?.has(member) ?? true);
    if (leaving.length === 0) return;
    await removeMembers(api, group, leaving);
    await pollLater("the members have left the group", visibleWithin, async () => {
        const now = await memberIds(api, group);
        return !leaving.some((member) => now.includes(member));
    });
}

/** Direct members; `/members` would also include owners and members by rule. `undefined`: the group is gone. */
async function individuals(api: GenesysApi, group: string): Promise<Member[] | undefined> {
    const answer = await unlessGone(api.vendor.groups.getGroupIndividuals(group));
    return (
        answer &&
        answer.entities.map((user) => {
            const { id: userId, email } = knownUser(user);
            return { id: userId, ...(email === undefined ? {} : { email }) };
        })
    );
}

/** None if the group is gone. */
const memberIds = async (api: GenesysApi, group: string): Promise<string[]> =>
    ((await individuals(api, group)) ?? []).map(({ id: member }) => member);

async function found(api: GenesysApi, group: string, name: string): Promise<Found<GroupMembershipOutputs>[]> {
    const outputs = await read(api, group, {});
    return outputs === undefined ? [] : [{ id: group, name, outputs }];
}

async function partThere(api: GenesysApi, declared: GroupMembershipInputs) {
    const outputs = await read(api, declared.group, declared as Partial<GroupMembershipOutputs>);
    if (!outputs?.members.some((member) => declared.members.includes(member))) return undefined;
    return { id: declared.group, outputs };
}

async function* list(api: GenesysApi): AsyncGenerator<Found<GroupMembershipOutputs>> {
    for await (const group of api.objects.groups.stream())
        if (group.state !== "deleted") yield* await found(api, group.id, group.name ?? "");
}

/** No vendor document says who may change members. Looking up users needs a permission. */
const needs = (_change: Change | "read", { members = [] }: Partial<GroupMembershipInputs>): string[] =>
    members.length === 0 ? [] : ["directory:user:view"];

export const groupMembership: ResourceType<GenesysApi, GroupMembershipInputs, GroupMembershipOutputs> = {
    title: "members of group",
    inputs,
    replaceOn: ["group"],
    secrets: [],
    consequences: {
        removed: { members: ["member is removed from the group", "members are removed from the group"] },
        deleted: "its members are removed from the group",
    },
    references: { group: "group", members: "users" },
    connect: (connections) => connections.to(genesys),
    label: ({ group }) => group ?? "",
    verify,
    create,
    read,
    update,
    delete: remove,
    needs,
    find: (api, { group }) => found(api, group, group),
    partThere,
    list,
};
