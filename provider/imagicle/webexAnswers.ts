import { isRecord } from "../core/json";
import type { Kind, WebexObject } from "./webexData";

/** An object of an answer: any field may be missing, null or of another type. */
export type Item = Readonly<Record<string, unknown>>;

/** Related objects of an organization; absent if they could not be read. */
export interface Surroundings {
    locations: ReadonlyMap<string, Item> | undefined;
    /** By their owners' ids. */
    numbers: ReadonlyMap<string, readonly Item[]> | undefined;
}

export const textOf = (value: unknown): string | undefined => {
    if (typeof value === "number") return String(value);
    return typeof value === "string" && value.trim() !== "" ? value : undefined;
};
const itemOf = (value: unknown): Item => (isRecord(value) ? value : {});
const itemsOf = (value: unknown): Item[] =>
    Array.isArray(value) ? value.filter(isRecord) : isRecord(value) ? [value] : [];

type Values = { [K in keyof WebexObject]?: WebexObject[K] | undefined };

/** Omits absent values. For a value that could not be read, only certain absence counts. */
function made(kind: Kind, item: Item, values: Values, unread: Iterable<string> = []): WebexObject {
    const there = Object.entries(values).filter(([, value]) => value !== undefined);
    const open = [...new Set(unread)].filter((field) => values[field as keyof WebexObject] === undefined);
    return {
        kind,
        id: String(item["id"]),
        ...Object.fromEntries(there),
        ...(open.length > 0 ? { unread: open.sort() } : {}),
    };
}

const primaryFirst = (items: readonly Item[]): Item[] => [
    ...items.filter(({ primary }) => primary === true),
    ...items.filter(({ primary }) => primary !== true),
];

/** Our fields that a field of a person fills. */
const personFields: Readonly<Record<string, readonly (keyof WebexObject)[]>> = {
    emails: ["email"],
    phoneNumbers: ["phoneNumber", "extension", "workPhone", "mobilePhone", "faxNumber"],
    extension: ["extension"],
    locationId: ["routingPrefix", "locationName"],
    firstName: ["firstName"],
    lastName: ["lastName"],
    displayName: ["name"],
    department: ["department"],
    avatar: ["avatarUrl"],
    addresses: ["address"],
};

/**
 * Fields that an answer reports as not available: `errors` has an entry for each field (for people not confirmed, W-3).
 * In any other form it may be about every field.
 */
function unreadOf({ errors }: Item): string[] {
    if (errors === undefined || errors === null) return [];
    if (Array.isArray(errors) && errors.length === 0) return [];
    return isRecord(errors)
        ? Object.keys(errors).flatMap((field) =>
              Object.hasOwn(personFields, field) ? (personFields[field] ?? []) : [],
          )
        : Object.values(personFields).flat();
}

const botTypes: readonly unknown[] = ["bot", "appuser"];

/** Bots and machines are among an organization's people. An unknown type counts as a person. */
export const isBot = ({ type }: Item): boolean => botTypes.includes(type);

export function ofPerson(item: Item, around: Surroundings): WebexObject {
    const numbers = primaryFirst(itemsOf(item["phoneNumbers"]));
    const number = (type: string) =>
        textOf(numbers.find((one) => one["type"] === type && textOf(one["value"]))?.["value"]);
    const unread = new Set(unreadOf(item));
    // The list of numbers contains lines too.
    const owned = lineOf(unread.size > 0 ? (around.numbers?.get(String(item["id"])) ?? []) : []);
    const address = itemsOf(item["addresses"])[0];
    const place = placeOf(item, around);
    for (const field of place.unread) unread.add(field);
    const values: Values = {
        email: emailOf(item["emails"]),
        firstName: textOf(item["firstName"]),
        lastName: textOf(item["lastName"]),
        name: textOf(item["displayName"]),
        phoneNumber: number("work") ?? owned.phoneNumber,
        extension: textOf(item["extension"]) ?? number("work_extension") ?? owned.extension,
        routingPrefix: place.routingPrefix ?? owned.routingPrefix,
        locationName: place.locationName,
        department: textOf(item["department"]),
        workPhone: number("work"),
        mobilePhone: number("mobile"),
        faxNumber: number("fax"),
        avatarUrl: textOf(item["avatar"]),
        address: address && addressOf(address),
    };
    return made("user", item, values, unread);
}

const emailOf = (emails: unknown): string | undefined =>
    Array.isArray(emails) ? emails.map(textOf).find((one) => one !== undefined) : textOf(emails);

function addressOf(address: Item): WebexObject["address"] {
    const parts = ["streetAddress", "postalCode", "locality", "region", "country"] as const;
    const given = parts
        .map((part) => [part, textOf(address[part])] as const)
        .filter(([, value]) => value !== undefined);
    return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** The location of a person or a workspace, which has the prefix of the ESN. */
function placeOf({ locationId }: Item, { locations }: Surroundings) {
    const id = textOf(locationId);
    const location = itemOf(id === undefined ? undefined : locations?.get(id));
    const unread = id !== undefined && locations === undefined ? ["routingPrefix", "locationName"] : [];
    return { routingPrefix: textOf(location["routingPrefix"]), locationName: textOf(location["name"]), unread };
}

/** The lowest rank last: an alternate number has its own extension. Numbers for fax and DNIS are not lines. */
function rankOf({ phoneNumberType, phoneNumber }: Item): number {
    if (phoneNumberType === "PRIMARY") return 0;
    if (textOf(phoneNumber) === undefined) return 1;
    return phoneNumberType === "ALTERNATE" ? 3 : 2;
}

/** The line of the owner of these numbers: the primary number, and its extension. */
function lineOf(numbers: readonly Item[]) {
    const lines = numbers
        .filter(({ phoneNumberType }) => phoneNumberType !== "FAX" && phoneNumberType !== "DNIS")
        .sort((a, b) => rankOf(a) - rankOf(b));
    const first = (field: string, among = lines) =>
        among.map((one) => textOf(one[field])).find((value) => value !== undefined);
    const faxes = numbers.filter(({ phoneNumberType }) => phoneNumberType === "FAX");
    return {
        phoneNumber: first("phoneNumber"),
        extension: first("extension"),
        routingPrefix: first("routingPrefix"),
        faxNumber: first("phoneNumber", faxes),
    };
}

export function ofWorkspace(item: Item, around: Surroundings, faxWorkspaces: readonly string[]): WebexObject {
    const name = textOf(item["displayName"]);
    const kind = name !== undefined && faxWorkspaces.includes(name) ? "fax-workspace" : "workspace";
    const line = lineOf(around.numbers?.get(String(item["id"])) ?? []);
    const { unread, ...place } = placeOf(item, around);
    const untold = around.numbers === undefined ? ["phoneNumber", "extension", "faxNumber"] : [];
    const values = { name, ...line, ...place, routingPrefix: line.routingPrefix ?? place.routingPrefix };
    return made(kind, item, values, [...unread, ...untold]);
}

/** A hunt group, a queue or an auto attendant. */
export const ofFeature = (kind: Kind, item: Item): WebexObject =>
    made(kind, item, {
        name: textOf(item["name"]),
        locationName: textOf(item["locationName"]),
        phoneNumber: textOf(item["phoneNumber"]),
        extension: textOf(item["extension"]),
        routingPrefix: textOf(item["routingPrefix"]),
    });

export function ofLine(item: Item): WebexObject {
    const number = itemOf(primaryFirst(itemsOf(item["number"]))[0]);
    return made("virtual-line", item, {
        firstName: textOf(item["firstName"]),
        lastName: textOf(item["lastName"]),
        phoneNumber: textOf(number["external"]),
        extension: textOf(number["extension"]),
        routingPrefix: textOf(number["routingPrefix"]),
        locationName: textOf(itemOf(item["location"])["name"]),
    });
}
