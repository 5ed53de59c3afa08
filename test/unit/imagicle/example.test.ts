import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { connectors } from "../../../provider/imagicle/fields";
import { previewOf } from "../../../provider/imagicle/expected";
import type { WrittenRules } from "../../../provider/imagicle/rules";
import { readRulesFile } from "../../../provider/imagicle/rulesFile";
import { readWebexData } from "../../../provider/imagicle/webexData";

const root = join(__dirname, "../../..");
const example = join(root, "examples/imagicle");
const data = () => readWebexData(join(example, "webex.json"));

describe("The example of Imagicle", () => {
    it("has rules for every connector, users of each, and one problem of each kind that data can have", async () => {
        const rules = await readRulesFile(join(example, "rules.json"));
        const { users, problems, warnings } = previewOf(await data(), rules);
        expect(new Set(users.map(({ connector }) => connector))).to.deep.equal(new Set(Object.keys(connectors)));
        expect(users.map(({ key }) => key)).not.to.include("tim.berners-lee@acme.example");
        expect(warnings).to.deep.equal([]);
        const kinds = ["noLine", "notRead", "numberTwice", "otherLine", "username"];
        expect([...new Set(problems.map(({ kind }) => kind))].sort()).to.deep.equal(kinds);
    });

    it("as the documents and the doc comment have it, its filter passes users of each connector that is declared", async () => {
        const webex = await data();
        for (const file of ["docs/imagicle.md", "sdk/imagicle/userSync.ts"]) {
            const text = readFileSync(join(root, file), "utf8");
            const program = /new imagicle\.UserSync\([\s\S]*?\}\);/.exec(text)?.[0] ?? "";
            const [, filter = ""] = /filter: "([^"]+)"/.exec(program) ?? [];
            expect(filter, file).not.to.equal("");
            const declared = Object.keys(connectors).filter((one) => new RegExp(`\\b${one}: \\{`).test(program));
            expect(declared, file).to.include("users");
            const rules = Object.fromEntries(declared.map((one) => [one, {}])) as WrittenRules;
            expect(previewOf(webex, { ...rules, filter }).warnings, file).to.deep.equal([]);
        }
    });
});
