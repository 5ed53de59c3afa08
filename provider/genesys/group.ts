import type { Models } from "purecloud-platform-client-v2";
import { z } from "zod";
import { confirmed, isDeclared } from "../core/confirm";
import { readMarker, writeMarker } from "../core/marker";
import type { Problem } from "../core/problem";
import { type Change, type Found, PartialFailure, type ResourceType } from "../core/resourceType";
import { sameJson } from "../core/json";
import { marker, name, setOf, notEmpty } from "../core/schema";
import { unlessGone } from "../transport/errors";
import { coded } from "../transport/message";
import { required, told } from "./answers/needed";
import type { Group as Answer, ListedGroup } from "./answers/group";
import { genesys, type GenesysApi } from "./api";
import { tells } from "./collections";
import { fromContacts, toContacts } from "./contacts";
import { userReference } from "./userReference";
import { resolveUsers, userIds } from "./users";
import { writeVersioned } from "./version";
import { writable } from "./writable";

// --- facts ---

/** E.164, as CX as Code requires it. */
const phoneNumber = z.string().regex(/^\+[1-9]\d{1,14}$/, {
    error: (issue) =>
        coded("CC2011", `must be a number in E.164 form, such as "+493012345"; it is ${JSON.stringify(issue.input)}`),
});

const address = z
    .strictObject({
        address: phoneNumber.optional(),
        extension: z.string().min(1, notEmpty).optional(),
        type: z.enum(["GROUPRING", "GROUPPHONE"]),
        mediaType: z.literal("PHONE").default("PHONE"),
    })
    .refine((one) => (one.address === undefined) !== (one.extension === undefined), {
        error: coded("CC2012", "must have either an address (a number) or an extension, not both"),
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

/** Properties with the same names in the API. */
const plain = ["name", "visibility", "rulesVisible", "rolesEnabled", "includeOwners", "callsEnabled", "email"] as const;

type OwnerIds = ReadonlyMap<string, string>;

/** The declared values in the vendor's form. */
function toBody(
    declared: Partial<GroupInputs>,
    owners: OwnerIds,
    { addresses: present = [] }: Answer = {},
): Partial<Models.GroupUpdate> {
    const own = Object.fromEntries(
        plain.filter((key) => declared[key] !== undefined).map((key) => [key, declared[key]]),
    );
    return {
        ...own,
        ...(declared.addresses === undefined
            ? {}
            : { addresses: toContacts(declared.addresses, present) as Models.GroupContact[] }),
        // Only a list with one blank text clears the owners. An empty list does not change them.
        ...(declared.owners === undefined
            ? {}
            : {
                  ownerIds: declared.owners.length === 0 ? [" "] : declared.owners.map((one) => owners.get(one) ?? one),
              }),
    };
}

/** The whole body of a PUT: declared values merged into the existing ones. */
function overCurrent(declared: Partial<GroupInputs>, owners: OwnerIds, current: Answer): Models.GroupUpdate {
    const { addresses, ...rest } = writable("group", current);
    const ownerIds = (current.owners ?? []).map(({ id }) => id);
    return {
        ...rest,
        // A PUT without addresses keeps them. A number that is shown only in `display` cannot be sent.
        ...(addresses?.every(({ address, extension }) => address || extension) ? { addresses } : {}),
        ...(ownerIds.length === 0 ? {} : { ownerIds }),
        ...toBody(declared, owners, current),
        description: writeMarker({ text: declared.description, marker: declared.marker }, current.description),
        version: required(current.version, `version of ${nameOf(current)}`),
    } as Models.GroupUpdate;
}

const nameOf = ({ name, id }: Answer) => `the group "${name ?? id}"`;

/** An unknown type or visibility is shown unchanged. */
function fromBody(group: Answer, last: Partial<GroupInputs>, owners: OwnerIds): GroupOutputs {
    const references = new Map([...owners].map(([reference, userId]) => [userId, reference]));
    const { text, marker: found } = readMarker(group.description);
    const value = <Key extends Told>(key: Key, usual: GroupInputs[Key]) =>
        told(group[key] as GroupInputs[Key], last[key], usual, `${key} of ${nameOf(group)}`);
    return {
        name: required(group.name, `name of ${nameOf(group)}`),
        description: text,
        ...(found === undefined ? {} : { marker: found }),
        // It cannot change.
        type: (group.type ?? last.type ?? "official") as GroupOutputs["type"],
        visibility: value("visibility", undefined),
        rulesVisible: value("rulesVisible", undefined),
        rolesEnabled: value("rolesEnabled", false),
        includeOwners: value("includeOwners", false),
        callsEnabled: value("callsEnabled", false),
        email: value("email", ""),
        owners: (group.owners ?? []).map(({ id: userId }) => references.get(userId) ?? userId).sort(),
        addresses: fromContacts(group.addresses ?? [], last.addresses ?? []),
    };
}
type Told = "visibility" | "rulesVisible" | "rolesEnabled" | "includeOwners" | "callsEnabled" | "email";

// --- create, read, update, delete ---

const ownerIds = (api: GenesysApi, { owners = [] }: Partial<GroupInputs>) => userIds(api, owners);

async function create(api: GenesysApi, declared: GroupInputs) {
    const owners = await ownerIds(api, declared);
    const body = {
        rulesVisible: true,
        visibility: "public",
        // Other clients in production send these for every group.
        rolesEnabled: false,
        includeOwners: true,
        callsEnabled: false,
        addresses: [],
        ownerIds: [],
        ...toBody(declared, owners),
        type: declared.type,
        name: declared.name,
    } as Models.GroupCreate;
    const made = await api.vendor.groups.postGroups(body);
    const id = api.made(made.id);
    const { name: ownName, type, description, marker: own } = declared;
    try {
        // Genesys ignores the description of a new group.
        const { description: _text, marker: _line, ...others } = declared;
        const group = await inFull(api, made, others, owners);
        const described = writeMarker({ text: description, marker: own }) === (group.description ?? "");
        const written = described ? group : await write(api, id, declared, owners, group);
        return { id, outputs: fromBody(written, declared, owners) };
    } catch (error) {
        throw new PartialFailure(id, fromBody({ name: ownName, ...made }, { type }, owners), error);
    }
}

/** The answer to a write, or a read of the group if that answer does not show all declared values. */
async function inFull(
    api: GenesysApi,
    written: Answer & { id: string },
    declared: Partial<GroupInputs>,
    owners: OwnerIds,
): Promise<Answer> {
    const { id } = written;
    const shows = (answer: Answer) => isDeclared(inputs, declared, fromBody(answer, declared, owners));
    const group = await confirmed(written, shows, (): Promise<Answer> => api.vendor.groups.getGroup(id));
    if (group.version !== undefined) api.groupVersions.set(id, group.version);
    return group;
}

function write(
    api: GenesysApi,
    id: string,
    declared: Partial<GroupInputs>,
    owners: OwnerIds,
    first: Answer,
): Promise<Answer> {
    return writeVersioned({
        what: nameOf(first),
        read: (): Promise<Answer> => api.vendor.groups.getGroup(id),
        managed: (group) => ({ ...fromBody(group, declared, owners) }),
        wanted: declared,
        write: async (group) => {
            const body = overCurrent(declared, owners, group);
            return inFull(api, { ...(await api.vendor.groups.putGroup(id, { body })), id }, declared, owners);
        },
        first,
    });
}

/**
 * The fields that a program can manage. Recorded items of lists lack `addresses`, `callsEnabled` and sometimes
 * `owners`.
 */
const groupFields = [
    "name",
    "description",
    "visibility",
    "rulesVisible",
    "rolesEnabled",
    "includeOwners",
    "callsEnabled",
    "email",
    "addresses",
    "owners",
] as const satisfies (keyof GroupInputs)[];

async function read(api: GenesysApi, id: string, last: Partial<GroupOutputs>, fresh?: boolean) {
    const { groups } = api.objects;
    const listed = await (fresh ? groups.one(id) : groups.get(id));
    const wanted = groupFields.filter((key) => Object.keys(last).length === 0 || last[key] !== undefined);
    // A declared value that a list does not show may still exist.
    const group = listed && !fresh && !tells(listed, wanted) ? await groups.one(id) : listed;
    if (group === undefined) return undefined;
    // Owners declared by e-mail address are shown by it again, if they are still users.
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

const toFound = (group: ListedGroup): Found<GroupOutputs> => ({
    id: group.id,
    name: group.name ?? "",
    outputs: fromBody({ name: "", ...group }, {}, new Map()),
    // Genesys accepts the description, and with it the marker, only in the second request.
    unfinished: group.version === 1 && !group.description && (group.memberCount ?? 0) === 0,
});
const isThere = ({ state }: ListedGroup) => state !== "deleted";

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
    consequences: { deleted: "its members lose what the group gives them" },
    references: { owners: "users" },
    connect: (connections) => connections.to(genesys),
    label: ({ name }) => name ?? "",
    verify,
    create,
    read,
    update,
    delete: remove,
    needs,
    nameIsUnique: true,
    isListedInPart: true,
    find: async (api, { name: wanted }, fresh) =>
        (await api.objects.groups.named(wanted, fresh)).filter(isThere).map(toFound),
    list,
};
