import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { releaseNotes } from "../../tools/release/notes";

const changelog = `# Changelog

## 1.2.0, 2026-12-01

- Add this.
- Mend that.

## 1.1.0, 2026-11-01

- Earlier.
`;

describe("a release", () => {
    it("has the notes of its version, and of no other", () => {
        expect(releaseNotes("v1.2.0", "1.2.0", changelog)).to.equal("- Add this.\n- Mend that.\n");
    });

    it("is refused with all problems if tag, package.json and changelog do not agree", () => {
        const refused = (tag: string, version: string, text = changelog) => {
            try {
                return releaseNotes(tag, version, text);
            } catch (error) {
                return (error as Error).message;
            }
        };
        expect(refused("v1.3.0", "1.3.0")).to.equal(
            'Not to be released:\n- CHANGELOG.md begins with "## 1.2.0, 2026-12-01"; it must be "## 1.3.0, <year>-<month>-<day>"',
        );
        expect(refused("v1.2.0", "1.2.1"))
            .to.include("- the tag is v1.2.0; package.json has version 1.2.1, so v1.2.1")
            .and.to.include("CHANGELOG.md begins with");
        expect(refused("1.2.0", "1.2.0")).to.include("so v1.2.0");
        expect(refused("v1.2.0", "1.2.0", "## 1.2.0, not released\n\n- A.\n")).to.include('"## 1.2.0, not released"');
        expect(refused("v1.2.0", "1.2.0", "## 1.2.0, 2026-12-01\n")).to.include("says nothing");
    });

    it("finds a changelog whose first heading is the version of package.json", () => {
        const root = join(__dirname, "../..");
        const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
        const [, first] = readFileSync(join(root, "CHANGELOG.md"), "utf8").split(/^## /m);
        expect(first).to.match(new RegExp(`^${version.replaceAll(".", "\\.")}, `));
    });
});
