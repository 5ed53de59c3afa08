/** The source of a field's value in Webex, in the words of the procedure. */
export const sources = {
    emailUsername: "username coming from Email field",
    webexId: "Webex id",
    emailDomain: "domain coming from Email field",
    webexMail: "Webex Mail",
    firstName: "firstname",
    lastName: "lastname",
    name: "name",
    esn: "ESN = location.routingPrefix + webexCalling.extension",
    phoneNumber: "Phone Number = webexCalling.countryCode + webexCalling.number",
    extension: "Extension = webexCalling.extension",
    workPhone: "Work Phone = workPhone",
    mobilePhone: "mobilePhone",
    commonIdentityId: "commonIdentityId",
    nativeUserId: "nativeUserId",
    organizationName: "Organization Name = organization.name",
    locationName: "Location Name = location.name",
    department: "Department = department",
    voicemailOfEsn: "*55 + ESN (location.routingPrefix + webexCalling.extension)",
    address: "{streetAddress}, {postalCode} {locality}, {region} - {country}",
    faxNumber: "Fax Number = faxNumber",
    phoneNumberOrEsn: "phoneNumber or ESN",
    phoneNumberOrEsnOrName: "phonenumber or ESN or name",
    avatarUrl: "AvatarURL",
    empty: "empty",
} as const;
export type Source = keyof typeof sources;

/**
 * The mapping criteria that the procedure states. For rows without one, its list was lost, and nothing is restricted.
 */
export const criteria = { add: "Only when adding, set this value", import: "Import every time from source" } as const;
export type Criterion = keyof typeof criteria;

/** A row of one of the procedure's tables. */
export interface Field {
    /** UCX Suite Display Name. */
    label: string;
    criterion?: Criterion;
    /** Possible sources; absent if it is a fixed value. */
    from?: readonly Source[];
    /** Possible fixed values. @default any text */
    value?: "secret" | "boolean" | "number" | readonly number[];
    /** Maximum number of characters. */
    max?: number;
    /** Maximum size in bytes of the content at an address. */
    maxBytes?: number;
}

export const connectors = {
    users: "Cisco Webex Users",
    virtualObjects: "Cisco Webex Virtual Objects",
    faxWorkspaces: "Cisco Webex Fax Workspaces",
} as const;
export type Connector = keyof typeof connectors;

const add = (label: string, value?: Field["value"]): Field => ({
    label,
    criterion: "add",
    ...(value ? { value } : {}),
});
const imported = (label: string, from: readonly Source[], max?: number): Field => ({
    label,
    criterion: "import",
    from,
    ...(max ? { max } : {}),
});
const synched = (label: string, from: readonly Source[], max?: number): Field => ({
    label,
    from,
    ...(max ? { max } : {}),
});

const places: readonly Source[] = ["organizationName", "locationName"];
const placesOfUsers: readonly Source[] = [...places, "department"];
const aliases: readonly Source[] = ["extension", "phoneNumber", "esn", "workPhone", "webexMail"];
const userNameLength = 20;

const common = {
    preferredLanguage: add("Preferred language"),
    password: add("Password", "secret"),
    activeDirectoryUsername: imported("Active Directory username", ["emailUsername", "webexId"], 255),
} as const;
const phone = {
    pin: add("User PIN", "secret"),
    extension: synched("First extension number", ["esn", "phoneNumber"]),
    extensionAlias: synched("First extension number Alias", aliases, 255),
    billExtension: add("Enable billing for first extension number", "boolean"),
    cdrUserId: synched("Cdr User Id", ["commonIdentityId"], 255),
} as const;
const devices = {
    preferredDeviceName: synched("Preferred Device name", ["nativeUserId"], 255),
    pbxUsername: synched("PBX Username", ["nativeUserId"], 255),
} as const;
const departments = (from: readonly Source[]) => ({
    department: synched("Department", from, 255),
    recordingGroup: synched("Recording Group name", from, 255),
    costCenter: synched("Cost Center", from, 255),
    officeLocation: synched("Office Location", from, 255),
});
const voicemail = {
    maskedDigits: add("Number of masked digits in Call Analytics", "number"),
    billVoicemail: add("Enable billing for voicemail number", "boolean"),
} as const;
const dropSentVoicemails = { dropSentVoicemails: add("Do not keep sent voicemails", "boolean") } as const;
const contact = {
    homePhone: synched("Home Phone", ["workPhone"]),
    mobileBusinessNumber: synched("Mobile Business Number", ["mobilePhone"]),
    userAddress: synched("User address", ["address"]),
} as const;
const fax = (number: Source, places_: readonly Source[]) => ({
    faxNumber: synched("Fax Number", [number]),
    faxGroup: synched("Fax Group Username", ["faxNumber", ...places_], 255),
    faxCompany: synched("Fax Company Name", ["organizationName"]),
    faxPriority: { label: "Fax Default Priority (0/1/2)", value: [0, 1, 2] } as Field,
    billFax: add("Enable billing for fax number", "boolean"),
    faxSend: add("Fax: enable send", "boolean"),
    faxReceive: add("Fax: enable receive", "boolean"),
    faxToEmail: add("Enable Fax2Email", "boolean"),
    faxEmail: synched("Fax to email address", ["webexMail"]),
    faxToEmailAttach: add("Fax2Email attach fax", "boolean"),
});
const presence = {
    noCallerLookup: add("Disable caller lookup on phone", "boolean"),
    presenceSipUri: synched("Rich Presence SIP URI", ["webexMail"]),
    microsoftUri: synched("Microsoft URI", ["webexMail"]),
    webexUri: synched("Webex URI", ["webexMail"]),
} as const;
const notifications = {
    sendNotifications: add("Send email notifications", "boolean"),
    attachRecording: add("Attach recording file to email notifications", "boolean"),
} as const;
const last = {
    isRoom: add("Is a room", "boolean"),
    picture: { label: "Picture", from: ["avatarUrl"], maxBytes: 200 * 1_024 } as Field,
} as const;

/** Every row of the procedure's three tables, in their order. */
export const fields = {
    users: {
        ...common,
        domain: imported("Domain", ["emailDomain"]),
        singleSignOnId: synched("Single Sign-On (SSO) ID", ["webexMail"]),
        conversationalAiUsername: synched("Conversational AI Username", ["webexMail"]),
        firstName: imported("First Name", ["firstName"]),
        lastName: imported("Last Name", ["lastName"], 255),
        ...phone,
        deviceName: synched("Device name", ["nativeUserId"], 255),
        ...devices,
        // The label of this row was lost from the public copy. Its source and its position show what it is.
        email: synched("Email", ["webexMail"]),
        ...departments(placesOfUsers),
        ...voicemail,
        voicemailNumber: synched("VoiceMail Number", ["voicemailOfEsn"]),
        voicemailAddress: synched("VoiceMail Address", ["webexMail"]),
        ...dropSentVoicemails,
        ...contact,
        ...fax("faxNumber", placesOfUsers),
        ...presence,
        ...notifications,
        ...last,
    },
    virtualObjects: {
        username: synched("Username", ["phoneNumberOrEsnOrName"], userNameLength),
        ...common,
        domain: imported("Domain", ["empty"]),
        singleSignOnId: synched("Single Sign-On (SSO) ID", ["empty"]),
        conversationalAiUsername: synched("Conversational AI Username", ["webexMail"]),
        firstName: imported("First Name", ["empty"]),
        lastName: imported("Last Name", ["name"], 255),
        ...phone,
        deviceName: synched("Device name", ["empty"]),
        ...devices,
        ...departments(places),
        ...voicemail,
        voicemailNumber: synched("VoiceMail Number", []),
        voicemailAddress: synched("VoiceMail Address", ["empty"]),
        ...dropSentVoicemails,
        ...contact,
        ...fax("faxNumber", places),
        ...presence,
        ...notifications,
        ...last,
    },
    faxWorkspaces: {
        username: synched("Username", ["phoneNumberOrEsnOrName"], userNameLength),
        ...common,
        domain: imported("Domain", ["empty"]),
        singleSignOnId: synched("Single Sign-On (SSO) ID", ["empty"]),
        lastName: imported("Last Name", ["name"], 255),
        cdrUserId: phone.cdrUserId,
        deviceName: synched("Device name", ["nativeUserId"], 255),
        ...devices,
        ...departments(places),
        ...contact,
        ...fax("phoneNumberOrEsn", places),
        ...notifications,
    },
} as const satisfies Record<Connector, Record<string, Field>>;
