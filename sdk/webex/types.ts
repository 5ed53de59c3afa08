/** How to convert an export into an import file. */
export interface Conversion {
    /** The export of the Meetings site: UTF-8 or UTF-16 LE, with commas, tabs or semicolons. */
    source: string;
    /** Columns of the import file: those of the procedure, or those of the published list of Messenger. */
    dialect: "connect-tci" | "messenger";
    /** The organization's e-mail domain, `acme.com` or `@acme.com`. Anything else is an error. */
    domain: string;
    /** Domains whose addresses are changed to this domain, in the same form. Others are errors. */
    fromDomains: readonly string[];
    /** Headings of TC1, TC2, … in this order. @default headings such as "TrackingCode 1", which keep their numbers */
    trackingCodes?: readonly string[] | undefined;
    /**
     * Whether cells that a spreadsheet would interpret as formulas get a leading `'`. Addresses never do. @default
     * false
     */
    neutralise?: boolean | undefined;
}

/** A {@link Conversion} into a file. */
export interface FileConversion extends Conversion {
    /** The import file. */
    output: string;
    encoding: "utf-8" | "utf-16le";
    /**
     * Writes the rows without an error even if other rows have one. The users of the other rows get no WebEx Connect
     * account, so they cannot sign in to the Meetings site after the activation. @default false
     */
    partial?: boolean | undefined;
}

/** The result of a conversion. */
export interface Converted {
    /** Users in the import file, or that would be in it if it was not written. */
    users: number;
    errors: number;
    warnings: number;
    /** Whether the file was written. Never if there are errors, unless `partial` is set. */
    written: boolean;
}

/** The subject of a {@link Finding}. */
export type FindingKind =
    "required" | "address" | "domain" | "duplicate" | "invisible" | "value" | "row" | "heading" | "formula";

/** One problem, or something to review, in an import file. */
export interface Finding {
    level: "error" | "warning";
    /** The kind, for counts: see docs/webex.md. */
    kind: FindingKind;
    /** Row number as a spreadsheet counts: the first row is 1, and empty rows count. */
    row: number;
    /** Column as named in the import file; empty if the finding is about the whole row. */
    column: string;
    /** Value as in the export, without surrounding spaces. Invisible characters are shown as `U+200E`. */
    value: string;
    reason: string;
    /** For a duplicate: the earlier row that has the same address. */
    firstRow?: number;
}
