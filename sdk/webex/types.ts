/** How an export becomes an import file. */
export interface Conversion {
    /** The export of the Meetings site: UTF-8 or UTF-16 LE, comma or tab. */
    source: string;
    /** Columns of the import file: the procedure's, or the published list of Messenger. */
    dialect: "connect-tci" | "messenger";
    /** The organization's e-mail domain. */
    domain: string;
    /** Domains whose addresses are changed to it; others are errors. */
    fromDomains: readonly string[];
    /** Headings of the tracking codes, in their order. @default headings such as "TrackingCode 1" */
    trackingCodes?: readonly string[] | undefined;
    /** Whether cells that a spreadsheet would take for formulas get a `'` in front. @default false */
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

/** One thing that is wrong, or worth a look, in an import file. */
export interface Finding {
    level: "error" | "warning";
    /** As a spreadsheet counts: the headings are row 1. */
    row: number;
    column: string;
    value: string;
    reason: string;
}
