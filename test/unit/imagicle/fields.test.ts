import { expect } from "chai";
import { type Connector, fields, type Field, type Source } from "../../../provider/imagicle/fields";

const places: Source[] = ["organizationName", "locationName"];
const withDepartment: Source[] = [...places, "department"];
const alias: Source[] = ["extension", "phoneNumber", "esn", "workPhone", "webexMail"];

/** The procedure's tables, row by row: display name, criterion where it states one, sources, characters at most. */
type Row = [label: string, criterion: "add" | "import" | undefined, from: Source[] | undefined, max?: number];
const add = (label: string): Row => [label, "add", undefined];
const ending: Row[] = [add("Send email notifications"), add("Attach recording file to email notifications")];
const fax = (number: Source, group: Source[]): Row[] => [
    ["Fax Number", undefined, [number]],
    ["Fax Group Username", undefined, ["faxNumber", ...group], 255],
    ["Fax Company Name", undefined, ["organizationName"]],
    ["Fax Default Priority (0/1/2)", undefined, undefined],
    add("Enable billing for fax number"),
    add("Fax: enable send"),
    add("Fax: enable receive"),
    add("Enable Fax2Email"),
    ["Fax to email address", undefined, ["webexMail"]],
    add("Fax2Email attach fax"),
];
const contact: Row[] = [
    ["Home Phone", undefined, ["workPhone"]],
    ["Mobile Business Number", undefined, ["mobilePhone"]],
    ["User address", undefined, ["address"]],
];
const departments = (from: Source[]): Row[] =>
    ["Department", "Recording Group name", "Cost Center", "Office Location"].map((label) => [
        label,
        undefined,
        from,
        255,
    ]);
const devices: Row[] = [
    ["Preferred Device name", undefined, ["nativeUserId"], 255],
    ["PBX Username", undefined, ["nativeUserId"], 255],
];
const phone: Row[] = [
    add("User PIN"),
    ["First extension number", undefined, ["esn", "phoneNumber"]],
    ["First extension number Alias", undefined, alias, 255],
    add("Enable billing for first extension number"),
    ["Cdr User Id", undefined, ["commonIdentityId"], 255],
];
const presence: Row[] = [
    add("Disable caller lookup on phone"),
    ["Rich Presence SIP URI", undefined, ["webexMail"]],
    ["Microsoft URI", undefined, ["webexMail"]],
    ["Webex URI", undefined, ["webexMail"]],
];
const start: Row[] = [
    add("Preferred language"),
    add("Password"),
    ["Active Directory username", "import", ["emailUsername", "webexId"], 255],
];

const tables: Record<Connector, Row[]> = {
    users: [
        ...start,
        ["Domain", "import", ["emailDomain"]],
        ["Single Sign-On (SSO) ID", undefined, ["webexMail"]],
        ["Conversational AI Username", undefined, ["webexMail"]],
        ["First Name", "import", ["firstName"]],
        ["Last Name", "import", ["lastName"], 255],
        ...phone,
        ["Device name", undefined, ["nativeUserId"], 255],
        ...devices,
        ["Email", undefined, ["webexMail"]],
        ...departments(withDepartment),
        add("Number of masked digits in Call Analytics"),
        add("Enable billing for voicemail number"),
        ["VoiceMail Number", undefined, ["voicemailOfEsn"]],
        ["VoiceMail Address", undefined, ["webexMail"]],
        add("Do not keep sent voicemails"),
        ...contact,
        ...fax("faxNumber", withDepartment),
        ...presence,
        ...ending,
        add("Is a room"),
        ["Picture", undefined, ["avatarUrl"]],
    ],
    virtualObjects: [
        ["Username", undefined, ["phoneNumberOrEsnOrName"], 20],
        ...start,
        ["Domain", "import", ["empty"]],
        ["Single Sign-On (SSO) ID", undefined, ["empty"]],
        ["Conversational AI Username", undefined, ["webexMail"]],
        ["First Name", "import", ["empty"]],
        ["Last Name", "import", ["name"], 255],
        ...phone,
        ["Device name", undefined, ["empty"]],
        ...devices,
        ...departments(places),
        add("Number of masked digits in Call Analytics"),
        add("Enable billing for voicemail number"),
        ["VoiceMail Number", undefined, []],
        ["VoiceMail Address", undefined, ["empty"]],
        add("Do not keep sent voicemails"),
        ...contact,
        ...fax("faxNumber", places),
        ...presence,
        ...ending,
        add("Is a room"),
        ["Picture", undefined, ["avatarUrl"]],
    ],
    faxWorkspaces: [
        ["Username", undefined, ["phoneNumberOrEsnOrName"], 20],
        ...start,
        ["Domain", "import", ["empty"]],
        ["Single Sign-On (SSO) ID", undefined, ["empty"]],
        ["Last Name", "import", ["name"], 255],
        ["Cdr User Id", undefined, ["commonIdentityId"], 255],
        ["Device name", undefined, ["nativeUserId"], 255],
        ...devices,
        ...departments(places),
        ...contact,
        ...fax("phoneNumberOrEsn", places),
        ...ending,
    ],
};

describe("the tables of Imagicle's procedure", () => {
    for (const [connector, rows] of Object.entries(tables)) {
        const table: Record<string, Field> = fields[connector as Connector];
        for (const [label, criterion, from, max] of rows)
            it(`${connector}: ${label}`, () => {
                const field = Object.values(table).find((one) => one.label === label);
                expect({ criterion: field?.criterion, from: field?.from, max: field?.max }).to.deep.equal({
                    criterion,
                    from,
                    max,
                });
            });

        it(`${connector}: no other row, in the same order`, () => {
            expect(Object.values(table).map(({ label }) => label)).to.deep.equal(rows.map(([label]) => label));
        });
    }

    it("passwords and PINs are secrets, priorities 0, 1 and 2, pictures 200 KB", () => {
        expect(fields.users.password.value).to.equal("secret");
        expect(fields.users.pin.value).to.equal("secret");
        expect(fields.users.faxPriority.value).to.deep.equal([0, 1, 2]);
        expect(fields.users.picture.maxBytes).to.equal(204_800);
    });
});
