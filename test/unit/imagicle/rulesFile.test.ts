import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readRulesFile } from "../../../provider/imagicle/rulesFile";
import { readWebexData } from "../../../provider/imagicle/webexData";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "rules-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (text: string) => {
    const path = join(folder, "a.json");
    writeFileSync(path, text);
    return path;
};
const refusalOf = (call: Promise<unknown>) =>
    call.then(
        () => expect.fail("it must be refused"),
        (error: Error) => error.message.replaceAll(folder, "…"),
    );

describe("A file of rules", () => {
    it("is rejected with all of its mistakes at once", async () => {
        expect(await refusalOf(readRulesFile(join(folder, "none.json")))).to.include(
            "…/none.json: there is no such file",
        );
        expect(await refusalOf(readRulesFile(file('{"users":')))).to.match(/^…\/a\.json is not valid JSON: /);
        expect(await refusalOf(readRulesFile(file("[]")))).to.match(/^…\/a\.json: the rules must be an object/);
        const wrong = { users: { extention: "esn", pin: "1", faxSend: "yes" }, user: {}, filter: "(mail=a)" };
        const lines = (await refusalOf(readRulesFile(file(JSON.stringify(wrong))))).split("\n  ");
        expect(lines).to.deep.equal([
            "…/a.json: the rules are invalid [CC4019]:",
            'users.faxSend: must be a boolean; it is "yes" [CC4020]',
            'users: has no "extention"; did you mean "extension"? [CC4021]; has no "pin". Passwords and PINs belong in the stack\'s configuration [CC4021]',
            lines[3],
            'has no "user"; did you mean "users"? [CC4021]',
        ]);
        expect(lines[3]).to.match(/^filter: .*unknown field "mail"/);
    });

    it("may be empty, have nulls, and name its schema", async () => {
        expect(await readRulesFile(file("{}"))).to.deep.equal({});
        const text =
            '\ufeff{"$schema":"https://x.example/s.json","users":{"pin":null,"extension":"esn"},"filter":null}';
        expect(await readRulesFile(file(text))).to.deep.equal({ users: { extension: "esn" } });
    });
});

describe("A file of Webex data", () => {
    it("accepts null for absent, and numbers for text", async () => {
        const object = { kind: "user", id: "1", email: null, extension: 6623, address: null, unread: null };
        const { objects, organizationName } = await readWebexData(
            file(JSON.stringify({ organizationName: null, objects: [object, null] })),
        );
        expect(organizationName).to.equal("");
        expect(objects).to.deep.equal([{ kind: "user", id: "1", extension: "6623" }]);
    });

    it("is rejected with its mistakes", async () => {
        expect(await refusalOf(readWebexData(file("{")))).to.match(/^…\/a\.json is not valid JSON/);
        const text = JSON.stringify({ objects: [{ kind: "robot", id: "1" }, { kind: "user" }] });
        const lines = (await refusalOf(readWebexData(file(text)))).split("\n  ");
        expect(lines[0]).to.equal("…/a.json is not Webex data as `contact-center imagicle fetch` saves it [CC4040]:");
        expect(lines[1]).to.match(/^objects\[0\]\.kind: must be one of user, .*; it is "robot" \[CC4039\]$/);
        expect(lines[2]).to.match(/^objects\[1\]\.id: /);
    });
});
