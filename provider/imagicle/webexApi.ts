import { isRecord } from "../core/json";
import { type ApiDialect, ApiError } from "../transport/errors";
import { Http } from "../transport/http";
import type { Kind, WebexData, WebexObject } from "./webexData";

/** How to read one Webex organisation. */
export interface WebexConnection {
    /**
     * Access token with the scopes `spark-admin:people_read`, `locations_read`, `workspaces_read`,
     * `telephony_config_read` and `organizations_read`.
     */
    token: string;
    /** @default Webex' own */
    url?: string;
    /** Names of the workspaces that are fax machines: Webex does not tell them from others (not confirmed). */
    faxWorkspaces?: readonly string[];
}

const webexDialect: ApiDialect = {
    name: "Webex",
    addressKey: "the address of Webex",
    failureOf: (body) => {
        if (!isRecord(body)) return {};
        const { message, trackingId } = body;
        return {
            ...(typeof message === "string" ? { vendorMessage: message } : {}),
            ...(typeof trackingId === "string" ? { correlationId: trackingId } : {}),
        };
    },
    remedyOf: ({ status }) =>
        status === 401 || status === 403
            ? "Check the access token: it lives for a short time, and needs the scopes spark-admin:people_read, locations_read, workspaces_read, telephony_config_read and organizations_read."
            : undefined,
};

interface Person {
    id: string;
    emails?: string[];
    phoneNumbers?: { type: string; value: string }[];
    extension?: string;
    locationId?: string;
    firstName?: string;
    lastName?: string;
    displayName?: string;
    department?: string;
    avatar?: string;
    addresses?: { streetAddress?: string; postalCode?: string; locality?: string; region?: string; country?: string }[];
}
/** A hunt group, a queue, an auto attendant. */
interface Feature {
    id: string;
    name?: string;
    locationName?: string;
    phoneNumber?: string;
    extension?: string;
    routingPrefix?: string;
}
interface VirtualLine {
    id: string;
    firstName?: string;
    lastName?: string;
    number?: { external?: string; extension?: string; routingPrefix?: string };
    location?: { name?: string };
}
interface Workspace {
    id: string;
    displayName?: string;
    locationId?: string;
}
interface Numbered {
    phoneNumber?: string;
    extension?: string;
    routingPrefix?: string;
    owner?: { id?: string };
}
interface Location {
    id: string;
    name?: string;
    routingPrefix?: string;
}

/** Everything that the rules take from Control Hub, page by page; a full quota is waited out. Changes nothing. */
export async function fetchWebexData({ token, url, faxWorkspaces = [] }: WebexConnection): Promise<WebexData> {
    const base = url ?? "https://webexapis.com/v1";
    const http = new Http({
        product: webexDialect,
        clients: [{ token: async () => token, tokenRefused: () => undefined }],
    });
    const all = <T>(path: string, key: string) => collect<T>(http, base, path, key);
    const [organizations, locations] = await Promise.all([
        all<{ displayName?: string }>("/organizations", "items"),
        all<Location>("/telephony/config/locations", "locations"),
    ]);
    const places = new Map(locations.map((location) => [location.id, location]));
    const [people, groups, queues, attendants, lines, workspaces, numbers] = await Promise.all([
        all<Person>("/people?callingData=true&max=100", "items"),
        all<Feature>("/telephony/config/huntGroups", "huntGroups"),
        all<Feature>("/telephony/config/queues", "queues"),
        all<Feature>("/telephony/config/autoAttendants", "autoAttendants"),
        all<VirtualLine>("/telephony/config/virtualLines", "virtualLines"),
        all<Workspace>("/workspaces", "items"),
        all<Numbered>("/telephony/config/numbers", "phoneNumbers"),
    ]);
    const byOwner = new Map(numbers.map((number) => [number.owner?.id, number]));
    return {
        organizationName: organizations[0]?.displayName ?? "",
        objects: [
            ...people.map((person) => ofPerson(person, places.get(person.locationId ?? ""))),
            ...groups.map((one) => ofFeature("hunt-group", one)),
            ...queues.map((one) => ofFeature("call-queue", one)),
            ...attendants.map((one) => ofFeature("auto-attendant", one)),
            ...lines.map(ofLine),
            ...workspaces.map((one) => {
                const kind = faxWorkspaces.includes(one.displayName ?? "") ? "fax-workspace" : "workspace";
                return ofWorkspace(kind, one, byOwner.get(one.id), places.get(one.locationId ?? ""));
            }),
        ],
    };
}

async function collect<T>(http: Http, base: string, path: string, key: string): Promise<T[]> {
    const found: T[] = [];
    const asked = new Set<string>();
    for (let next: string | undefined = `${base}${path}`; next !== undefined;) {
        const call = `GET ${new URL(next).pathname}`;
        if (asked.has(next)) throw new ApiError(webexDialect.name, { call, code: "a page names itself as the next" });
        asked.add(next);
        const page: { body: unknown; next: string | undefined } = await http.page({ method: "GET", url: next });
        const items = isRecord(page.body) ? page.body[key] : undefined;
        if (!Array.isArray(items)) throw new ApiError(webexDialect.name, { call, code: `no "${key}" in the answer` });
        found.push(...(items as T[]));
        next = page.next;
    }
    return found;
}

/** Without what is not there. */
const some = (object: WebexObject): WebexObject =>
    Object.fromEntries(
        Object.entries(object).filter(([, value]) => value !== undefined && value !== ""),
    ) as WebexObject;
type Loose<T> = { [K in keyof T]: T[K] | undefined };
const made = (object: Loose<WebexObject>) => some(object as WebexObject);

function ofPerson(person: Person, location: Location | undefined): WebexObject {
    const { id, emails, extension, firstName, lastName, displayName, department, avatar, addresses } = person;
    const number = (type: string) => person.phoneNumbers?.find((one) => one.type === type)?.value;
    return made({
        kind: "user",
        id,
        email: emails?.[0],
        firstName,
        lastName,
        name: displayName,
        phoneNumber: number("work"),
        extension: extension ?? number("work_extension"),
        routingPrefix: location?.routingPrefix,
        locationName: location?.name,
        department,
        workPhone: number("work"),
        mobilePhone: number("mobile"),
        faxNumber: number("fax"),
        avatarUrl: avatar,
        address: addresses?.[0],
    });
}

const ofFeature = (kind: Kind, { id, name, locationName, phoneNumber, extension, routingPrefix }: Feature) =>
    made({ kind, id, name, locationName, phoneNumber, extension, routingPrefix });

const ofLine = ({ id, firstName, lastName, number, location }: VirtualLine) =>
    made({
        kind: "virtual-line",
        id,
        firstName,
        lastName,
        phoneNumber: number?.external,
        extension: number?.extension,
        routingPrefix: number?.routingPrefix,
        locationName: location?.name,
    });

const ofWorkspace = (
    kind: Kind,
    { id, displayName }: Workspace,
    number: Numbered | undefined,
    location: Location | undefined,
) =>
    made({
        kind,
        id,
        name: displayName,
        phoneNumber: number?.phoneNumber,
        extension: number?.extension,
        routingPrefix: number?.routingPrefix ?? location?.routingPrefix,
        locationName: location?.name,
    });
