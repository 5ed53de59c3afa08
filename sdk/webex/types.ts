/** How an export becomes an import file. */
export interface Conversion {
    /** The export of the Meetings site: UTF-8 or UTF-16 LE, with commas, tabs or semicolons. */
    source: string;
    /** Columns of the import file: the procedure's, or the published list of Messenger. */
    dialect: "connect-tci" | "messenger";
    /** The organization's e-mail domain, `acme.com` or `@acme.com`. Anything else is an error. */
    domain: string;
    /** Domains whose addresses are changed to it, in the same form; others are errors. */
    fromDomains: readonly string[];
    /** Headings of TC1, TC2, … in this order. @default headings such as "TrackingCode 1", which keep their numbers */
    trackingCodes?: readonly string[] | undefined;
    /** Whether cells that a spreadsheet would take for formulas get a `'` in front, except addresses. @default false */
    neutralise?: boolean | undefined;
}

/** A {@link Conversion} into a file. */
export interface FileConversion extends Conversion {
    /** The import file. */
    output: string;
    encoding: "utf-8" | "utf-16le";
    /**
     * Writes the rows without an error even if others have one. The users of the other rows get no WebEx Connect
     * account, so they cannot sign in to the Meetings site after the activation. @default false
     */
    partial?: boolean | undefined;
}

/** What a conversion came to. */
export interface Converted {
    /** Users in the import file, or that would be in it. */
    users: number;
    errors: number;
    warnings: number;
    /** Whether the file was written: never with errors, unless in part. */
    written: boolean;
}

/** What a {@link Finding} is about. */
export type FindingKind =
    "required" | "address" | "domain" | "duplicate" | "invisible" | "value" | "row" | "heading" | "formula";

/** One thing that is wrong, or worth a look, in an import file. */
export interface Finding {
    level: "error" | "warning";
    /** What it is, for counts: see docs/webex.md. */
    kind: FindingKind;
    /** As a spreadsheet counts: the first row is 1, and empty rows count. */
    row: number;
    /** As the import file has it; empty if it is about the whole row. */
    column: string;
    /** As in the export, without spaces around it; invisible characters as `U+200E`. */
    value: string;
    reason: string;
    /** Of a duplicate: the row above that has the same address. */
    firstRow?: number;
}
