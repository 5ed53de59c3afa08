import { expect } from "chai";
import fc from "fast-check";
import { domainOf, isOrdinary } from "../../../provider/webex/addresses";
import { checkInputs } from "../../../provider/runtime/check";
import { userImport } from "../../../provider/webex/userImport";
import { convert, csv, headings, refused, row, told } from "./converted";

const { default: isEmail } = require("validator/lib/isEmail") as { default: (text: string) => boolean };
const long = "x".repeat(80);
const emails = (outcome: { rows: string[][] }) => outcome.rows.slice(1).map((one) => one[2]);

describe("addresses", () => {
    for (const [address, reason] of [
        ["mailto:x@domain.com", 'must be an e-mail address, without "mailto:"'],
        ["<g@domain.com", "must be an e-mail address"],
        ["a..b@domain.com", "must be an e-mail address"],
        [".ana@domain.com", "must be an e-mail address"],
        ["ana.@domain.com", "must be an e-mail address"],
        [`${long}@domain.com`, "must be an e-mail address; it has 80 bytes before the @, and at most 64 are allowed"],
        ["ana@domain", "must be an e-mail address"],
        ["ana@domain..com", "must be an e-mail address"],
        ["ana@-domain.com", "must be an e-mail address"],
        ["ana b@domain.com", "must be an e-mail address"],
        ["ana@domain.com; eve@domain.com", "must be an e-mail address"],
        ["Ana <ana@domain.com>", "must be an e-mail address"],
        ["@domain.com", "must be an e-mail address"],
        ["ana@", "must be an e-mail address"],
        ["an\u200ea@domain.com", "contains the invisible character U+200E. Delete it"],
        ["ana@dom\u200bain.com", "contains the invisible character U+200B. Delete it"],
        ["ana@domain.com\u200b, eve", "contains the invisible character U+200B. Delete it"],
    ] as const)
        it(`are refused: ${JSON.stringify(address).slice(0, 40)}`, async () => {
            const outcome = await convert(csv([headings, row({ Email: address })]));
            expect(told(outcome)).to.deep.equal([`error 2 email: ${reason}`]);
            expect(outcome.findings[0]?.value).not.to.match(/\p{Default_Ignorable_Code_Point}/u);
        });

    it("are accepted as they are used: dots, plus, apostrophes, letters of all scripts, any case", async () => {
        const good = ["o'neil@acme.com", "a.b+c@acme.com", "jürgen@acme.com", "用户@acme.com", "Ana_1-2@ACME.com"];
        const outcome = await convert(csv([headings, ...good.map((Email) => row({ Email }))]));
        expect(told(outcome)).to.deep.equal([]);
        expect(emails(outcome)).to.deep.equal(good);
    });

    it("lose spaces and invisible characters at their ends", async () => {
        const ends = [" ana@domain.com\u00a0", "\u200eben@domain.com\u200f", "\ufeffeve@domain.com\u200b"];
        const outcome = await convert(csv([headings, ...ends.map((Email) => row({ Email }))]));
        expect(told(outcome)).to.deep.equal([]);
        expect(emails(outcome)).to.deep.equal(["ana@acme.com", "ben@acme.com", "eve@acme.com"]);
    });

    it("are equal regardless of their case, their Unicode form and the form of their domain", async () => {
        const rows = ["jürgen@münchen.de", "JU\u0308RGEN@MÜNCHEN.DE", "jürgen@xn--mnchen-3ya.de"].map((Email) =>
            row({ Email }),
        );
        const outcome = await convert(csv([headings, ...rows]), { domain: "xn--mnchen-3ya.de" });
        expect(told(outcome)).to.deep.equal([
            "error 3 email: is also the address of row 2",
            "error 4 email: is also the address of row 2",
        ]);
    });

    it("that the shortcut accepts are e-mail addresses for the validator too", () => {
        const part = fc.string({ unit: fc.constantFrom(..."aZ09.-_+"), minLength: 1, maxLength: 20 });
        fc.assert(
            fc.property(part, part, fc.constantFrom("com", "de", "museum", "c0m", "x"), (local, domain, end) => {
                const address = `${local}@${domain}.${end}`;
                if (isOrdinary(address)) expect(isEmail(address), address).to.equal(true);
            }),
            { numRuns: 3_000 },
        );
        expect(isOrdinary("ana.smith-1@mail.domain.com")).to.equal(true);
    });
});

describe("names", () => {
    it("lose invisible characters at their ends; one inside is a warning that shows it", async () => {
        const outcome = await convert(
            csv([headings, row({ FirstName: "\u200eJo\u200fhn\u200b", LastName: "Smith\u200e" })]),
        );
        expect(
            outcome.findings.map(({ level, column, value, reason }) => [level, column, value, reason]),
        ).to.deep.equal([["warning", "firstName", "JoU+200Fhn", "contains the invisible character U+200F"]]);
        expect(outcome.rows[1]?.slice(0, 2)).to.deep.equal(["Jo\u200fhn", "Smith"]);
    });

    it("keep the joiners and variants that scripts need", async () => {
        const names = { FirstName: "علی\u200cرضا", LastName: "葛\u{e0100}城" };
        const outcome = await convert(csv([headings, row(names)]));
        expect(told(outcome)).to.deep.equal([]);
        expect(outcome.rows[1]?.slice(0, 2)).to.deep.equal(Object.values(names));
    });
});

describe("a domain", () => {
    const good = [
        ["acme.com", "acme.com"],
        [" ACME.com ", "acme.com"],
        ["@acme.com", "acme.com"],
        ["acme.com.", "acme.com"],
        ["acme.com\u200e", "acme.com"],
        ["mail.acme.co.uk", "mail.acme.co.uk"],
        ["München.DE", "xn--mnchen-3ya.de"],
        ["xn--mnchen-3ya.de", "xn--mnchen-3ya.de"],
        ["домен.рф", "xn--d1acufc.xn--p1ai"],
    ] as const;
    const bad = [
        "https://acme.com/",
        "acme",
        "ana@acme.com",
        "acme..com",
        ".acme.com",
        "acme.com/x",
        "-acme.com",
        "acme_x.com",
        "1.2.3.4",
        "acme.com:25",
        "a%2ecom",
        "ac\u200bme.com",
        "",
        " ",
        "@",
        "acme.com,old.com",
        `${"x".repeat(64)}.com`,
    ];

    it("has one form", () => {
        for (const [text, domain] of good) expect(domainOf(text), text).to.deep.equal({ value: domain });
    });

    it("is the same for command, function and resource, and all reject what is not a domain", async () => {
        const source = csv([headings, row()]);
        for (const [text, domain] of good) {
            const { rows } = await convert(source, { domain: text, fromDomains: ["DOMAIN.com."] });
            expect(rows[1]).to.include(`john@${domain}`);
            const { known, problems } = checkInputs(userImport as never, {
                name: "x",
                scenario: 1,
                source: "a",
                output: "b",
                domain: text,
            });
            expect(problems).to.deep.equal([]);
            expect(known).to.have.property("domain", domain);
        }
        for (const text of bad) {
            expect(domainOf(text), text).to.have.property("reason").that.includes("must be a domain such as acme.com");
            const fromDomains = ["domain.com", text];
            const words = /^domain ".*": must be a domain such as acme\.com[;,]/;
            expect(await refused(source, { domain: text }), text).to.match(words);
            expect(await refused(source, { fromDomains }), text).to.match(words);
            const { problems } = checkInputs(userImport as never, {
                name: "x",
                source: "a",
                output: "b",
                domain: text,
                fromDomains,
            });
            expect(
                problems.map(({ path }) => path),
                text,
            ).to.deep.equal(["domain", "fromDomains[1]"]);
        }
    });
});
