import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect } from "chai";
import { withOutputs } from "../../../provider/core/outputs";
import { mostRows } from "../../../provider/core/page/report";
import { previewOf } from "../../../provider/imagicle/expected";
import { renderUserPage, UserPage } from "../../../provider/imagicle/page";
import type { WebexObject } from "../../../provider/imagicle/webexData";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "page-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes the page of people whose user names are formulas and who have no line. */
async function write(count: number): Promise<void> {
    const objects = Array.from({ length: count }, (_, index): WebexObject => ({
        kind: "user",
        id: `p${index}`,
        email: `=cmd${index}@acme.example`,
    }));
    const preview = previewOf({ organizationName: "ACME", objects }, { users: { extension: "esn" } });
    await withOutputs([], async (outputs) =>
        (await UserPage.open(outputs, join(folder, "users.html"))).write({ preview, organizationName: "ACME" }),
    );
}

describe("The page of Imagicle's users", () => {
    it("shows the first users of a clash, and how many more there are", () => {
        const objects = Array.from({ length: 30 }, (_, index): WebexObject => ({
            kind: "user",
            id: `p${index}`,
            email: `user${index}@acme.example`,
            extension: "1",
        }));
        const preview = previewOf({ organizationName: "ACME", objects }, { users: { extension: "esn" } });
        const page = renderUserPage({ preview, organizationName: "ACME" }, "");
        const [, clashes = ""] = /Clashes<\/h2>([\s\S]*?)<h2/.exec(page) ?? [];
        expect(clashes.match(/<strong>/g)).to.have.length(13);
        expect(clashes).to.include("user11@").and.include("… and 18 more").and.not.include("user12@");
    });

    it("is one file, for its owner only, if all problems are on it", async () => {
        await write(3);
        expect(existsSync(join(folder, "users.csv"))).to.equal(false);
        expect(statSync(join(folder, "users.html")).mode & 0o777).to.equal(0o600);
    });

    it("has the rest in a CSV file of the same name, without formulas", async () => {
        await write(mostRows + 1);
        expect(readFileSync(join(folder, "users.html"), "utf8")).to.match(/of 2,001\. All are in users\.csv\./);
        const [headings, first, ...others] = parse(readFileSync(join(folder, "users.csv"))) as string[][];
        expect(headings).to.deep.equal(["Level", "User", "Field", "Value", "What is wrong"]);
        expect(first?.[1]).to.equal("'=cmd0@acme.example");
        expect(others).to.have.length(mostRows);
    });
});
