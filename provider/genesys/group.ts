import type { Models } from "purecloud-platform-client-v2";
import { z } from "zod";
import { readMarker, writeMarker } from "../core/marker";
import type { Problem } from "../core/problem";
import { type Change, type Found, PartialFailure, type ResourceType } from "../core/resourceType";
import { sameJson } from "../core/json";
import { marker, name, setOf } from "../core/schema";
import { unlessGone } from "../transport/errors";
import { required } from "./answers";
import { genesys, type GenesysApi } from "./api";
import { userReference } from "./userReference";
import { resolveUsers, userIds } from "./users";
import { writeVersioned } from "./version";

// --- facts ---

/** E.164, as CX as Code demands it. */
const phoneNumber = z.string().regex(/^\+[1-9]\d{1,14}$/, {
    error: (issue) => `must be a number in E.164 form, such as "+493012345"; it is ${JSON.stringify(issue.input)}`,
});

const address = z
    .strictObject({
        address: phoneNumber.optional(),
        extension: z.string().min(1, "must not be empty").optional(),
        type: z.enum(["GROUPRING", "GROUPPHONE"]),
        mediaType: z.literal("PHONE").default("PHONE"),
    })
    .refine((one) => (one.address === undefined) !== (one.extension === undefined), {
        error: "needs either an address, which is a number, or an extension, and not both",
    });

const inputs = z.strictObject({
    name,
    description: z.string().optional(),
    type: z.enum(["official", "social"]).default("official"),
    visibility: z.enum(["public", "owners", "members"]).optional(),
    rulesVisible: z.boolean().optional(),
    rolesEnabled: z.boolean().optional(),
    includeOwners: z.boolean().optional(),
    callsEnabled: z.boolean().optional(),
    email: z.string().optional(),
    owners: setOf(userReference).optional(),
    addresses: z.array(address).optional(),
    marker,
});

export type GroupInputs = z.output<typeof inputs>;
export type GroupOutputs = GroupInputs;

// --- check ---

async function verify(
    api: GenesysApi,
    { owners = [] }: Partial<GroupInputs>,
    olds: Partial<GroupInputs> = {},
): Promise<Problem[]> {
    const added = owners.filter((one) => !olds.owners?.includes(one));
    const { problems } = await resolveUsers(api, added, (index) => `owners["${added[index]}"]`);
    return problems;
}

// --- wire ---

/** Properties that go over the wire under their own names. */
const plain = ["name", "visibility", "rulesVisible", "rolesEnabled", "includeOwners", "callsEnabled", "email"] as const;

type OwnerIds = ReadonlyMap<string, string>;

function toBody(
    declared: Partial<GroupInputs>,
    owners: OwnerIds,
    current: Partial<Models.Group> = {},
): Partial<Models.GroupUpdate> {
    const own = Object.fromEntries(
        plain.filter((key) => declared[key] !== undefined).map((key) => [key, declared[key]]),
    );
    return {
        ...own,
        description: writeMarker({ text: declared.description, marker: declared.marker }, current.description),
        ...(declared.addresses === undefined ? {} : { addresses: declared.addresses as Models.GroupContact[] }),
        // Only one blank clears the list of owners; an empty list leaves it as it is.
        ...(declared.owners === undefined
            ? {}
            : {
                  ownerIds: declared.owners.length === 0 ? [" "] : declared.owners.map((one) => owners.get(one) ?? one),
              }),
    };
}

function fromBody(group: Models.Group, last: Partial<GroupInputs>, owners: OwnerIds): GroupOutputs {
    const references = new Map([...owners].map(([reference, userId]) => [userId, reference]));
    const { text, marker: found } = readMarker(group.description);
    return {
        name: group.name,
        description: text,
        ...(found === undefined ? {} : { marker: found }),
        type: (group.type ?? last.type ?? "official") as GroupOutputs["type"],
        visibility: group.visibility as Exclude<GroupOutputs["visibility"], undefined>,
        rulesVisible: group.rulesVisible,
        rolesEnabled: group.rolesEnabled ?? false,
        includeOwners: group.includeOwners ?? false,
        callsEnabled: group.callsEnabled ?? false,
        email: group.email ?? "",
        owners: (group.owners ?? [])
            .map(({ id }) => required(id, "owner id"))
            .map((userId) => references.get(userId) ?? userId)
            .sort(),
        addresses: (group.addresses ?? []).map((one) => fromContact(one)),
    };
}

/** Genesys gives the number back in `display` only. */
function fromContact({ address: number, display, extension, type, mediaType }: Models.GroupContact) {
    const text = number || display;
    return {
        ...(text ? { address: text } : {}),
        ...(extension ? { extension } : {}),
        type: type as "GROUPRING" | "GROUPPHONE",
        mediaType: mediaType as "PHONE",
    };
}

// --- create, read, update, delete ---

const ownerIds = (api: GenesysApi, { owners = [] }: Partial<GroupInputs>) => userIds(api, owners);

async function create(api: GenesysApi, declared: GroupInputs) {
    const owners = await ownerIds(api, declared);
    const group = await api.vendor.groups.postGroups({
        rulesVisible: true,
        visibility: "public",
        ...(toBody(declared, owners) as Partial<Models.GroupCreate>),
        type: declared.type,
        name: declared.name,
    });
    const id = api.made(required(group.id, "group id"));
    const { description, marker: own } = declared;
    // Genesys ignores the description of a new group.
    if (writeMarker({ text: description, marker: own }) === (group.description ?? ""))
        return { id, outputs: fromBody(group, declared, owners) };
    try {
        const described = await write(api, id, { description, marker: own }, owners, group);
        return { id, outputs: fromBody(described, declared, owners) };
    } catch (error) {
        throw new PartialFailure(id, fromBody(group, declared, owners), error);
    }
}

async function write(
    api: GenesysApi,
    id: string,
    declared: Partial<GroupInputs>,
    owners: OwnerIds,
    first?: Models.Group,
): Promise<Models.Group> {
    const managed = (group: Models.Group) => fromBody(group, declared, owners) as Record<string, unknown>;
    return writeVersioned({
        what: `the group "${first?.name ?? declared.name}"`,
        read: () => api.vendor.groups.getGroup(id),
        managed,
        wanted: declared,
        write: (group) =>
            api.vendor.groups.putGroup(id, {
                body: { ...toBody(declared, owners, group), version: required(group.version, "group version") },
            }),
        ...(first === undefined ? {} : { first }),
    });
}

async function read(api: GenesysApi, id: string, last: Partial<GroupOutputs>, fresh?: boolean) {
    const group = await (fresh ? api.objects.groups.one(id) : api.objects.groups.get(id));
    if (group === undefined) return undefined;
    // Owners that were named by their address are shown by it again, where they are still users.
    const { ids } = await resolveUsers(api, last.owners ?? [], String);
    return fromBody(group, last, ids);
}

async function update(api: GenesysApi, id: string, _last: GroupOutputs, next: GroupInputs): Promise<GroupOutputs> {
    const owners = await ownerIds(api, next);
    const group = await api.vendor.groups.getGroup(id);
    const current = fromBody(group, next, owners);
    const declared = Object.keys(next) as (keyof GroupInputs)[];
    if (declared.every((key) => sameJson(next[key], current[key]))) return current;
    return fromBody(await write(api, id, next, owners, group), next, owners);
}

async function remove(api: GenesysApi, id: string): Promise<void> {
    const send = () => unlessGone(api.vendor.groups.deleteGroup(id));
    await api.deletions.untilGone(api.objects.groups, { id, what: "the group is gone", seconds: 60, send });
}

const toFound = (group: Models.Group): Found<GroupOutputs> => ({
    id: required(group.id, "group id"),
    name: group.name,
    outputs: fromBody(group, {}, new Map()),
    // Genesys takes the description, and with it the marker, with the second request only.
    unfinished: group.version === 1 && !group.description && (group.memberCount ?? 0) === 0,
});
const isThere = ({ state }: Models.Group) => state !== "deleted";

async function* list(api: GenesysApi): AsyncGenerator<Found<GroupOutputs>> {
    for await (const group of api.objects.groups.stream()) if (isThere(group)) yield toFound(group);
}

function needs(change: Change | "read", { owners = [] }: Partial<GroupInputs>): string[] {
    const actions = { create: ["add", "edit"], update: ["edit"], delete: ["delete"], read: [] }[change];
    const users = owners.length > 0 && change !== "delete" ? ["directory:user:view"] : [];
    return [...actions.map((action) => `directory:group:${action}`), ...users];
}

export const group: ResourceType<GenesysApi, GroupInputs, GroupOutputs> = {
    title: "group",
    inputs,
    replaceOn: ["type"],
    secrets: [],
    connect: (connections) => connections.to(genesys),
    label: ({ name }) => name ?? "",
    verify,
    create,
    read,
    update,
    delete: remove,
    needs,
    nameIsUnique: true,
    find: async (api, { name: wanted }, fresh) =>
        (await api.objects.groups.named(wanted, fresh)).filter(isThere).map(toFound),
    list,
};
