import { z } from "zod";
import type { Problem } from "../problem";
import type { Progress } from "../journal";
import type { Change, Found, ResourceType } from "../resourceType";
import { id, setOf } from "../schema";
import { unlessGone } from "../transport/errors";
import { poll } from "../transport/poll";
import { chunks, collect, type GenesysApi, pages, required } from "./api";
import { verifyGroups } from "./references";
import { userReference } from "./userReference";
import { resolveUsers, userIds } from "./users";
import { writeVersioned } from "./version";

// --- facts ---

/** The vendor's limit for one request that adds or removes members. */
const perRequest = 50;
/** Members are accepted with 202 and show later. */
const visibleWithin = 60;

const inputs = z.strictObject({
    group: id,
    members: setOf(userReference),
    mode: z.enum(["exact", "additive"]).default("exact"),
});

export type GroupMembershipInputs = z.output<typeof inputs>;
export interface GroupMembershipOutputs extends GroupMembershipInputs {
    /** Ids of the members that were there before, in the mode `additive`: they stay when this is destroyed. */
    membersBefore: string[];
}

// --- check ---

async function verify(api: GenesysApi, { group, members = [] }: Partial<GroupMembershipInputs>): Promise<Problem[]> {
    const [groups, { problems }] = await Promise.all([
        verifyGroups(api, group === undefined ? [] : [group], () => "group"),
        resolveUsers(api, members, (index) => `members["${members[index]}"]`),
    ]);
    return [...groups, ...problems];
}

// --- pure ---

/** The members in the program's words: declared ones as declared, others by id. */
function shown(
    present: readonly string[],
    declared: readonly string[] | undefined,
    ids: ReadonlyMap<string, string>,
    mode: "exact" | "additive",
): string[] {
    const reference = new Map((declared ?? []).map((one) => [ids.get(one) ?? one, one]));
    const own = mode === "additive" && declared ? present.filter((member) => reference.has(member)) : present;
    return own.map((member) => reference.get(member) ?? member).sort();
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

/** Brings the group's members to what is declared. */
async function reach(
    api: GenesysApi,
    next: GroupMembershipInputs,
    last: GroupMembershipOutputs | undefined,
    progress?: Progress,
) {
    const ids = await userIds(api, next.members);
    const wanted = new Set(next.members.map((member) => required(ids.get(member), "user id")));
    const present = required(await individuals(api, next.group), "group's members");
    const ours = last === undefined ? new Set<string>() : await oursOf(api, last);
    // What a create that died half-way had added is not theirs.
    const theirs = last?.membersBefore ?? (progress?.before as string[] | undefined) ?? present;
    progress?.note(theirs);
    const surplus = present.filter((member) => !wanted.has(member) && (next.mode === "exact" || ours.has(member)));
    const missing = [...wanted].filter((member) => !present.includes(member));
    await removeMembers(api, next.group, surplus);
    await addMembers(api, next.group, missing);
    if (surplus.length + missing.length > 0)
        await poll("the members of the group are as declared", visibleWithin, async () => {
            const now = (await individuals(api, next.group)) ?? [];
            return missing.every((member) => now.includes(member)) && !surplus.some((member) => now.includes(member));
        });
    const outputs: GroupMembershipOutputs = {
        ...next,
        membersBefore: next.mode === "additive" ? theirs.filter((member) => wanted.has(member)).sort() : [],
    };
    return { outputs };
}

/** The members that this resource added, by id. Whoever is no user any more is no member either. */
async function oursOf(api: GenesysApi, last: GroupMembershipOutputs): Promise<Set<string>> {
    const { ids } = await resolveUsers(api, last.members, String);
    return new Set([...ids.values()].filter((member) => !(last.membersBefore ?? []).includes(member)));
}

async function addMembers(api: GenesysApi, group: string, members: readonly string[]): Promise<void> {
    for (const memberIds of chunks(members, perRequest))
        await writeVersioned({
            what: "the group's members",
            read: () => api.vendor.groups.getGroup(group),
            managed: () => ({}),
            wanted: {},
            write: ({ version }) =>
                api.vendor.groups.postGroupMembers(group, { memberIds, ...(version === undefined ? {} : { version }) }),
        });
}

async function removeMembers(api: GenesysApi, group: string, members: readonly string[]): Promise<void> {
    for (const some of chunks(members, perRequest)) await api.vendor.groups.deleteGroupMembers(group, some.join(","));
}

async function read(api: GenesysApi, group: string, last: Partial<GroupMembershipOutputs>) {
    const present = await individuals(api, group);
    if (present === undefined) return undefined;
    const { ids } = await resolveUsers(api, last.members ?? [], String);
    const mode = last.mode ?? "exact";
    return { group, members: shown(present, last.members, ids, mode), mode, membersBefore: last.membersBefore ?? [] };
}

async function remove(api: GenesysApi, group: string, last: GroupMembershipOutputs): Promise<void> {
    const present = await individuals(api, group);
    if (present === undefined) return;
    const ours = await oursOf(api, last);
    const leaving = last.mode === "exact" ? present : present.filter((member) => ours.has(member));
    if (leaving.length === 0) return;
    await removeMembers(api, group, leaving);
    await poll("the members have left the group", visibleWithin, async () => {
        const now = (await individuals(api, group)) ?? [];
        return !leaving.some((member) => now.includes(member));
    });
}

/** Direct members; `/members` would count owners and members by rule too. */
async function individuals(api: GenesysApi, group: string): Promise<string[] | undefined> {
    const answer = await unlessGone(api.vendor.groups.getGroupIndividuals(group));
    return answer && (answer.entities ?? []).map((user) => required(user.id, "member id"));
}

async function found(api: GenesysApi, group: string, name: string): Promise<Found<GroupMembershipOutputs>[]> {
    const outputs = await read(api, group, {});
    return outputs === undefined ? [] : [{ id: group, name, outputs }];
}

async function* list(api: GenesysApi): AsyncGenerator<Found<GroupMembershipOutputs>> {
    const groups = await collect(
        pages((pageNumber) => api.vendor.groups.getGroups({ pageSize: 500, pageNumber })),
        (group) => group,
    );
    for (const group of groups)
        if (group.state !== "deleted") yield* await found(api, required(group.id, "group id"), group.name);
}

/** Who may change members is in no vendor document; looking users up needs a permission. */
const needs = (_change: Change | "read", { members = [] }: Partial<GroupMembershipInputs>): string[] =>
    members.length === 0 ? [] : ["directory:user:view"];

export const groupMembership: ResourceType<GenesysApi, GroupMembershipInputs, GroupMembershipOutputs> = {
    title: "members of group",
    inputs,
    replaceOn: ["group"],
    secrets: [],
    connect: (connections) => connections.genesys(),
    label: ({ group }) => group ?? "",
    verify,
    create,
    read,
    update,
    delete: remove,
    needs,
    find: (api, { group }) => found(api, group, group),
    list,
};
