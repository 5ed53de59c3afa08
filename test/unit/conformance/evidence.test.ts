import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { assumptions } from "../../../operations/conformance/assumptions";
import { allChecks } from "../../../operations/conformance/targets";
import { evidencePage } from "../../../tools/evidence/page";

const root = join(__dirname, "../../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const ids: readonly string[] = assumptions.map(({ id }) => id);

/** Remarks in a text that something is not confirmed, and those that do not lead to an entry. */
function remarksOf(text: string): { remarks: number; unknown: string[] } {
    // A comment continues in the next line; quoted remarks do not count.
    const lines = text.replace(/\n\s*(\*|\/\/|>)? ?/g, " ");
    const found = [...lines.matchAll(/(?<!["“])\b(?:not|un)\s?confirmed(?:\*\*)?(?!["”])(.{0,24})/gi)];
    const unknown = found.flatMap(([remark, after = ""]) => {
        const id = /^\W{1,4}([A-Z]-\d+)\b/.exec(after)?.[1];
        return id !== undefined && ids.includes(id) ? [] : [remark];
    });
    return { remarks: found.length, unknown };
}

/** A file, and a name that is in it. */
function isThere(place: string): boolean {
    const [file = "", name] = place.split("#");
    return existsSync(join(root, file)) && (name === undefined || new RegExp(`\\b${name}\\b`).test(read(file)));
}

describe("the table of evidence", () => {
    it("is what docs/evidence.md says; `npm run evidence` writes it", () => {
        expect(read("docs/evidence.md")).to.equal(evidencePage());
    });

    it("has an entry for each remark that something is not confirmed, in documents, comments and messages", () => {
        const files = ["README.md", "CONTRIBUTING.md", "docs", "provider", "sdk", "operations", "cli", "engine"]
            .concat(["policy", "simulator", "templates", "tools", "bench"])
            .flatMap((path) => (path.endsWith(".md") ? path : globSync(`${path}/**/*.{ts,md,mjs}`, { cwd: root })))
            .filter((file) => !/evidence/.test(file));
        const found = files.map((file) => ({ file, ...remarksOf(read(file)) }));
        expect(found.flatMap(({ file, unknown }) => unknown.map((remark) => `${file}: ${remark}`))).to.deep.equal([]);
        expect(found.reduce((sum, { remarks }) => sum + remarks, 0)).to.be.greaterThan(60);
    });

    it("finds a remark without an entry", () => {
        const unknown = (text: string) => remarksOf(text).unknown.length;
        expect(unknown("// Not confirmed: that it is so.")).to.equal(1);
        expect(unknown("// That it is so is not\n    // confirmed (G-9999).")).to.equal(1);
        expect(unknown("Not confirmed ([G-1](evidence.md#g-1)): that it is so.")).to.equal(0);
        expect(unknown('What is not seen is marked "not confirmed".')).to.equal(0);
    });

    it("names only places that exist in the code", () => {
        const wrong = assumptions.flatMap(({ id, places }) =>
            places.filter((one) => !isThere(one)).map((one) => [id, one]),
        );
        expect(wrong).to.deep.equal([]);
        const inNoCode = assumptions.filter(
            ({ places }) => places.length === 0 || places.some((one) => one.endsWith(".md")),
        );
        expect(inNoCode.map(({ id }) => id)).to.deep.equal([]);
        expect(isThere("provider/genesys/role.ts#noSuchName")).to.equal(false);
    });

    it("has each id once, and either a check or the reason for none", () => {
        expect(ids.filter((id, index) => ids.indexOf(id) !== index)).to.deep.equal([]);
        const checked: readonly string[] = allChecks.map(({ id }) => id);
        expect(checked.filter((id, index) => checked.indexOf(id) !== index)).to.deep.equal([]);
        expect(checked.filter((id) => !ids.includes(id))).to.deep.equal([]);
        const both = assumptions.filter(({ id, noCheck }) => checked.includes(id) === (noCheck !== undefined));
        expect(both.map(({ id }) => id)).to.deep.equal([]);
    });
});
