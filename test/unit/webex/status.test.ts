import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readStatus } from "../../../provider/webex/status";

describe("an import status file", () => {
    let folder: string;
    let status: string;
    let imported: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "status-"));
        [status, imported] = [join(folder, "status.csv"), join(folder, "import.csv")];
        writeFileSync(
            status,
            "email,firstName,status,statusMessage\na@acme.com,A,SUCCESS,\nB@acme.com,B,FAILED,quota\nc@acme.com,C,FAILED,quota\n",
        );
        writeFileSync(imported, "firstName,email\nA,A@acme.com\nB,b@acme.com\nC,c@acme.com\nD,d@acme.com\n");
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("is counted by its values, because these are not published", async () => {
        const { users, groups, failed } = await readStatus(status, []);
        expect(users).to.equal(3);
        expect(groups).to.deep.equal([
            { status: "FAILED", message: "quota", users: 2 },
            { status: "SUCCESS", message: "", users: 1 },
        ]);
        expect(failed).to.deep.equal([["email", "firstName"]]);
    });

    it("lists who is missing, regardless of case, and writes those without success as an import file", async () => {
        const { missing, failed } = await readStatus(status, ["success"], imported);
        expect(missing).to.deep.equal(["d@acme.com"]);
        expect(failed).to.deep.equal([
            ["email", "firstName"],
            ["B@acme.com", "B"],
            ["c@acme.com", "C"],
        ]);
    });

    it("without its columns is rejected", async () => {
        const failure = await readStatus(imported, []).catch((error: Error) => error.message);
        expect(failure).to.include('has no column "status". Its headings are firstName, email');
    });
});
