import { fields, type Connector, type Field, type Source } from "./fields";
import { type Filter, passes } from "./filter";
import { kinds, type WebexData, type WebexObject } from "./webexData";

/** A rule for one field: where it comes from, or what is set. */
export interface Rule {
    from?: Source;
    value?: string | number | boolean;
    /** In the words of Imagicle's screen, where the procedure states none. */
    criterion?: string;
}
export type ConnectorRules = Readonly<Record<string, Rule>>;

/** The rules of the connectors that are in use. */
export type Rules = Partial<Record<Connector, ConnectorRules>>;

/** A user that the synchronisation would make. */
export interface ImagicleUser {
    connector: Connector;
    /** Webex' id of the object: the same person after a change of the e-mail address. */
    id: string;
    /** What Imagicle tells users by: the e-mail address, or the user name of what has none. */
    key: string;
    /** By the field's key; what is empty is absent. Values that are set are not among them: they hold for all. */
    values: Readonly<Record<string, string>>;
}

/** Which connector imports which kind of object. */
const connectorOf: Readonly<Record<WebexObject["kind"], Connector>> = {
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
    for (const [key, field] of Object.entries(table)) {
        const source = sourceOf(key, field, rules[key]);
        const value = source === undefined ? "" : valueOf(source, object, data);
        const whole = key === "username" && value !== "" ? `${kinds[object.kind]}_${value}` : value;
        if (whole !== "") values[key] = whole;
    }
    return { connector, id: object.id, key: (object.email ?? values["username"] ?? "").toLowerCase(), values };
}

/** Where a field comes from: as the rule says, or the only source that its row has. */
export function sourceOf(_key: string, { from, criterion }: Field, rule: Rule | undefined): Source | undefined {
    if (from === undefined || rule?.value !== undefined) return undefined;
    if (rule?.from !== undefined) return rule.from;
    // Rows that are imported every time, and the user name, are so without a rule.
    return criterion === "import" || from[0] === "phoneNumberOrEsnOrName" ? from[0] : undefined;
}

/** ESN: the location's prefix and the extension. */
const esn = ({ routingPrefix = "", extension }: WebexObject) => (extension ? `${routingPrefix}${extension}` : "");
const nameOf = ({ name, firstName = "", lastName = "" }: WebexObject) => name ?? `${firstName} ${lastName}`.trim();

/** What each source reads from an object. */
const sources: Readonly<Record<Source, (object: WebexObject, data: WebexData) => string | undefined>> = {
    emailUsername: ({ email }) => email?.split("@")[0],
    webexId: ({ id }) => id,
    emailDomain: ({ email }) => email?.split("@")[1],
    webexMail: ({ email }) => email,
    firstName: ({ firstName }) => firstName,
    lastName: ({ lastName }) => lastName,
    name: nameOf,
    esn,
    phoneNumber: ({ phoneNumber }) => phoneNumber,
    extension: ({ extension }) => extension,
    workPhone: ({ workPhone }) => workPhone,
    mobilePhone: ({ mobilePhone }) => mobilePhone,
    commonIdentityId: ({ id }) => commonIdentityId(id),
    nativeUserId: () => undefined, // no field of Webex' REST interface has it
    organizationName: (_object, { organizationName }) => organizationName,
    locationName: ({ locationName }) => locationName,
    department: ({ department }) => department,
    voicemailOfEsn: (object) => (esn(object) ? `*55${esn(object)}` : ""),
    address: ({ address }) => formatAddress(address ?? {}),
    faxNumber: ({ faxNumber }) => faxNumber,
    phoneNumberOrEsn: (object) => object.phoneNumber || esn(object),
    phoneNumberOrEsnOrName: (object) => object.phoneNumber?.replace(/^\+/, "") || esn(object) || nameOf(object),
    avatarUrl: ({ avatarUrl }) => avatarUrl,
    empty: () => "",
};

const valueOf = (source: Source, object: WebexObject, data: WebexData): string =>
    (sources[source](object, data) ?? "").trim();

/** The UUID inside of a Webex id, which is Base64 of an address (inferred, not confirmed). */
function commonIdentityId(id: string): string {
    const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
    return uuid.exec(Buffer.from(id, "base64").toString("utf8"))?.[0] ?? uuid.exec(id)?.[0] ?? "";
}

/** `{streetAddress}, {postalCode} {locality}, {region} - {country}`, without the marks around what is empty. */
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
