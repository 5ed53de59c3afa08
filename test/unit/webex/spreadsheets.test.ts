import { expect } from "chai";
import { convert, csv, headings, mark, refused, row, told } from "./converted";

const few = ["FirstName", "LastName", "Email", "City"];
const lines = (...text: string[]) => `${text.join("\r\n")}\r\n`;
const cell = (outcome: { rows: string[][] }, at = 1) => outcome.rows[at]?.[3];

describe("tracking codes", () => {
    const columns = async (names: string[], trackingCodes?: string[]) => {
        const outcome = await convert(
            csv([
                [...few, ...names],
                ["A", "B", "a@acme.com", "Rome", ...names],
            ]),
            trackingCodes && { trackingCodes },
        );
        const [written = [], values = []] = outcome.rows.map((one) => one.slice(4));
        return {
            columns: Object.fromEntries(written.map((name, index) => [name, values[index]])),
            told: told(outcome),
        };
    };

    it("keep the number of their heading, in any order and with gaps", async () => {
        expect((await columns(["TC2", "TC1"])).columns).to.deep.equal({ TC2: "TC2", TC1: "TC1" });
        expect((await columns(["Tracking Code 3", "TrackingCode 10"])).columns).to.deep.equal({
            TC3: "Tracking Code 3",
            TC10: "TrackingCode 10",
        });
        expect((await columns(["tracking code #02"])).columns).to.deep.equal({ TC2: "tracking code #02" });
    });

    it("that are named are numbered in the order in which they are named, and a heading that says otherwise is a warning", async () => {
        expect((await columns(["Region", "Team"], ["Team", "Region"])).columns).to.deep.equal({
            TC1: "Team",
            TC2: "Region",
        });
        const { columns: swapped, told: found } = await columns(["TC1", "TC2"], ["TC2", "TC1"]);
        expect(swapped).to.deep.equal({ TC1: "TC2", TC2: "TC1" });
        expect(found).to.include("warning 1 TC2: becomes TC1, because the tracking codes are listed in this order");
    });

    it("of one number, or named twice or wrongly, are errors", async () => {
        const source = (...names: string[]) => csv([[...few, ...names], row({}, [...few, ...names])]);
        expect(await refused(source("TC1", "Tracking Code 1"))).to.include('two columns would have the name "TC1"');
        expect(await refused(source("Team"), { trackingCodes: ["Team", "team"] })).to.include(
            '"team" is listed as a tracking code twice',
        );
        expect(await refused(source("Team"), { trackingCodes: ["Teem"] })).to.include(
            'the export has no column "Teem" for a tracking code; did you mean "Team"?',
        );
    });
});

describe("columns that the import does not know", () => {
    it("are warnings with the nearest known heading, kept as the procedure says or dropped as the import would", async () => {
        const source = csv([
            [...few, "Adress1", "Time zone", "displayName"],
            ["A", "B", "a@acme.com", "Rome", "x", "y", "z"],
        ]);
        const kept = await convert(source);
        expect(told(kept)).to.deep.equal([
            'warning 1 Adress1: is not a column of the import. It is kept, as the procedure allows; did you mean "Address1"?',
            "warning 1 Time zone: is not a column of the import. It is kept, as the procedure allows",
        ]);
        expect(kept.rows[0]).to.include.members(["Adress1", "Time zone", "displayName"]);
        const dropped = await convert(
            source.replace("Email", "Email").replace("City", "UserName").replace("Rome", "a@acme.com"),
            { dialect: "messenger" },
        );
        expect(told(dropped)).to.deep.equal([
            'warning 1 Adress1: is not a column of the import and is dropped; did you mean "Address1"?',
            "warning 1 Time zone: is not a column of the import and is dropped",
        ]);
        expect(dropped.rows[0]).to.deep.equal(["firstName", "lastName", "email", "userName", "displayName"]);
    });

    it("with passwords are an error", async () => {
        for (const name of ["Password", "password", "User Password", "PASSWD", "Pwd"])
            expect(await refused(csv([[...few, name], row({}, [...few, name])]))).to.include(
                `the column "${name}" contains passwords. Delete it`,
            );
        const outcome = await convert(csv([[...few, "PasswordExpires"], row({}, [...few, "PasswordExpires"])]));
        expect(outcome.result.written).to.equal(true);
    });
});

describe("what Excel makes of an export", () => {
    it("is read: rows of separators only, empty rows, and a separator after the headings", async () => {
        const source = lines(
            "FirstName,LastName,Email,City,,",
            ",,,,,",
            "",
            "A,B,a@acme.com,Rome,,",
            " ,\t, ,,,",
            "C,D,mailto:x,Rome,,",
        );
        const outcome = await convert(source, { partial: true });
        expect(outcome.rows).to.deep.equal([
            ["firstName", "lastName", "email", "city"],
            ["A", "B", "a@acme.com", "Rome"],
        ]);
        expect(told(outcome)).to.deep.equal(['error 6 email: must be an e-mail address, without "mailto:"']);
    });

    it("is read: numbers that keep their zeros, in both ways of writing", async () => {
        const source = lines(
            few.join(),
            'A,B,a@acme.com,="0049123"',
            '"A","B","b@acme.com","=""0049"""',
            'A,B,c@acme.com,="x""y"',
            "A,B,d@acme.com,=1",
        );
        const outcome = await convert(source);
        expect([1, 2, 3, 4].map((at) => cell(outcome, at))).to.deep.equal(["0049123", "0049", 'x"y', "=1"]);
        expect(told(outcome)).to.deep.equal(["warning 5 city: would be a formula in a spreadsheet"]);
    });

    it("is read: quotes within a cell, with tabs and with commas", async () => {
        for (const separator of ["\t", ","]) {
            const source = lines(
                few.join(separator),
                ["A", 'Ben "Bo" D', "a@acme.com", '24" desk'].join(separator),
                ["C", '"D ""E"""', "c@acme.com", '"a\nb"'].join(separator),
            );
            const outcome = await convert(source);
            expect(outcome.rows.slice(1)).to.deep.equal([
                ["A", 'Ben "Bo" D', "a@acme.com", '24" desk'],
                ["C", 'D "E"', "c@acme.com", "a\nb"],
            ]);
        }
    });

    it("is read: semicolons, as Excel writes them in many countries", async () => {
        expect((await convert(csv([headings, row()], ";"))).rows[1]).to.include("john@acme.com");
    });

    it("is read: any line end, the last one missing", async () => {
        for (const end of ["\n", "\r\n", "\r"]) {
            const outcome = await convert([few.join(), "A,B,a@acme.com,Rome", "", "C,D,x,Rome"].join(end), {
                partial: true,
            });
            expect(told(outcome)).to.deep.equal(["error 4 email: must be an e-mail address"]);
            expect(cell(outcome)).to.equal("Rome");
        }
    });

    it("is read, and named: a line that says the separator", async () => {
        for (const line of ["sep=;", '"sep=;"', "SEP=;"]) {
            const outcome = await convert(mark + lines(line, few.join(";"), "A;B;a@acme.com;Rome, Italy", "C;D;x;"), {
                partial: true,
            });
            expect(outcome.notes).to.deep.equal([`the line "${line}" is not a row. It is skipped [CC5012]`]);
            expect(cell(outcome)).to.equal("Rome, Italy");
            expect(told(outcome)).to.deep.equal(["error 3 email: must be an e-mail address"]);
        }
    });

    it("is read, and named: title lines above the headings", async () => {
        const outcome = await convert(
            lines("Users, of acme.com; all\t\t\t", "", few.join("\t"), "A\tB\ta@acme.com\tRome", "C\tD\tx\t"),
            { partial: true },
        );
        expect(outcome.notes).to.deep.equal([
            'row 1, "Users, of acme.com; all", is a title and is skipped. The headings are in row 3 [CC5013]',
        ]);
        expect(told(outcome)).to.deep.equal(["error 5 email: must be an e-mail address"]);
    });

    it("reports the row of a quote that is never closed", async () => {
        expect(
            await refused(lines(few.join(), "A,B,a@acme.com,Rome", '"C,D,c@acme.com,Rome', "E,F,e@acme.com,Rome")),
        ).to.equal("export.csv is not valid CSV after row 2: a quote is opened there and never closed [CC5014]");
    });

    it("is rejected as a workbook or Windows-1252 with a message that says how to save it", async () => {
        const how =
            'In Excel, choose File > Save As and the type "CSV UTF-8 (Comma delimited)" or "Unicode Text", and use the saved file.';
        for (const head of [
            [0x50, 0x4b, 3, 4, 20, 0, 6, 0],
            [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
        ])
            expect(await refused(Buffer.from([...head, ...Buffer.alloc(600)]))).to.equal(
                `export.csv is a workbook, not a text file. ${how} [CC5017]`,
            );
        const western = Buffer.from(lines(few.join(), "A,Müller,a@acme.com,Rome"), "latin1");
        expect(await refused(western)).to.equal(
            `export.csv is not UTF-8 throughout: it seems to be Windows-1252, Excel's "CSV (Comma delimited)", as in "Müller" at byte 34. ${how} [CC5022]`,
        );
    });
});
