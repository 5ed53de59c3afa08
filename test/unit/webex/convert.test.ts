import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { anyCharacter } from "../../characters";
import { type Dialect, dialects, messengerColumns } from "../../../provider/webex/columns";
import { SeenTexts } from "../../../provider/webex/digests";
import type { FileConversion, Finding } from "../../../sdk/webex/types";
import { webex } from "../../../sdk";
import { convert, csv, headings, mark, refused, row, told, user } from "./converted";

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

    it("all tracking codes → TC# in their order; other columns are not changed", async () => {
        const { rows } = await convert(csv([headings, row()]));
        expect(rows[0]?.slice(-3)).to.deep.equal(["TC1", "Cost centre", "TC2"]);
        expect(rows[1]?.slice(-3)).to.deep.equal(["Sales", "4711", "EMEA"]);
    });

    it("tracking codes with other names are reported", async () => {
        const { rows } = await convert(csv([headings, row()]), { trackingCodes: ["Cost centre"] });
        expect(rows[0]?.slice(-3)).to.deep.equal(["TrackingCode 1", "TC1", "TrackingCode 2"]);
        expect(await refused(csv([headings, row()]), { trackingCodes: ["Region"] })).to.include(
            'the export has no column "Region"',
        );
    });
});

describe("the dialect messenger", () => {
    it("has only published columns, including user names, and says what it drops", async () => {
        const published = { UserName: "john@acme.com", "Country/Region": "GB", PhoneCntry: "GB" };
        const { rows, findings } = await convert(csv([headings, row(published)]), { dialect: "messenger" });
        expect(messengerColumns).to.have.length(28);
        expect(messengerColumns).to.include.members(rows[0] as string[]);
        expect(rows[0]).to.include("userName").and.include("phoneBusinessISOCountry");
        expect(findings.map(({ level, column, reason }) => `${level}: ${column} ${reason}`)).to.deep.equal([
            "warning: TrackingCode 1 is dropped: this import has no column for tracking codes",
            "warning: TrackingCode 2 is dropped: this import has no column for tracking codes",
        ]);
    });

    it("requires ISO country codes, as published: codes that are only in use are errors", async () => {
        for (const code of ["UK", "EU", "ZZ", "SU", "EL", "XX", "USA", "1", "United Kingdom"]) {
            const { findings } = await convert(
                csv([headings, row({ UserName: "j@acme.com", "Country/Region": code, PhoneCntry: "GB" })]),
                { dialect: "messenger" },
            );
            const errors = findings.filter(({ level }) => level === "error");
            expect(
                errors.map(({ column, value }) => `${column} ${value}`),
                code,
            ).to.deep.equal([`ISOcountry ${code}`]);
            expect(errors[0]?.reason).to.match(
                code === "UK" ? /did you mean "GB"\?$/ : /must be a country code of two letters \(ISO 3166\)/,
            );
        }
    });

    it("uses user names as addresses, as published: checked, moved to the new domain, and unique", async () => {
        const names = ["john@domain.com", "JOHN@acme.com", "jsmith", "eve@other.org"];
        const rows = names.map((UserName, index) =>
            row({ UserName, Email: `u${index}@acme.com`, "Country/Region": "GB", PhoneCntry: "GB" }),
        );
        const outcome = await convert(csv([headings, ...rows]), { dialect: "messenger", partial: true });
        expect(told(outcome).filter((line) => line.startsWith("error"))).to.deep.equal([
            "error 3 userName: is also the user name of row 2",
            "error 4 userName: must be an e-mail address",
            "error 5 userName: has the domain other.org, which is not one of the domains to change to acme.com",
        ]);
        expect(outcome.rows[1]).to.include("john@acme.com");
    });
});

describe("values of an import file", () => {
    const problems = async (more: Record<string, string>[], options: Partial<FileConversion> = {}) => {
        const outcome = await convert(csv([headings, ...more.map((one) => row(one))]), options);
        return { found: told(outcome), result: outcome.result };
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
            "error 3 email: is also the address of row 2",
            "error 4 email: is also the address of row 2",
            "error 5 email: has the domain other.org, which is not one of the domains to change to acme.com",
            "error 6 email: must be an e-mail address",
            // No document describes their form, so they do not stop an export.
            "warning 7 phoneBusinessCountryCode: is not a country calling code of one to four digits, such as 1",
            "warning 7 phoneBusinessNumber: does not look like a telephone number",
        ]);
        expect(result).to.deep.equal({ users: 1, errors: 5, warnings: 3, written: false });
    });

    it("in part, rows without an error are written", async () => {
        const { rows, result } = await convert(csv([headings, row(), row({ Email: "x@other.org" })]), {
            partial: true,
        });
        expect(result).to.include({ users: 1, errors: 1, written: true });
        expect(rows).to.have.length(2);
    });

    it("a row with more values than headings is an error; one without the last cells, as Excel writes it, is a warning", async () => {
        const names = ["FirstName", "LastName", "Email", "City", "State/Prov"];
        const rows = ["A,B,a@acme.com", "C,D,c@acme.com,Rome,,,", "E,F,e@acme.com,Rome,,x"];
        expect(told(await convert(`${names.join()}\n${rows.join("\n")}\n`))).to.deep.equal([
            "warning 2 : has 3 columns; the headings are 5, so the last ones count as empty",
            "error 4 : has 6 columns; the headings are 5",
        ]);
    });

    it("formulas are reported, and neutralized only on request; telephone numbers and the sign for empty are not formulas", async () => {
        const harmless = { PhoneLocal: "+44 20 7946 0000", Address2: "-", Email: "a@domain.com" };
        const { findings, rows } = await convert(csv([headings, row({ City: "=HYPERLINK(1)" }), row(harmless)]));
        expect(findings.map(({ level, column }) => `${level} ${column}`)).to.deep.equal(["warning city"]);
        expect(rows[1]).to.include("=HYPERLINK(1)");
        const neutral = await convert(csv([headings, row({ City: "@SUM(1)" })]), { neutralise: true });
        expect(neutral.rows[1]).to.include("'@SUM(1)");
    });

    it("an address that is a formula too is reported, and stays as it is: with a ' it would be another one", async () => {
        const outcome = await convert(csv([headings, row({ Email: "=cmd@domain.com" })]), { neutralise: true });
        expect(told(outcome)).to.deep.equal(["warning 2 email: would be a formula in a spreadsheet"]);
        expect(outcome.rows[1]).to.include("=cmd@acme.com");
    });

    it("N/A is a warning, because the import does not treat it as empty", async () => {
        expect(told(await convert(csv([headings, row({ City: "n/a" })])))).to.deep.equal([
            "warning 2 city: does not count as empty. Delete it",
        ]);
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

    it("a program can convert with the library's function", async () => {
        const folder = mkdtempSync(join(tmpdir(), "function-"));
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
        rmSync(folder, { recursive: true, force: true });
        expect(result).to.deep.equal({ users: 1, errors: 1, warnings: 1, written: false });
        expect(found.map(({ kind }) => kind)).to.deep.equal(["heading", "domain"]);
    });

    it("UTF-16 LE without a byte order mark is recognized", async () => {
        const { result } = await convert(Buffer.from(csv([headings, row()]), "utf16le"));
        expect(result.written).to.equal(true);
    });

    it("any other kind of file is rejected in one clear line, and nothing is written", async () => {
        const good = csv([headings, row()]);
        expect(await refused("")).to.match(/is empty \[CC5016\]$/);
        expect(await refused(Buffer.from([0x89, 0x50, 0, 0, 1, 2, 3, 0, 9, 9]))).to.include("is not a text file");
        expect(await refused(Buffer.from(good.replace("London", "Zürich"), "latin1"))).to.include(
            "is not UTF-8 throughout",
        );
        expect(
            await refused(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(good, "utf16le").swap16()])),
        ).to.include("UTF-16 BE. Save it as");
        expect(await refused(good.replace("Email", "E-mail"))).to.include(
            'the column "Email" is missing. Rename "E-mail" if it is this column',
        );
        expect(await refused(csv([[...headings, "CITY"], row()]))).to.include('the heading "CITY" occurs twice');
        expect(await refused(csv([[...headings, "state"], row()]))).to.include(
            'two columns would have the name "state"',
        );
        expect(await refused(`${good}"unfinished`)).to.include("is not valid CSV");
    });
});

describe("known texts", () => {
    it("are recognized, each under its first number", () => {
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
