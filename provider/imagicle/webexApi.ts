import { isRecord } from "../core/json";
import { didYouMean } from "../core/problem";
import { UserError } from "../transport/errors";
import { coded } from "../transport/message";
import { isBot, type Item, ofFeature, ofLine, ofPerson, ofWorkspace, type Surroundings, textOf } from "./webexAnswers";
import { type Kind, kindNames, type WebexData, type WebexObject } from "./webexData";
import { type FetchListener, type Listed, type ListName, lists, WebexLists } from "./webexLists";

/** How to read Webex. */
export interface WebexConnection {
    /** Access token, with the {@link scopes}. */
    token: string;
    /** @default Webex' own */
    url?: string;
    /**
     * Names of the workspaces that are fax machines. Webex does not distinguish them from others (not confirmed, W-4).
     */
    faxWorkspaces?: readonly string[];
    /** Names or ids of the organizations to read. @default the token's own */
    organizations?: readonly string[];
}

interface Organization {
    id: string;
    name: string;
}

const silent: FetchListener = { note: () => undefined, refused: () => undefined };

/** Everything that the rules read from Control Hub. Parts that Webex rejects or cannot report are marked as unread. */
export async function fetchWebexData(
    connection: WebexConnection,
    listener: FetchListener = silent,
): Promise<WebexData> {
    const api = new WebexLists(connection, listener);
    const listed = await api.read("organizations");
    const known = (listed.items ?? []).map(({ id, displayName }): Organization => ({
        id: textOf(id) ?? "",
        name: textOf(displayName) ?? "",
    }));
    if (listed.refused) listener.refused(refusal("names of organizations", "organizations", listed));
    const wanted = chosen(connection.organizations ?? [], known);
    const parts: Part[] = [];
    for (const one of wanted.length > 0 ? wanted : [undefined]) {
        // Only an administrator of another organization may name one.
        const orgId = one !== undefined && known.length !== 1 ? one.id : undefined;
        const reading = { api, listener, orgId, faxWorkspaces: connection.faxWorkspaces ?? [] };
        parts.push(named(await readOrganization(reading), one, known));
    }
    if (wanted.length === 0 && known.length > 1)
        listener.note(
            coded(
                "CC4033",
                `the token can read ${known.length} organizations, of which only its own was read. Name others with --org: ${listOf(known)}`,
            ),
        );
    return together(parts);
}

/** The requested organizations, by id or by name. */
function chosen(wanted: readonly string[], known: readonly Organization[]): Organization[] {
    return wanted.map((text) => {
        const withId = known.find(({ id }) => id === text);
        const withName = known.filter(({ name }) => name.toLowerCase() === text.trim().toLowerCase());
        const [one, another] = withId ? [withId] : withName;
        if (another !== undefined)
            throw new UserError(
                "CC4037",
                `several organizations have the name "${text}". Use an id: ${listOf(withName)}`,
            );
        if (one !== undefined) return one;
        // The token may be allowed to read an organization, but not to list it.
        if (known.length === 0) return { id: text, name: "" };
        const names = known.map(({ name }) => name);
        throw new UserError(
            "CC4038",
            `the token cannot read an organization "${text}"${didYouMean(text, names) || "."} It can read ${listOf(known)}`,
        );
    });
}

const listOf = (organizations: readonly Organization[]) =>
    organizations.map(({ name, id }) => `${name} (${id})`).join(", ");

/** The data of one organization. */
interface Part {
    /** Empty if the owner of these objects is unknown. */
    name: string;
    objects: WebexObject[];
    unread: { kind: Kind; reason: string }[];
}

interface Read extends Omit<Part, "name"> {
    /** The organizations of people, by the people's ids. */
    organizationOf: Map<string, string>;
}

/** The organization of these objects: as requested, or as the people report it. With several, none is guessed. */
function named(
    { organizationOf, ...part }: Read,
    wanted: Organization | undefined,
    known: readonly Organization[],
): Part {
    const ids = new Set(organizationOf.values());
    const own = known.length < 2 ? known[0] : known.find(({ id }) => ids.size === 1 && ids.has(id));
    const name = (wanted ?? own)?.name ?? "";
    const objects = part.objects.map((object): WebexObject => {
        const itsOwn = known.find(({ id }) => known.length > 1 && id === organizationOf.get(object.id))?.name || name;
        return itsOwn === ""
            ? { ...object, unread: [...(object.unread ?? []), "organizationName"].sort() }
            : { ...object, organizationName: itsOwn };
    });
    return { ...part, name, objects };
}

/** An object names its organization only if it differs from that of the whole file. */
function together(parts: readonly Part[]): WebexData {
    const names = new Set(parts.map(({ name }) => name));
    const everybodys = names.size === 1 ? ([...names][0] ?? "") : "";
    const objects = parts.flatMap((part) =>
        part.objects.map(({ organizationName, ...object }) =>
            organizationName === undefined || organizationName === everybodys
                ? object
                : { ...object, organizationName },
        ),
    );
    const unread = parts.flatMap((part) => part.unread);
    return { organizationName: everybodys, objects, ...(unread.length > 0 ? { unread } : {}) };
}

interface Reading {
    api: WebexLists;
    listener: FetchListener;
    orgId: string | undefined;
    faxWorkspaces: readonly string[];
}

async function readOrganization(reading: Reading): Promise<Read> {
    const { api, orgId, faxWorkspaces, listener } = reading;
    const around = await surroundings(reading);
    const read: Read = { objects: [], unread: [], organizationOf: new Map() };
    const person = (item: Item) => {
        read.organizationOf.set(String(item["id"]), textOf(item["orgId"]) ?? "");
        return ofPerson(item, around);
    };
    const sources: readonly Source[] = [
        ["people", ["user"], person],
        ["huntGroups", ["hunt-group"], (item) => ofFeature("hunt-group", item)],
        ["queues", ["call-queue"], (item) => ofFeature("call-queue", item)],
        ["autoAttendants", ["auto-attendant"], (item) => ofFeature("auto-attendant", item)],
        ["virtualLines", ["virtual-line"], ofLine],
        ["workspaces", ["workspace", "fax-workspace"], (item) => ofWorkspace(item, around, faxWorkspaces)],
    ];
    const answers = await Promise.all(
        sources.map(async (source) => ({ source, answer: await api.read(source[0], orgId) })),
    );
    const refused = answers.flatMap(({ answer }) => answer.refused ?? []);
    if (refused.length === answers.length) throw refused[0] as Error;
    for (const { source, answer } of answers) {
        const [name, kinds, decode] = source;
        const what = kinds.map((kind) => kindNames[kind]).join(" and ");
        if (answer.items === undefined) {
            listener.refused(refusal(what, name, answer));
            read.unread.push(...kinds.map((kind) => ({ kind, reason: answer.refused.message })));
        } else read.objects.push(...decoded(answer.items, what, decode, listener));
    }
    return read;
}

type Source = readonly [list: ListName, kinds: readonly Kind[], decode: (item: Item) => WebexObject];

/** Objects that objects of all kinds refer to. */
async function surroundings({ api, orgId, listener }: Reading): Promise<Surroundings> {
    const [locations, numbers] = await Promise.all([api.read("locations", orgId), api.read("numbers", orgId)]);
    if (locations.refused)
        listener.refused(refusal("locations, and with them prefixes for the ESN,", "locations", locations));
    if (numbers.refused) listener.refused(refusal("telephone numbers of workspaces", "numbers", numbers));
    return { locations: byId(locations.items), numbers: byOwner(numbers.items) };
}

function decoded(
    items: readonly Item[],
    what: string,
    decode: (item: Item) => WebexObject,
    listener: FetchListener,
): WebexObject[] {
    const identified = items.filter(({ id }) => textOf(id) !== undefined);
    const people = identified.filter((item) => !isBot(item));
    const left = (count: number, why: string) =>
        count > 0 && listener.note(coded("CC4034", `${count} of ${items.length} ${what} left out: ${why}`));
    left(items.length - identified.length, "Webex returned no id");
    left(identified.length - people.length, "they are bots");
    const objects = people.map(decode);
    const partial = objects.filter(({ unread }) => unread !== undefined);
    const fields = [...new Set(partial.flatMap(({ unread = [] }) => unread))].sort();
    if (partial.length > 0)
        listener.note(
            coded(
                "CC4035",
                `Webex did not report ${fields.join(", ")} of ${partial.length} of ${items.length} ${what}. Fetch the data again later`,
            ),
        );
    return objects;
}

function refusal(what: string, name: ListName, { refused }: Listed): string {
    const remedy = `. The token needs the scope ${lists[name].scope}, and the organization a license for them`;
    return coded(
        "CC4036",
        `${what} could not be read: ${refused?.message}${refused?.status === undefined ? "" : remedy}`,
    );
}

const byId = (items: readonly Item[] | undefined) => items && new Map(items.map((item) => [String(item["id"]), item]));

function byOwner(numbers: readonly Item[] | undefined): Surroundings["numbers"] {
    if (numbers === undefined) return undefined;
    const owned = new Map<string, Item[]>();
    for (const number of numbers) {
        const id = isRecord(number["owner"]) ? textOf(number["owner"]["id"]) : undefined;
        if (id === undefined) continue;
        const own = owned.get(id);
        if (own) own.push(number);
        else owned.set(id, [number]);
    }
    return owned;
}
