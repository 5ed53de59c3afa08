import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const root = join(__dirname, "../../..");
const rules = (JSON.parse(readFileSync(join(root, ".textlintrc.json"), "utf8")) as Textlint).rules;

interface Textlint {
    rules: { terminology: { terms: [string, string][] }; "sentence-length": { max: number } };
}

/** The sentences of the doc comments in a file, without code and links. */
function sentencesIn(file: string): string[] {
    const comments = readFileSync(join(root, file), "utf8").matchAll(/^\s*\/\*\*(.*?)\*\//gms);
    return [...comments].flatMap(([, comment = ""]) =>
        comment
            .replace(/^\s*\* ?/gm, "")
            .replace(/```.*?```|`[^`]*`|\{@link [^}]*\}|"[^"]*"|https?:\S+/gs, "…")
            .split(/(?<=[.])\s|\n\n|@\w+/)
            .map((sentence) => sentence.replace(/\s+/g, " ").trim()),
    );
}

describe("the doc comments of the SDK and the policies", () => {
    const sentences = globSync("{sdk,policy}/**/*.ts", { cwd: root }).flatMap((file) =>
        sentencesIn(file).map((sentence) => ({ file, sentence })),
    );

    it("use the terms of the prose linter", () => {
        const terms = rules.terminology.terms.map(([term]) => term);
        const wrong = new RegExp(`(?<![\\w-])(?:${terms.join("|")})(?![\\w-])`, "i");
        expect(sentences.length).to.be.greaterThan(500);
        expect(sentences.filter(({ sentence }) => wrong.test(sentence))).to.deep.equal([]);
    });

    it("have sentences no longer than those of the documents", () => {
        const { max } = rules["sentence-length"];
        expect(sentences.filter(({ sentence }) => sentence.length > max)).to.deep.equal([]);
    });
});
