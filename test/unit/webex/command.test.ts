import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { expect } from "chai";
import { allCommands } from "../../../cli/failure";
import { driftCommand } from "../../../cli/drift";
import { imagicleCommand } from "../../../cli/imagicle";
import { webexCommand } from "../../../cli/webex";
import { outputOf } from "../../printed";

const exported = "UserName,FirstName,LastName,Email\nx,Anna,Smith,anna@old.com\n";
const wrong = "UserName,FirstName,LastName,Email\nx,,Smith,anna@old.com\n";

describe("contact-center webex", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "webex-"));
        writeFileSync(join(folder, "export.csv"), exported);
    });
    afterEach(() => {
        process.exitCode = 0;
        rmSync(folder, { recursive: true, force: true });
    });

    const at = (name: string) => join(folder, name);
    const read = (name: string) => readFileSync(at(name), "utf8");
    const webex = async (...args: string[]) => {
        const { log } = await outputOf(() => webexCommand().parseAsync(args, { from: "user" }));
        return log.replaceAll(`${folder}/`, "");
    };
    const refused = (...args: string[]) =>
        webex(...args).then(
            () => expect.fail("it must be refused"),
            (failure: Error) => failure.message.replaceAll(`${folder}/`, ""),
        );
    const convert = ["convert", "--domain", "acme.com", "--from", "old.com"];

    it("convert takes the options before the file too, as its usage line says", async () => {
        expect(await webex(...convert, at("export.csv"), "-o", at("import.csv"))).to.equal(
            "anna@acme.com  Anna Smith\nimport.csv: 1 user, 0 errors, 0 warnings\n",
        );
        expect(
            await webex("status", "--succeeded", "OK", "--succeeded", "YES", at("status.csv")).catch(String),
        ).to.include("status.csv: there is no such file");
    });

    it("convert never writes to the export or twice to one file, by any path, and leaves nothing behind", async () => {
        symlinkSync("export.csv", at("link.csv"));
        symlinkSync("export.csv", at("findings.csv"));
        const before = readdirSync(folder);
        for (const more of [
            ["-o", at("export.csv")],
            ["-o", at("link.csv")],
            ["-o", at("import.csv"), "--report", at("export")],
            ["-o", at("import.csv"), "--report", at("findings")],
            ["-o", at("import.csv"), "--report", at("import")],
        ])
            expect(await refused(...convert, at("export.csv"), ...more)).to.match(
                /of this run\. Name another file to write to\. \[CC1119\]$/,
            );
        expect(read("export.csv")).to.equal(exported);
        expect(readdirSync(folder)).to.deep.equal(before);
    });

    it("convert keeps the last import file if there are errors, and still writes the report", async () => {
        writeFileSync(at("import.csv"), "before");
        writeFileSync(at("export.csv"), wrong);
        await webex(...convert, at("export.csv"), "-o", at("import.csv"), "--report", at("findings"));
        expect(read("import.csv")).to.equal("before");
        expect(read("findings.csv")).to.include("error,2,firstName,,is required");
        expect(process.exitCode).to.equal(1);
    });

    it("convert writes a page with users of one address next to each other, and lists all users and findings if asked", async () => {
        const rows = Array.from({ length: 30 }, (_, index) => `x,Ben,No ${index},ben${index}@acme.com\n`).join("");
        writeFileSync(at("export.csv"), `${exported}${rows}y,Eve,Stone,ANNA@acme.com\n`);
        const [output, html] = [at("import.csv"), at("page.html")];
        const few = await webex(...convert, at("export.csv"), "-o", output, "--partial", "--html", html);
        expect(few.split("\n").filter((line) => line.includes("  Ben No"))).to.have.length(19);
        expect(few).to.include("… and 11 more users; --all lists them");
        const [clash = ""] = /<ul class="sides">[^]*?<\/ul>/.exec(read("page.html")) ?? [];
        const text = clash
            .replace(/<[^>]*>/g, " ")
            .replace(/\s+/g, " ")
            .trim();
        expect(text).to.equal("Row 2 Anna Smith anna@old.com x Row 33 Eve Stone ANNA@acme.com y");
        const all = await webex(...convert, at("export.csv"), "-o", output, "--partial", "--all");
        expect(all.split("\n").filter((line) => line.includes("  Ben No"))).to.have.length(30);
    });

    it("status never writes to the status file or the import file", async () => {
        const text = "email,status,statusMessage\na@acme.com,FAILED,quota\n";
        for (const name of ["status.csv", "import.csv"]) writeFileSync(at(name), text);
        for (const output of ["status.csv", "import.csv"])
            expect(
                await refused(
                    "status",
                    at("status.csv"),
                    "--import",
                    at("import.csv"),
                    "--succeeded",
                    "OK",
                    "--failed",
                    at(output),
                ),
            ).to.include("is an input of this run");
        expect([read("status.csv"), read("import.csv")]).to.deep.equal([text, text]);
    });
});

describe("other commands", () => {
    it("never write to a file that they read, or twice to one file", async () => {
        const folder = mkdtempSync(join(tmpdir(), "outputs-"));
        const [data, rules, header] = ["data.json", "rules.json", "header.csv"].map((name) => {
            writeFileSync(join(folder, name), name === "header.csv" ? "Last Name\n" : "{}");
            return join(folder, name);
        }) as [string, string, string];
        const imagicle = ["csv", data, "--rules", rules, "--header", header, "-o"];
        const calls = [
            ...[data, rules, header].map((output) => [imagicleCommand(), [...imagicle, output]] as const),
            [driftCommand(), ["--review", data, "--json", data]],
            [driftCommand(), ["--sarif", header, "--html", header]],
        ] as const;
        for (const [command, args] of calls) {
            const failure = await command.parseAsync(args, { from: "user" }).catch((error: Error) => error.message);
            expect(failure, args.join(" ")).to.match(/is (an input|another output) of this run\. Name another file/);
        }
        expect(readFileSync(header, "utf8")).to.equal("Last Name\n");
        rmSync(folder, { recursive: true, force: true });
    });
});

describe("options of all commands", () => {
    it("that take several values do not take the command's argument as one", async () => {
        const folders = readdirSync(join(__dirname, "../../../cli"), { withFileTypes: true }).filter((one) =>
            one.isDirectory(),
        );
        const modules = await Promise.all(
            folders.map(
                ({ name }) =>
                    import(`../../../cli/${name}/index.js`) as Promise<Record<string, () => CommandUnknownOpts>>,
            ),
        );
        const commands = modules
            .flatMap(Object.values)
            .flatMap((command: () => CommandUnknownOpts) => allCommands(command()));
        const wrong = commands
            .filter((command) => command.registeredArguments.length > 0)
            .flatMap((command) =>
                command.options.filter(({ variadic }) => variadic).map(({ flags }) => `${command.name()} ${flags}`),
            );
        expect(commands.length).to.be.above(30);
        expect(wrong).to.deep.equal([]);
    });
});
