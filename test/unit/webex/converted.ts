import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { dialects } from "../../../provider/webex/columns";
import { convertFile } from "../../../provider/webex/convert";
import type { FileConversion, Finding } from "../../../sdk/webex/types";

/** The headings of a Meetings export, as the procedure names them, with two tracking codes and an additional column. */
export const headings = [
    ...Object.keys(dialects["connect-tci"].renamed),
    "TrackingCode 1",
    "Cost centre",
    "TrackingCode 2",
];
export const user: Record<string, string> = {
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
export const row = (more: Record<string, string> = {}, names = headings) =>
    names.map((name) => ({ ...user, ...more })[name] ?? "");
export const csv = (rows: string[][], delimiter = ",") => stringify(rows, { delimiter });
export const mark = "\ufeff";

export interface Outcome {
    /** Without the messages about the additional column. */
    findings: Finding[];
    notes: string[];
    result: Awaited<ReturnType<typeof convertFile>>;
    rows: string[][];
}

export async function convert(source: string | Buffer, more: Partial<FileConversion> = {}): Promise<Outcome> {
    const folder = mkdtempSync(join(tmpdir(), "convert-"));
    try {
        return await convertIn(folder, source, more);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

async function convertIn(folder: string, source: string | Buffer, more: Partial<FileConversion>): Promise<Outcome> {
    const [input, output] = [join(folder, "export.csv"), join(folder, "import.csv")];
    writeFileSync(input, source);
    const findings: Finding[] = [];
    const notes: string[] = [];
    const conversion = {
        source: input,
        output,
        dialect: "connect-tci",
        domain: "acme.com",
        fromDomains: ["domain.com"],
        encoding: "utf-8",
        ...more,
    } as const;
    const result = await convertFile(conversion, {
        finding: (finding) => void (finding.column === "Cost centre" || findings.push(finding)),
        note: (text) => notes.push(text),
    }).finally(() =>
        expect(readdirSync(folder).filter((name) => !["export.csv", "import.csv"].includes(name))).to.deep.equal([]),
    );
    // Decoded first, because csv-parse takes the bytes 0A 00 for a line's end, also across two characters of UTF-16.
    const text = () => new TextDecoder(conversion.encoding).decode(readFileSync(output));
    return { findings, notes, result, rows: result.written ? (parse(text()) as string[][]) : [] };
}

export const refused = (source: string | Buffer, more: Partial<FileConversion> = {}) =>
    convert(source, more).then(
        () => expect.fail("it must be refused"),
        (error: Error) => error.message.replace(/^\S*\//, ""),
    );

/** `error 3 email: is required` */
export const told = ({ findings }: Pick<Outcome, "findings">) =>
    findings.map(({ level, row: at, column, reason }) => `${level} ${at} ${column}: ${reason}`);
