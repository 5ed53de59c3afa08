import { didYouMean, nearest } from "../core/problem";
import { coded } from "../transport/message";
import { trimmed } from "./characters";

/** Columns of a WebEx Meetings export, with their names in the two forms of an import file for WebEx Connect. */
export const dialects = {
    /** The table of the procedure "Provisioning steps for Tightly Coupled Integration". */
    "connect-tci": {
        renamed: {
            UserName: undefined,
            FirstName: "firstName",
            LastName: "lastName",
            Email: "email",
            Address1: "address1",
            Address2: "address2",
            City: "city",
            "State/Prov": "state",
            "Zip/Postal": "zipCode",
            "Country/Region": "country",
            PhoneCntry: "phoneBusinessCountryCode",
            PhoneLocal: "phoneBusinessNumber",
            CellCntry: "phoneMobileCountryCode",
            CellLocal: "phoneMobileNumber",
        },
        required: ["firstName", "lastName", "email"],
        addresses: ["email"],
        /** `TC1`, `TC2`, …: "based [on] the amount of defined tracking codes". */
        trackingCodes: true,
        /** "They do not need to be modified or deleted." */
        otherColumns: true,
    },
    /** The columns that Cisco publishes for WebEx Messenger (Jabber deployment guide 12.9). */
    messenger: {
        renamed: {
            UserName: "userName",
            FirstName: "firstName",
            LastName: "lastName",
            Email: "email",
            Address1: "address1",
            Address2: "address2",
            City: "city",
            "State/Prov": "state",
            "Zip/Postal": "zipCode",
            "Country/Region": "ISOcountry",
            PhoneCntry: "phoneBusinessISOCountry",
            PhoneLocal: "phoneBusinessNumber",
            CellCntry: "phoneMobileISOCountry",
            CellLocal: "phoneMobileNumber",
        },
        required: ["firstName", "lastName", "email", "userName"],
        /** "The user's user name in the user@email.com format." */
        addresses: ["email", "userName"],
        trackingCodes: false,
        otherColumns: false,
    },
} as const satisfies Record<string, Rules>;

export type Dialect = keyof typeof dialects;

interface Rules {
    /** By the heading of the export. A column without a name is dropped. */
    renamed: Readonly<Record<string, string | undefined>>;
    required: readonly string[];
    /** Columns with e-mail addresses: they must have the new domain and be unique. */
    addresses: readonly string[];
    trackingCodes: boolean;
    /** Whether unknown columns are kept. */
    otherColumns: boolean;
}

/** All columns that the import of the dialect `messenger` accepts; it silently skips others. */
export const messengerColumns = [
    "employeeID",
    "displayName",
    "firstName",
    "lastName",
    "email",
    "userName",
    "jobTitle",
    "address1",
    "address2",
    "city",
    "state",
    "zipCode",
    "ISOcountry",
    "phoneBusinessISOCountry",
    "phoneBusinessNumber",
    "phoneMobileISOCountry",
    "phoneMobileNumber",
    "fax",
    "policyGroupName",
    "userProfilePhotoURL",
    "activeConnect",
    "center",
    "storageAllocated",
    "CUCMClusterName",
    "businessUnit",
    "IMLoggingEnable",
    "endpointName",
    "autoUpgradeSiteName",
];

/** The source of a column in the import file. */
export interface Column {
    name: string;
    /** Its position in the export. */
    from: number;
}

/** A note about a heading. */
export interface ColumnWarning {
    heading: string;
    reason: string;
}

/** How to write the headings of one export in a dialect. */
export interface Plan {
    columns: Column[];
    /** Errors that stop the conversion. */
    errors: string[];
    warnings: ColumnWarning[];
}

/**
 * A heading of tracking codes, if none are given. Not confirmed (W-8): the export's exact heading, which is not
 * published.
 */
const trackingCode = /^(?:tracking\s*codes?|tc)\s*#?\s*0*([1-9]\d*)$/i;
/** A heading of passwords. Others that contain the word, such as `PasswordExpires`, do not count. */
const password = /^((user|web|login|initial|new|current|meeting)[\s_-]*)?(pass[\s_-]*(word|wd)|pwd)s?$/i;

const plain = (heading: string) => trimmed(heading).toLowerCase();
const procedureHeadings = Object.keys(dialects.messenger.renamed);
const knownNames = [...procedureHeadings, ...messengerColumns];
const known = new Set(
    [...knownNames, ...Object.values(dialects["connect-tci"].renamed)].filter((name) => name !== undefined).map(plain),
);

/** Whether a text is a heading of an export or of an import file. */
export const isHeading = (text: string): boolean => known.has(plain(text));

/** The columns of the result, in the order of the export. */
export function planColumns(headings: readonly string[], dialect: Dialect, trackingCodes?: readonly string[]): Plan {
    const rules: Rules = dialects[dialect];
    const plan: Plan = { columns: [], errors: [], warnings: [] };
    const byHeading = new Map(Object.entries(rules.renamed).map(([heading, name]) => [plain(heading), name]));
    const codes = codesOf(headings, trackingCodes, plan);
    for (const [from, heading] of headings.entries()) {
        const key = plain(heading);
        const code = codes.get(from);
        const keep = (name: string) => plan.columns.push({ name, from });
        const note = (reason: string) => plan.warnings.push({ heading, reason });
        if (heading === "") note(`column ${from + 1} has no heading and is left out`);
        else if (headings.findIndex((other) => plain(other) === key) < from)
            plan.errors.push(coded("CC5003", `the heading "${heading}" occurs twice`));
        else if (password.test(heading))
            plan.errors.push(
                coded(
                    "CC5004",
                    `the column "${heading}" contains passwords. Delete it, because the import file must not contain them`,
                ),
            );
        else if (code !== undefined && rules.trackingCodes) keep(code);
        else if (code !== undefined) note("is dropped: this import has no column for tracking codes");
        else if (byHeading.has(key)) {
            const name = byHeading.get(key);
            if (name !== undefined) keep(name);
        } else keepOther(heading, rules.otherColumns, keep, note);
    }
    plan.errors.push(...missing(plan, headings, rules), ...twice(plan));
    return plan;
}

/** A published column is kept under its name. The import does not know any other. */
function keepOther(
    heading: string,
    otherColumns: boolean,
    keep: (name: string) => void,
    note: (reason: string) => void,
): void {
    const published = messengerColumns.find((column) => plain(column) === plain(heading));
    if (published !== undefined && !otherColumns) keep(published);
    else if (otherColumns) keep(heading);
    if (published !== undefined || known.has(plain(heading))) return;
    const near = didYouMean(heading, knownNames);
    note(
        otherColumns
            ? `is not a column of the import. It is kept, as the procedure allows${near}`
            : `is not a column of the import and is dropped${near}`,
    );
}

/** `TC1`, `TC2`, … by position in the export: in the given order, otherwise by the number in the heading. */
function codesOf(headings: readonly string[], named: readonly string[] | undefined, plan: Plan): Map<number, string> {
    const codes = new Map<number, string>();
    if (named === undefined) {
        for (const [from, heading] of headings.entries()) {
            const number = trackingCode.exec(heading)?.[1];
            if (number !== undefined) codes.set(from, `TC${number}`);
        }
        return codes;
    }
    for (const [index, name] of named.entries()) {
        const from = headings.findIndex((heading) => plain(heading) === plain(name));
        const number = trackingCode.exec(trimmed(name))?.[1];
        if (from < 0)
            plan.errors.push(
                coded("CC5005", `the export has no column "${name}" for a tracking code${didYouMean(name, headings)}`),
            );
        else if (codes.has(from)) plan.errors.push(coded("CC5006", `"${name}" is listed as a tracking code twice`));
        else codes.set(from, `TC${index + 1}`);
        if (number !== undefined && Number(number) !== index + 1)
            plan.warnings.push({
                heading: name,
                reason: `becomes TC${index + 1}, because the tracking codes are listed in this order`,
            });
    }
    return codes;
}

function missing({ columns }: Plan, headings: readonly string[], { required, renamed }: Rules): string[] {
    return required
        .filter((name) => !columns.some((column) => column.name === name))
        .map((name) => {
            const heading = Object.keys(renamed).find((key) => renamed[key] === name) ?? name;
            const near = nearest(
                heading,
                headings.filter((one) => !known.has(plain(one))),
            );
            return coded(
                "CC5007",
                `the column "${heading}" is missing${near === undefined ? "" : `. Rename "${near}" if it is this column`}`,
            );
        });
}

/** An export may already have a column with a name that another column gets. */
function twice({ columns }: Plan): string[] {
    const names = columns.map(({ name }) => plain(name));
    const again = columns.filter(({ name }, index) => names.indexOf(plain(name)) < index);
    return again.map(({ name }) => coded("CC5008", `two columns would have the name "${name}"`));
}
