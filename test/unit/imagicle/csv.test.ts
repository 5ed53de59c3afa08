import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { usersAsTable } from "../../../provider/imagicle/csv";
import { previewOf } from "../../../provider/imagicle/expected";
import type { WrittenRules } from "../../../provider/imagicle/rules";
import type { WebexObject } from "../../../provider/imagicle/webexData";

const objects: WebexObject[] = [
    { kind: "user", id: "p1", email: "ada@acme.example", lastName: "Lovelace", extension: "1" },
    { kind: "call-queue", id: "q1", name: "Support", extension: "9" },
];

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "csv-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function table(header: string, written: WrittenRules, columns: Record<string, string> = {}) {
    const file = join(folder, "header.csv");
    writeFileSync(file, `${header}\n`);
    const { users, rules } = previewOf({ organizationName: "ACME", objects }, written);
    return usersAsTable(users, rules, file, columns);
}
const users = {
    preferredLanguage: "EN",
    faxPriority: 0,
    department: { value: "Sales" },
    extension: "esn",
    faxSend: true,
    billFax: false,
};

describe("Users under custom headings", () => {
    it("have the values that rules set, whatever their type", async () => {
        const { rows, notes } = await table(
            "Preferred language,Fax Default Priority (0/1/2),Department,Fax: enable send,Enable billing for fax number,Last Name",
            { users },
        );
        expect(rows).to.deep.equal([["EN", "0", "Sales", "True", "False", "Lovelace"]]);
        expect(notes).to.deep.equal([
            "yes and no are written as True and False. Not confirmed (I-3): compare with the exported file",
        ]);
    });

    it("explain for each connector why a column stays empty", async () => {
        const { rows, notes } = await table("Username,Cost Center,Password,Device name,Their own", {
            users: { deviceName: "nativeUserId" },
            virtualObjects: { costCenter: "locationName" },
        });
        expect(rows).to.deep.equal([
            ["", "", "", "", ""],
            ["CQ_9", "", "", "", ""],
        ]);
        const of = (heading: string, connector: string) =>
            `"${heading}" stays empty for the users of "Cisco Webex ${connector}": `;
        expect(notes).to.deep.equal([
            `${of("Username", "Users")}the connector has no such field. Name another one with --column`,
            `${of("Cost Center", "Users")}the rules neither set it nor name a source`,
            `${of("Password", "Users")}passwords and PINs are not written to files`,
            `${of("Password", "Virtual Objects")}passwords and PINs are not written to files`,
            `${of("Device name", "Users")}the Webex API does not return nativeUserId`,
            `${of("Device name", "Virtual Objects")}the rules neither set it nor name a source`,
            '"Their own" stays empty: no field has this name. Name one with --column "Their own=<field>"',
        ]);
    });

    it("may take one column from a field by connector", async () => {
        const { rows, notes } = await table(
            "Username",
            { users: {}, virtualObjects: {} },
            { Username: "username,activeDirectoryUsername" },
        );
        expect(rows).to.deep.equal([["ada"], ["CQ_9"]]);
        expect(notes).to.deep.equal([]);
    });
});
