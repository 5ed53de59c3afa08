import {
    chmodSync,
    existsSync,
    linkSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    realpathSync,
    rmSync,
    statSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect } from "chai";
import { errorText } from "../../../cli/failure";
import { fileError, readJsonFile } from "../../../provider/core/files";
import { Outputs, removeOutput, withOutputs, writeOutput } from "../../../provider/core/outputs";

let folder: string;
beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "outputs-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const put = (name: string, text: string) => (writeFileSync(at(name), text), at(name));
const mode = (name: string) => (statSync(at(name)).mode & 0o777).toString(8);
const refusal = (promise: Promise<unknown>) =>
    promise.then(
        () => expect.fail("it must be refused"),
        (error: Error) => error.message.replaceAll(`${folder}/`, ""),
    );

describe("an output", () => {
    it("appears in its place as a whole, at the end; until then the existing file stays", async () => {
        put("out.csv", "before");
        await withOutputs([], async (outputs) => {
            const output = await outputs.open(at("out.csv"));
            expect(readdirSync(folder)).to.deep.equal(["out.csv"]);
            await output.write("one ");
            await output.write("two");
            expect(readFileSync(at("out.csv"), "utf8")).to.equal("before");
        });
        expect(readFileSync(at("out.csv"), "utf8")).to.equal("one two");
        expect(readdirSync(folder)).to.deep.equal(["out.csv"]);
    });

    it("is neither replaced nor left half written if the run fails", async () => {
        put("out.csv", "before");
        const failed = withOutputs([], async (outputs) => {
            await (await outputs.open(at("out.csv"))).write("half");
            (await outputs.open(at("other.csv"))).stream().write("half");
            throw new Error("no more");
        });
        expect(await refusal(failed)).to.equal("no more");
        expect(readFileSync(at("out.csv"), "utf8")).to.equal("before");
        expect(readdirSync(folder)).to.deep.equal(["out.csv"]);
    });

    it("is never an input, whatever path, symbolic or hard link leads to it", async () => {
        const source = put("export.csv", "the only one");
        symlinkSync("export.csv", at("link.csv"));
        symlinkSync("link.csv", at("second.csv"));
        linkSync(source, at("hard.csv"));
        mkdirSync(at("folder"));
        symlinkSync("..", at("folder/up"));
        const paths = [
            source,
            relative(process.cwd(), source),
            join(folder, "folder/../export.csv"),
            ...["link.csv", "second.csv", "hard.csv", "folder/up/export.csv"].map(at),
        ];
        for (const path of paths)
            for (const [input, output] of [
                [source, path],
                [path, source],
            ] as const)
                expect(await refusal(writeOutput(output, "", { inputs: [input] })), path).to.match(
                    /is an input of this run. Name another file to write to\. \[CC1119\]$/,
                );
        expect(readFileSync(source, "utf8")).to.equal("the only one");
    });

    it("is never another output, also if neither is there yet", async () => {
        symlinkSync("report.csv", at("link.csv"));
        const outputs = new Outputs([at("absent.csv")]);
        await outputs.open(at("report.csv"));
        expect(await refusal(outputs.open(at("report.csv")))).to.equal(
            "report.csv is another output of this run. Name another file to write to. [CC1119]",
        );
        expect(await refusal(outputs.open(at("link.csv")))).to.equal(
            "link.csv is the same file as report.csv, which is another output of this run. Name another file to write to. [CC1119]",
        );
        expect(await refusal(outputs.open(at("absent.csv")))).to.include("is an input of this run");
    });

    it("at a symbolic link is written where the link leads to", async () => {
        mkdirSync(at("data"));
        symlinkSync("data/new.csv", at("link.csv"));
        await writeOutput(at("link.csv"), "text");
        expect(readFileSync(at("data/new.csv"), "utf8")).to.equal("text");
        expect(realpathSync(at("link.csv"))).to.equal(at("data/new.csv"));
    });

    it("with personal data is for its owner only; any other keeps the permissions of the file in its place", async () => {
        chmodSync(put("script.sh", ""), 0o750);
        chmodSync(put("users.csv", ""), 0o644);
        await writeOutput(at("script.sh"), "text");
        await writeOutput(at("users.csv"), "text", { personal: true });
        await writeOutput(at("new.csv"), "text", { personal: true });
        expect(["script.sh", "users.csv", "new.csv"].map(mode)).to.deep.equal(["750", "600", "600"]);
    });

    it("may be a device, which is written to and not replaced", async () => {
        await writeOutput("/dev/null", "text");
        expect(statSync("/dev/null").isCharacterDevice()).to.equal(true);
    });

    it("that was written by an earlier run is removed, but never if it is an input too", async () => {
        const source = put("export.csv", "the only one");
        symlinkSync("export.csv", at("link.csv"));
        put("import.csv", "");
        expect(await removeOutput(at("link.csv"), [source])).to.equal(false);
        expect(await removeOutput(source, [source])).to.equal(false);
        expect(await removeOutput(at("import.csv"), [source])).to.equal(true);
        expect(await removeOutput(at("import.csv"), [source])).to.equal(true);
        expect(readdirSync(folder)).to.deep.equal(["export.csv", "link.csv"]);
    });
});

describe("an error of the file system", () => {
    it("names the file and says what to do", async () => {
        put("file", "");
        symlinkSync("loop", at("loop"));
        const text = (name: string) => refusal(writeOutput(at(name), ""));
        expect(await text("none/out.csv")).to.equal(
            "none/out.csv: its folder does not exist. Create the folder, or name another file. [CC1116]",
        );
        expect(await refusal(writeOutput(folder, ""))).to.equal(`${folder}: it is a folder. Name a file. [CC1118]`);
        expect(await text("file/out.csv")).to.include("a part of its path is a file and not a folder");
        expect(await text("loop")).to.include("its symbolic links form a loop");
        expect(await text("x".repeat(300))).to.include("its name is too long");
        expect(existsSync(at("none"))).to.equal(false);
    });

    it("is one sentence for every code, including unknown ones, for reading and for writing", () => {
        for (const code of ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "EBUSY", "EMFILE", "ENEW"])
            for (const use of ["read", "write"] as const) {
                const error = Object.assign(new Error(`${code}: open '/x'`), { code, syscall: "open" });
                expect((fileError("users.csv", error, use) as Error).message).to.match(
                    /^users\.csv: [^:']+\. \[CC1116\]$/,
                );
            }
        const other = new Error("another");
        expect(fileError("users.csv", other, "read")).to.equal(other);
    });

    it("is printed as such by every command", async () => {
        const error = await import("node:fs/promises").then(({ readFile }) => readFile("nowhere").catch((one) => one));
        expect(errorText(error as Error)).to.equal("nowhere: there is no such file. Check the path. [CC1116]");
    });

    it("in JSON names the file too", async () => {
        const message = await refusal(readJsonFile(put("rules.json", "{,}")));
        expect(message).to.match(/^rules\.json is not valid JSON: .+\. Correct the file\. \[CC1117\]$/);
        expect(await readJsonFile(put("marked.json", "\ufeff{}"))).to.deep.equal({});
    });
});
