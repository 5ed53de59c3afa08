import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { anyCharacter } from "../../characters";
import { type Dialect, dialects, messengerColumns } from "../../../provider/webex/columns";
import { convertFile } from "../../../provider/webex/convert";
import { SeenTexts } from "../../../provider/webex/digests";
import type { FileConversion, Finding } from "../../../sdk/webex/types";
import { webex } from "../../../sdk";

/** The headings of a Meetings export, as the procedure names them, with two tracking codes and one of its own. */
const headings = [...Object.keys(dialects["connect-tci"].renamed), "TrackingCode 1", "Cost centre", "TrackingCode 2"];
const user: Record<string, string> = {
    UserName: "jsmith",
    FirstName: "John",
    LastName: "Smith",
    Email: "john@domain.com",
    Address1: "12 High Street\nSecond floor",
    City: "London",
    "Country/Region": "United Kingdom",
    PhoneCntry: "44",
    PhoneLocal: "020 7946 0000",
    "TrackingCode 1": "Sales",
    "Cost centre": "4711",
    "TrackingCode 2": "EMEA",
};
const row = (more: Record<string, string> = {}, names = headings) =>
    names.map((name) => ({ ...user, ...more })[name] ?? "");
const csv = (rows: string[][], delimiter = ",") => stringify(rows, { delimiter });
const mark = "\ufeff";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "convert-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
    findings: Finding[];
    notes: string[];
    result: Awaited<ReturnType<typeof convertFile>>;
    rows: string[][];
}

async function convert(source: string | Buffer, more: Partial<FileConversion> = {}): Promise<Outcome> {
    const [input, output] = [join(folder, "export.csv"), join(folder, "import.csv")];
    writeFileSync(input, source);
    const findings: Finding[] = [];
    const notes: string[] = [];
    const result = await convertFile(
        {
            source: input,
            output,
            dialect: "connect-tci",
            domain: "acme.com",
            fromDomains: ["domain.com"],
            encoding: "utf-8",
            ...more,
        },
        { finding: (finding) => findings.push(finding), note: (text) => notes.push(text) },
    );
    const rows = result.written
        ? // Decoded first: csv-parse takes the bytes 0A 00 for a line's end, also across two characters of UTF-16.
          (parse(new TextDecoder(more.encoding ?? "utf-8").decode(readFileSync(output))) as string[][])
        : [];
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).to.deep.equal([]);
    return { findings, notes, result, rows };
}

const refused = (source: string | Buffer, more: Partial<FileConversion> = {}) =>
    convert(source, more).then(
        () => expect.fail("it must be refused"),
        (error: Error) => error.message,
    );

describe("the procedure's table of columns", () => {
    const table: [heading: string, result: string | undefined][] = [
        ["UserName", undefined],
        ["FirstName", "firstName"],
        ["LastName", "lastName"],
        ["Email", "email"],
        ["Address1", "address1"],
        ["Address2", "address2"],
        ["City", "city"],
        ["State/Prov", "state"],
        ["Zip/Postal", "zipCode"],
        ["Country/Region", "country"],
        ["PhoneCntry", "phoneBusinessCountryCode"],
        ["PhoneLocal", "phoneBusinessNumber"],
        ["CellCntry", "phoneMobileCountryCode"],
        ["CellLocal", "phoneMobileNumber"],
    ];
    for (const [heading, result] of table)
        it(`${heading} → ${result ?? "deleted"}, on a UTF-16 LE export separated by tabs with line breaks in cells`, async () => {
            const source = Buffer.from(
                mark + csv([headings, row({ [heading]: user[heading] ?? "77" })], "\t"),
                "utf16le",
            );
            const { rows } = await convert(source);
            const column = rows[0]?.indexOf(result ?? heading) ?? -1;
            if (result === undefined) expect(column).to.equal(-1);
            else if (heading === "Email") expect(rows[1]?.[column]).to.equal("john@acme.com");
            else expect(rows[1]?.[column]).to.equal(user[heading] ?? "77");
        });

    it("all tracking codes → TC# in their order; other columns are left alone", async () => {
        const { rows } = await convert(csv([headings, row()]));
        expect(rows[0]?.slice(-3)).to.deep.equal(["TC1", "Cost centre", "TC2"]);
        expect(rows[1]?.slice(-3)).to.deep.equal(["Sales", "4711", "EMEA"]);
    });

    it("tracking codes of other names are named", async () => {
        const { rows } = await convert(csv([headings, row()]), { trackingCodes: ["Cost centre"] });
        expect(rows[0]?.slice(-3)).to.deep.equal(["TrackingCode 1", "TC1", "TrackingCode 2"]);
        expect(await refused(csv([headings, row()]), { trackingCodes: ["Region"] })).to.include(
            'there is no column "Region"',
        );
    });
});

describe("the dialect messenger", () => {
    it("has published columns alone, user names among them, and says what it drops", async () => {
        const { rows, notes } = await convert(csv([headings, row({ "Country/Region": "GB", PhoneCntry: "GB" })]), {
            dialect: "messenger",
        });
        expect(messengerColumns).to.have.length(28);
        expect(messengerColumns).to.include.members(rows[0] as string[]);
        expect(rows[0]).to.include("userName").and.include("phoneBusinessISOCountry");
        expect(notes).to.deep.equal([
            '"TrackingCode 1" is dropped: this import has no column for tracking codes',
            '"Cost centre" is dropped: this import would skip it in silence',
            '"TrackingCode 2" is dropped: this import has no column for tracking codes',
        ]);
    });

    it("wants ISO country codes", async () => {
        const { findings } = await convert(csv([headings, row()]), { dialect: "messenger" });
        expect(findings.map(({ column, value }) => `${column} ${value}`)).to.deep.equal([
            "ISOcountry United Kingdom",
            "phoneBusinessISOCountry 44",
        ]);
    });
});

describe("values of an import file", () => {
    const problems = async (more: Record<string, string>[], options: Partial<FileConversion> = {}) => {
        const { findings, result } = await convert(csv([headings, ...more.map((one) => row(one))]), options);
        return {
            found: findings.map(({ level, row: at, column, reason }) => `${level} ${at} ${column}: ${reason}`),
            result,
        };
    };

    it("required ones that are empty, addresses twice whatever the case, foreign domains, bad numbers: each with row and column", async () => {
        const { found, result } = await problems([
            { FirstName: "" },
            { Email: "JOHN@DOMAIN.com" },
            { Email: "john@acme.com" },
            { Email: "eve@other.org" },
            { Email: "nobody" },
            { Email: "f@domain.com", PhoneCntry: "UK", PhoneLocal: "none" },
        ]);
        expect(found).to.deep.equal([
            "error 2 firstName: is required",
            "error 3 email: is the address of row 2 too",
            "error 4 email: is the address of row 2 too",
            "error 5 email: is of the domain other.org, which is not named as one to change to acme.com",
            "error 6 email: must be an e-mail address",
            "error 7 phoneBusinessCountryCode: must be a country calling code of one to four digits, such as 1",
            "error 7 phoneBusinessNumber: must be a telephone number",
        ]);
        expect(result).to.deep.equal({ users: 0, errors: 7, warnings: 0, written: false });
    });

    it("in part, rows without an error are written", async () => {
        const { rows, result } = await convert(csv([headings, row(), row({ Email: "x@other.org" })]), {
            partial: true,
        });
        expect(result).to.include({ users: 1, errors: 1, written: true });
        expect(rows).to.have.length(2);
    });

    it("a row of another length is an error of its row", async () => {
        const { findings } = await convert(`${csv([headings, row()])}a,b,c\n`);
        expect(findings.find(({ column }) => column === "")).to.include({
            row: 3,
            reason: "has 3 columns; the headings are 17",
        });
    });

    it("formulas are reported, and neutralised only where asked; telephone numbers and the sign for empty are none", async () => {
        const harmless = { PhoneLocal: "+44 20 7946 0000", Address2: "-", Email: "a@domain.com" };
        const { findings, rows } = await convert(csv([headings, row({ City: "=HYPERLINK(1)" }), row(harmless)]));
        expect(findings.map(({ level, column }) => `${level} ${column}`)).to.deep.equal(["warning city"]);
        expect(rows[1]).to.include("=HYPERLINK(1)");
        const neutral = await convert(csv([headings, row({ City: "@SUM(1)" })]), { neutralise: true });
        expect(neutral.rows[1]).to.include("'@SUM(1)");
    });
});

describe("files", () => {
    it("every character of every plane survives, in both encodings, from both encodings", async () => {
        const text = fc
            .string({ unit: anyCharacter, minLength: 1, maxLength: 20 })
            .filter(
                (value) =>
                    !/[\0\ufeff]/.test(value) &&
                    value.trim() === value &&
                    !/^[=+\-@]/.test(value) &&
                    Buffer.from(value).toString() === value,
            );
        await fc.assert(
            fc.asyncProperty(
                fc.array(text, { minLength: 1, maxLength: 5 }),
                fc.boolean(),
                fc.constantFrom("utf-8" as const, "utf-16le" as const),
                async (cities, wide, encoding) => {
                    const rows = cities.map((City, index) => row({ City, Email: `u${index}@domain.com` }));
                    const source = Buffer.from(
                        (wide ? mark : "") + csv([headings, ...rows], "\t"),
                        wide ? "utf16le" : "utf8",
                    );
                    const { rows: written } = await convert(source, { encoding });
                    const column = written[0]?.indexOf("city") ?? -1;
                    expect(written.slice(1).map((one) => one[column])).to.deep.equal(cities);
                },
            ),
            { numRuns: 60 },
        );
    });

    it("a program converts by the library's function", async () => {
        writeFileSync(join(folder, "export.csv"), csv([headings, row(), row({ Email: "x@other.org" })]));
        const found: Finding[] = [];
        const result = await webex.convertUsers(
            {
                source: join(folder, "export.csv"),
                output: join(folder, "import.csv"),
                dialect: "connect-tci",
                domain: "acme.com",
                fromDomains: ["domain.com"],
                encoding: "utf-8",
            },
            (finding) => found.push(finding),
        );
        expect(result).to.deep.equal({ users: 1, errors: 1, warnings: 0, written: false });
        expect(found).to.have.length(1);
    });

    it("UTF-16 LE without a mark is recognised", async () => {
        const { result } = await convert(Buffer.from(csv([headings, row()]), "utf16le"));
        expect(result.written).to.equal(true);
    });

    it("what is no such file gets one clear line, and nothing is written", async () => {
        const good = csv([headings, row()]);
        expect(await refused("")).to.match(/is empty$/);
        expect(await refused(Buffer.from([0x89, 0x50, 0, 0, 1, 2, 3, 0, 9, 9]))).to.include("is no text file");
        expect(await refused(Buffer.from(good.replace("London", "Zürich"), "latin1"))).to.include(
            "is not UTF-8 throughout",
        );
        expect(
            await refused(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(good, "utf16le").swap16()])),
        ).to.include("UTF-16 BE; save it as");
        expect(await refused(csv([headings, row()], ";"))).to.include("separated by semicolons");
        expect(await refused(good.replace("Email", "E-mail"))).to.include('the column "Email" is missing');
        expect(await refused(csv([[...headings, "CITY"], row()]))).to.include('the heading "CITY" is there twice');
        expect(await refused(csv([[...headings, "state"], row()]))).to.include(
            'two columns would have the name "state"',
        );
        expect(await refused(`${good}"unfinished`)).to.include("is not in the form of a CSV file");
        expect(readdirSync(folder)).to.deep.equal(["export.csv"]);
    });
});

describe("texts that were seen", () => {
    it("are known again, each under its first number", () => {
        fc.assert(
            fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 3_000 }), (texts) => {
                const seen = new SeenTexts();
                const first = new Map<string, number>();
                for (const [index, text] of texts.entries()) {
                    expect(seen.seenAs(text, index + 1)).to.equal(first.get(text));
                    if (!first.has(text)) first.set(text, index + 1);
                }
            }),
            { numRuns: 20 },
        );
    });
});

it("both dialects are complete: every heading of the procedure has a word in each", () => {
    for (const dialect of Object.keys(dialects) as Dialect[])
        expect(Object.keys(dialects[dialect].renamed)).to.have.length(14);
});
