import { fields, type Connector, type Field, type Source } from "./fields";
import { type Filter, passes } from "./filter";
import { type Kind, kinds, type WebexData, type WebexObject } from "./webexData";

/** A rule for one field: its source, or its fixed value. */
export interface Rule {
    from?: Source;
    value?: string | number | boolean;
    /** In the words of Imagicle's screen, if the procedure states none. */
    criterion?: string;
}
export type ConnectorRules = Readonly<Record<string, Rule>>;

/** The rules of the connectors that are in use. */
export type Rules = Partial<Record<Connector, ConnectorRules>>;

/** A user that the synchronization would create. */
export interface ImagicleUser {
    connector: Connector;
    /** Webex' id of the object. It stays the same after a change of the e-mail address. */
    id: string;
    /** Imagicle's key of a user: the e-mail address, or the user name for objects without one. */
    key: string;
    /** By the field's key; empty values are absent. Fixed values are not included, because they apply to all users. */
    values: Readonly<Record<string, string>>;
    /** Keys of the fields with unknown values, because Webex could not report them. */
    unread: readonly string[];
    /** The source of the user. */
    object: WebexObject;
}

/** Which connector imports which kind of object. */
export const connectorOf: Readonly<Record<Kind, Connector>> = {
    user: "users",
    "hunt-group": "virtualObjects",
    "call-queue": "virtualObjects",
    "auto-attendant": "virtualObjects",
    "virtual-line": "virtualObjects",
    workspace: "virtualObjects",
    "fax-workspace": "faxWorkspaces",
};

/** The users that the rules produce, in the order of the data. */
export function usersOf(data: WebexData, rules: Rules, filter?: Filter): ImagicleUser[] {
    return data.objects.flatMap((object) => {
        const connector = connectorOf[object.kind];
        const chosen = rules[connector];
        return chosen === undefined || (filter && !passes(filter, filtered(object)))
            ? []
            : [userOf(object, data, connector, chosen)];
    });
}

const filtered = ({ email, department, locationName, phoneNumber, kind }: WebexObject) => ({
    ...(email ? { email } : {}),
    ...(department ? { department } : {}),
    ...(locationName ? { Location: locationName } : {}),
    ...(phoneNumber ? { phoneNumber } : {}),
    UserType: kind,
});

function userOf(object: WebexObject, data: WebexData, connector: Connector, rules: ConnectorRules): ImagicleUser {
    const table: Readonly<Record<string, Field>> = fields[connector];
    const values: Record<string, string> = {};
    const unread: string[] = [];
    for (const [key, field] of Object.entries(table)) {
        const source = sourceOf(field, rules[key]);
        const value = source === undefined ? "" : valueOf(source, object, data);
        if (value === undefined) unread.push(key);
        else if (value !== "") values[key] = key === "username" ? `${kinds[object.kind]}_${value}` : value;
    }
    const key = (object.email ?? values["username"] ?? "").toLowerCase();
    return { connector, id: object.id, key, values, unread, object };
}

/** The source of a field: the one in the rule, or the only one that its row has. */
export function sourceOf({ from, criterion }: Field, rule: Rule | undefined): Source | undefined {
    if (from === undefined || rule?.value !== undefined) return undefined;
    if (rule?.from !== undefined) return rule.from;
    // Rows that are always imported, and the user name, need no rule.
    return criterion === "import" || from[0] === "phoneNumberOrEsnOrName" ? from[0] : undefined;
}

/** Reads a field of an object, and records if Webex could not report it. */
type Reader = <Key extends keyof WebexObject>(key: Key) => WebexObject[Key];

/** ESN: the location's prefix and the extension. */
function esn(read: Reader): string {
    const extension = read("extension");
    return extension ? `${read("routingPrefix") ?? ""}${extension}` : "";
}

const nameOf = (read: Reader) => read("name") ?? `${read("firstName") ?? ""} ${read("lastName") ?? ""}`.trim();

/** What each source reads from an object. */
const sources: Readonly<Record<Source, (read: Reader, data: WebexData) => string | undefined>> = {
    emailUsername: (read) => read("email")?.split("@")[0],
    webexId: (read) => read("id"),
    emailDomain: (read) => read("email")?.split("@")[1],
    webexMail: (read) => read("email"),
    firstName: (read) => read("firstName"),
    lastName: (read) => read("lastName"),
    name: nameOf,
    esn,
    phoneNumber: (read) => read("phoneNumber"),
    extension: (read) => read("extension"),
    workPhone: (read) => read("workPhone"),
    mobilePhone: (read) => read("mobilePhone"),
    commonIdentityId: (read) => commonIdentityId(read("id")),
    nativeUserId: () => undefined, // no field of Webex' REST interface has it
    organizationName: (read, data) => read("organizationName") ?? data.organizationName,
    locationName: (read) => read("locationName"),
    department: (read) => read("department"),
    voicemailOfEsn: (read) => (esn(read) ? `*55${esn(read)}` : ""),
    address: (read) => formatAddress(read("address") ?? {}),
    faxNumber: (read) => read("faxNumber"),
    phoneNumberOrEsn: (read) => read("phoneNumber") || esn(read),
    phoneNumberOrEsnOrName: (read) => read("phoneNumber")?.replace(/^\+/, "") || esn(read) || nameOf(read),
    avatarUrl: (read) => read("avatarUrl"),
    empty: () => "",
};

/** `undefined`: it depends on a value that Webex could not report. */
function valueOf(source: Source, object: WebexObject, data: WebexData): string | undefined {
    let known = true;
    const value = sources[source]((key) => {
        if (object.unread?.includes(key) && object[key] === undefined) known = false;
        return object[key];
    }, data);
    return known ? (value ?? "").trim() : undefined;
}

/** The UUID inside a Webex id, which is a Base64-encoded address (inferred, not confirmed, W-1). */
function commonIdentityId(id: string): string {
    const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
    return uuid.exec(Buffer.from(id, "base64").toString("utf8"))?.[0] ?? uuid.exec(id)?.[0] ?? "";
}

/** `{streetAddress}, {postalCode} {locality}, {region} - {country}`, without the separators around empty parts. */
function formatAddress({
    streetAddress,
    postalCode,
    locality,
    region,
    country,
}: NonNullable<WebexObject["address"]>): string {
    const town = [postalCode, locality].filter(Boolean).join(" ");
    const place = [streetAddress, town, region].filter(Boolean).join(", ");
    return [place, country].filter(Boolean).join(" - ");
}
