import { existsSync } from "node:fs";
import { readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import * as contact from "../../sdk";
import { printedDuring, withStack } from "./fixture";

const program =
    (folder: string, more: Partial<contact.webex.UserImportArgs> = {}) =>
    () => {
        const { expected, checklist } = new contact.webex.UserImport("users", {
            name: "acme",
            source: join(folder, "export.csv"),
            output: join(folder, "import.csv"),
            domain: "acme.com",
            fromDomains: ["domain.com"],
            ...more,
        });
        return { expected, checklist };
    };
const exported = (...users: [string, string][]) =>
    ["UserName,FirstName,LastName,Email", ...users.map(([name, email]) => `u,${name},Smith,${email}`)].join("\n");

describe("webex.UserImport on the real engine", () => {
    it("previews added, changed and removed users, writes the file, prints what a person has to do", () =>
        withStack({ unconfigured: true }, async ({ stack, folder, program: set }) => {
            set(program(folder));
            const [source, output] = [join(folder, "export.csv"), join(folder, "import.csv")];
            await writeFile(
                source,
                exported(["Anna", "anna@domain.com"], ["Ben", "ben@acme.com"], ["Carl", "carl@domain.com"]),
            );
            await stack.must(["preview"]);
            expect(existsSync(output)).to.equal(false);
            const printed = await printedDuring(() => stack.must(["up", "--yes", "--skip-preview"]));
            expect(printed).to.include(`Import ${output} (3 users)`).and.include("Tell all users well in advance");
            expect(await readFile(output, "utf8")).to.equal(
                "firstName,lastName,email\nAnna,Smith,anna@acme.com\nBen,Smith,ben@acme.com\nCarl,Smith,carl@acme.com\n",
            );
            expect((await stack.outputs())["expected"]).to.deep.equal({ users: 3, added: 3, changed: 0, removed: 0 });
            expect(await stack.steps("preview")).to.deep.equal([]);
            expect(await stack.steps("refresh")).to.deep.equal([]);

            await writeFile(
                source,
                exported(["Anne", "anna@domain.com"], ["Dora", "dora@domain.com"], ["Ben", "ben@acme.com"]),
            );
            const [step] = await stack.steps("preview");
            expect(Object.keys(step?.detailedDiff ?? {}).sort()).to.deep.equal([
                "expected.added",
                "expected.changed",
                "expected.removed",
                "snapshot",
            ]);
            await stack.must(["up", "--yes", "--skip-preview"]);
            expect((await stack.outputs())["expected"]).to.deep.equal({ users: 3, added: 1, changed: 1, removed: 1 });
            expect(JSON.stringify(await stack.state())).not.to.match(/anna@|dora@|Anne/);

            // A deleted file is drift: an update writes it again, and a refresh reports it missing.
            const written = await readFile(output, "utf8");
            await rm(output);
            const [again] = await stack.steps("preview");
            expect(Object.keys(again?.detailedDiff ?? {})).to.deep.equal(["rewrites"]);
            await stack.must(["up", "--yes", "--skip-preview"]);
            expect(await readFile(output, "utf8")).to.equal(written);
            expect((await stat(output)).mode & 0o777).to.equal(0o600);
            expect(await stack.steps("preview")).to.deep.equal([]);
            await rm(output);
            expect((await stack.steps("refresh")).map(({ op }) => op)).to.deep.equal(["delete"]);

            set(program(folder, { encoding: "utf-16le", scenario: 1, html: join(folder, "users.html") }));
            await stack.must(["up", "--yes", "--skip-preview"]);
            expect((await readFile(output, "utf16le")).startsWith("\ufefffirstName")).to.equal(true);
            expect(await readFile(join(folder, "users.html"), "utf8")).to.include("Import file for WebEx Connect");
            set(() => ({ ...new contact.webex.UserImport("users", { name: "acme", scenario: 3 }) }));
            await stack.must(["up", "--yes", "--skip-preview"]);
            expect(["import.csv", "users.html"].filter((name) => existsSync(join(folder, name)))).to.deep.equal([]);
            expect(existsSync(source)).to.equal(true);
        }));

    it("refuses an export with mistakes at preview, each with row, column and value; the last file is kept", () =>
        withStack({ unconfigured: true }, async ({ stack, folder, program: set }) => {
            set(program(folder));
            await writeFile(join(folder, "export.csv"), exported(["Anna", "anna@domain.com"]));
            await stack.must(["up", "--yes", "--skip-preview"]);
            const before = await readFile(join(folder, "import.csv"), "utf8");
            await writeFile(join(folder, "export.csv"), exported(["", "anna@domain.com"], ["Eve", "eve@other.org"]));
            for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
                const { code, output } = await stack.run([...command, "--color=never"]);
                expect(code).not.to.equal(0);
                expect(output).to.include('source: row 2, firstName "": is required');
                expect(output).to.include('source: row 3, email "eve@other.org": has the domain other.org');
            }
            expect(await readFile(join(folder, "import.csv"), "utf8")).to.equal(before);

            await symlink("export.csv", join(folder, "link.csv"));
            const source = await readFile(join(folder, "export.csv"), "utf8");
            set(program(folder, { output: join(folder, "link.csv"), html: join(folder, "export.csv") }));
            const { code, output } = await stack.run(["up", "--yes", "--skip-preview", "--color=never"]);
            expect(code).not.to.equal(0);
            for (const path of ["output", "html"])
                expect(output).to.match(new RegExp(`${path}: .*is an input of this run`));
            // A module runs once.
            set(() => require("../../examples/webex/index") as object);
            await stack.must(["config", "set", "webex:output", join(folder, "example.csv")]);
            await stack.must(["up", "--yes", "--skip-preview"]);
            expect((await stack.outputs())["expected"]).to.deep.include({ users: 5 });
            expect(existsSync(join(folder, "import.csv"))).to.equal(false);
            await stack.must(["destroy", "--yes", "--skip-preview"]);
            expect(existsSync(join(folder, "example.csv"))).to.equal(false);
            expect(await readFile(join(folder, "export.csv"), "utf8")).to.equal(source);
        }));
});
