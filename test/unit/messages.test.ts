import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { coded } from "../../provider/transport/message";
import { UserError } from "../../provider/transport/errors";
import { describeProblems } from "../../provider/core/describe";
import { type Entry, ranges } from "../../tools/messages/entries";
import { messagesPage } from "../../tools/messages/page";
import { allMessages, messagesIn } from "../../tools/messages/source";

const root = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const messages = allMessages();
const entries = Object.values(ranges).flatMap((range) => Object.entries<Entry>(range.entries));

/** The digits of the ranges that a folder may use; the first match counts. */
const rangesOf: readonly [RegExp, string][] = [
    [/^(provider|sdk)\/(genesys|emite)\//, "2"],
    [/^(provider|sdk)\/eleveo\//, "3"],
    [/^(provider|sdk)\/imagicle\//, "4"],
    [/^(provider|sdk)\/webex\//, "5"],
    [/^(plugin|policy|provider|sdk)\//, "1"],
    [/^(cli|operations)\//, "67"],
    [/^engine\//, "8"],
];

/** Terms that a message avoids in addition to those of the prose linter. */
const others = [
    "(?<!there )is no",
    "there is no one",
    "nobody",
    "made",
    "makes",
    "is to (?:be|hold)",
    "such one",
    "of its own",
    "alone",
];
const longestSentence = 30;

const textOf = ({ code, text }: { code: string | undefined; text: string }): string =>
    entries.find(([key]) => key === code)?.[1].text ?? text;

/** What a text breaks: the terms, and the sentences that are too long. A placeholder counts as one word. */
function breaks(text: string): string[] {
    const { rules } = JSON.parse(read(".textlintrc.json")) as {
        rules: { terminology: { terms: [string, string][] } };
    };
    const terms = [...rules.terminology.terms.map(([term]) => term), ...others];
    const wrong = new RegExp(`(?<![\\w-])(?:${terms.join("|")})(?![\\w-])`, "gi");
    const plain = text.replace(/`[^`]*`|"[^"]*"/g, "…").replace(/<[^>]*>/g, "…");
    const sentences = plain.split(/(?<=[.:;])\s|\n/);
    const long = sentences.filter((one) => one.split(/\s+/).length > longestSentence);
    return [...(plain.match(wrong) ?? []), ...long];
}

describe("messages", () => {
    it("all have a code", () => {
        const without = messages.filter(({ code }) => code === undefined);
        expect(without.map(({ place, text }) => `${place} ${text}`)).to.deep.equal([]);
    });

    it("have a code of their own, from the range of their folder", () => {
        const codes = messages.flatMap(({ code }) => code ?? []);
        expect(codes.filter((code, index) => codes.indexOf(code) !== index)).to.deep.equal([]);
        const strays = messages.filter(({ code, place }) => {
            const digits = rangesOf.find(([files]) => files.test(place))?.[1] ?? "";
            return code !== undefined && !digits.includes(code[2] ?? "");
        });
        expect(strays).to.deep.equal([]);
    });

    it("have a text and an entry, and each entry has a message", () => {
        const codes = new Set(messages.map(({ code }) => code));
        const explained = new Set(entries.map(([code]) => code));
        expect(messages.filter(({ code }) => code !== undefined && !explained.has(code))).to.deep.equal([]);
        expect(entries.map(([code]) => code).filter((code) => !codes.has(code))).to.deep.equal([]);
        expect(messages.filter((one) => one.code !== undefined && /^(<[^>]*>)?$/.test(textOf(one)))).to.deep.equal([]);
    });

    it("are listed in docs/messages.md; `npm run messages` writes it", () => {
        expect(read("docs/messages.md")).to.equal(messagesPage(messages));
    });

    it("and what the page says about them are plain English", () => {
        const texts = messages
            .filter(({ code }) => code !== undefined)
            .map((one) => [one.place, textOf(one)] as const)
            .concat(entries.map(([code, { when, fix = "" }]) => [code, `${when} ${fix}`]));
        const wrong = texts.map(([place, text]) => [place, ...breaks(text)]).filter(({ length }) => length > 1);
        expect(wrong).to.deep.equal([]);
        expect(breaks('there is no one in vain "in vain"')).to.deep.equal(["there is no one", "in vain"]);
    });

    it("show the code once, at the end or before a list", () => {
        expect(new UserError("CC1000", "the file is missing").message).to.equal("the file is missing [CC1000]");
        expect(new UserError(undefined, coded("CC1000", "two:\n  a\n  b")).message).to.equal("two [CC1000]:\n  a\n  b");
        expect(describeProblems("group", "A", [{ code: "CC1000", path: "name", reason: "is required" }])).to.equal(
            'group "A": name: is required [CC1000]',
        );
    });

    it("are found in the source with their texts, with and without a code", () => {
        const found = (text: string) => messagesIn("one.ts", text).map(({ code, text: words }) => [code, words]);
        const list = 'const why = isNew ? "is new" : "is old";';
        expect(found(`${list} new UserError("CC1000", \`\${clientId} \${why}\`);`)).to.deep.equal([
            ["CC1000", "<client id> (is new | is old)"],
        ]);
        expect(found('f({ code: "CC1000", path, reason: `is ${JSON.stringify(value)}` })')).to.deep.equal([
            ["CC1000", "is <value>"],
        ]);
        expect(found("throw new Error(`no ${file.name}`)")).to.deep.equal([[undefined, "no <name>"]]);
        expect(found("throw new UserError(undefined, `${words}`); throw new Error(words)")).to.deep.equal([]);
        expect(found('f({ path, reason: "is wrong" })')).to.deep.equal([[undefined, "is wrong"]]);
        expect(found('import { z } from "zod"; z.string().min(1, "must not be empty")')).to.deep.equal([
            [undefined, "must not be empty"],
        ]);
    });
});
