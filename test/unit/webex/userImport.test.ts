import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { userImport, type UserImportInputs } from "../../../provider/webex/userImport";
import { printedDuring } from "../../printed";

const exported = "FirstName,LastName,Email\nAnna,Smith,anna@acme.com\nEve,,eve@acme.com\n";

describe("the files of webex.UserImport", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "user-import-"));
        writeFileSync(join(folder, "export.csv"), exported);
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const at = (name: string) => join(folder, name);
    const inputs = (more: Partial<UserImportInputs> = {}) =>
        userImport.inputs.parse({
            name: "acme",
            source: at("export.csv"),
            output: at("import.csv"),
            domain: "acme.com",
            ...more,
        });
    const derive = (more: Partial<UserImportInputs>, olds: Partial<UserImportInputs> = {}) =>
        userImport.derive?.(undefined, inputs(more), olds);

    it("an output that is the export, by any path, or the page is a problem of its property", async () => {
        symlinkSync("export.csv", at("link.csv"));
        for (const output of ["export.csv", "link.csv", "./export.csv"]) {
            const found = await derive({ output: at(output) });
            expect(
                found?.problems.map(({ path }) => path),
                output,
            ).to.deep.equal(["output"]);
        }
        expect((await derive({ html: at("import.csv") }))?.problems.map(({ path }) => path)).to.deep.equal(["html"]);
        expect((await derive({ output: at("none/import.csv") }))?.problems[0]?.reason).to.include("Create the folder");
        expect(readFileSync(at("export.csv"), "utf8")).to.equal(exported);
    });

    it("the export is not deleted, also if a state of an earlier version has it as the output", async () => {
        const last = { ...inputs({ output: at("export.csv") }), checklist: [] };
        const printed = await printedDuring(() => userImport.delete(undefined, "acme", last));
        expect(printed).to.include("export.csv was not deleted, because it is also an input");
        expect(existsSync(at("export.csv"))).to.equal(true);
    });

    it("the last file is deleted after the next one is written, unless it is the export now or the same by another path", async () => {
        writeFileSync(at("export.csv"), exported.replace("Eve,,", "Eve,Stone,"));
        const { outputs } = await userImport.create(undefined, inputs());
        await userImport.update?.(undefined, "acme", outputs, inputs({ output: `${folder}/./import.csv` }));
        expect(existsSync(at("import.csv"))).to.equal(true);
        await userImport.update?.(undefined, "acme", outputs, inputs({ output: at("next.csv") }));
        expect([existsSync(at("import.csv")), existsSync(at("next.csv"))]).to.deep.equal([false, true]);
        const renamed = { ...outputs, output: at("next.csv") };
        await userImport.update?.(
            undefined,
            "acme",
            renamed,
            inputs({ source: at("next.csv"), output: at("last.csv") }),
        );
        expect([existsSync(at("next.csv")), existsSync(at("last.csv"))]).to.deep.equal([true, true]);
    });

    it("a file that is gone is read as gone and written again; without a file there is nothing to miss", async () => {
        writeFileSync(at("export.csv"), exported.replace("Eve,,", "Eve,Stone,"));
        const { outputs } = await userImport.create(undefined, inputs());
        expect(await userImport.read(undefined, "acme", outputs)).to.equal(outputs);
        // The folder of a review may be another one.
        expect(await userImport.read(undefined, "acme", { ...outputs, output: "import.csv" })).not.to.equal(undefined);
        expect((await derive({}, outputs))?.inputs).not.to.have.property("rewrites");
        rmSync(at("import.csv"));
        expect(await userImport.read(undefined, "acme", outputs)).to.equal(undefined);
        expect((await derive({}, outputs))?.inputs.rewrites).to.equal(1);
        expect((await derive({}, { ...outputs, rewrites: 1 }))?.inputs.rewrites).to.equal(2);
        expect(await userImport.read(undefined, "acme", { name: "acme", scenario: 1 })).to.deep.equal({
            name: "acme",
            scenario: 1,
        });
    });

    it("the page is written by a check, also of an export with mistakes", async () => {
        const found = await derive({ html: at("users.html") });
        expect(found?.problems).to.deep.equal([
            { code: "CC5025", path: "source", reason: 'row 3, lastName "": is required' },
        ]);
        expect(readFileSync(at("users.html"), "utf8"))
            .to.include("required value is missing")
            .and.include("removed");
        expect(existsSync(at("import.csv"))).to.equal(false);
    });
});
