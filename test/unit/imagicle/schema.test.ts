import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect } from "chai";
import { readRulesFile } from "../../../provider/imagicle/rulesFile";
import { imagicleRulesSchema } from "../../../tools/imagicleSchema";

const root = join(__dirname, "../../..");
const file = join(root, "schemas/imagicle-rules.json");
const written = `${JSON.stringify(imagicleRulesSchema(), undefined, 4)}\n`;
const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(imagicleRulesSchema());

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "rules-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Whether `contact-center imagicle` accepts rules. */
async function accepts(rules: object): Promise<boolean> {
    const path = join(folder, "rules.json");
    writeFileSync(path, JSON.stringify(rules));
    return readRulesFile(path).then(
        () => true,
        () => false,
    );
}

describe("The schema of Imagicle's rules", () => {
    it("has every field of the procedure's tables; UPDATE_SCHEMA=1 writes it", () => {
        if (process.env["UPDATE_SCHEMA"]) writeFileSync(file, written);
        expect(JSON.parse(readFileSync(file, "utf8"))).to.deep.equal(imagicleRulesSchema());
    });

    it("accepts and rejects the same as the command", async () => {
        const good: object[] = [
            {},
            { $schema: "x", users: {}, filter: "(email=*)" },
            { users: { extension: "esn", faxPriority: 0, faxSend: true, maskedDigits: 3, preferredLanguage: "EN" } },
            { users: { department: { from: "department", criterion: "Import every time from source" } } },
            { users: { department: { value: "Sales" } }, virtualObjects: { voicemailNumber: { value: "1" } } },
        ];
        const bad: object[] = [
            { user: {} },
            { users: { pin: "1234" } },
            { users: { extension: "department" } },
            { users: { faxPriority: 3 } },
            { users: { faxSend: "yes" } },
            { users: { maskedDigits: -1 } },
            { users: { department: { value: "x".repeat(256) } } },
            { users: { department: { from: "department", value: "Sales" } } },
            { users: { username: "phoneNumberOrEsnOrName" } },
            { virtualObjects: { voicemailNumber: "esn" } },
            { filter: 1 },
        ];
        for (const rules of good) {
            expect(validate(rules), JSON.stringify(rules)).to.equal(true);
            expect(await accepts(rules), JSON.stringify(rules)).to.equal(true);
        }
        for (const rules of bad) {
            expect(validate(rules), JSON.stringify(rules)).to.equal(false);
            expect(await accepts(rules), JSON.stringify(rules)).to.equal(false);
        }
    });
});
