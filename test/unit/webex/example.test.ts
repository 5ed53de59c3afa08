import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { webex } from "../../../sdk";
import type { Finding } from "../../../sdk/webex/types";

const example = join(__dirname, "../../../examples/webex");

describe("The example of Webex", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "webex-example-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const converted = async (name: string) => {
        const findings: Finding[] = [];
        const output = join(folder, "import.csv");
        const result = await webex.convertUsers(
            {
                source: join(example, name),
                output,
                dialect: "connect-tci",
                domain: "acme.example",
                fromDomains: ["old-acme.example"],
                encoding: "utf-8",
            },
            (finding) => findings.push(finding),
        );
        return { result, findings, output };
    };

    it("converts its sample export", async () => {
        const { result, output } = await converted("meetings-users.csv");
        expect(result).to.deep.equal({ users: 5, errors: 0, warnings: 1, written: true });
        const [headings, first] = readFileSync(output, "utf8").split("\n");
        expect(headings).to.match(/^firstName,lastName,email,.*,TC2,TC1,Department$/);
        expect(first).to.match(/^Ada,Lovelace,ada\.lovelace@acme\.example,.*,EMEA,Sales,/);
    });

    it("finds a mistake of each kind in its other export", async () => {
        const { result, findings } = await converted("meetings-users-with-mistakes.csv");
        expect(result.written).to.equal(false);
        const kinds = ["address", "domain", "duplicate", "formula", "heading", "invisible", "required", "value"];
        expect([...new Set(findings.map(({ kind }) => kind))].sort()).to.deep.equal(kinds);
    });
});
