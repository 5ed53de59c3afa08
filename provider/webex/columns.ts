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
        trackingCodes: false,
        otherColumns: false,
    },
} as const satisfies Record<string, Rules>;

export type Dialect = keyof typeof dialects;

interface Rules {
    /** By the heading of the export; without a name the column is dropped. */
    renamed: Readonly<Record<string, string | undefined>>;
    required: readonly string[];
    trackingCodes: boolean;
    /** Whether columns that nothing is said of stay. */
    otherColumns: boolean;
}

/** All columns that the import of the dialect `messenger` knows; it skips others in silence. */
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

/** Where a column of the file that is written comes from. */
export interface Column {
    name: string;
    /** Its place in the export. */
    from: number;
}

/** How the headings of one export are written in a dialect. */
export interface Plan {
    columns: Column[];
    /** What stops the conversion. */
    errors: string[];
    /** What the person should know: columns that are dropped. */
    notes: string[];
}

/** A heading of tracking codes, where none are named: the export's exact heading is not published (not confirmed). */
const trackingCode = /^(tracking\s*code|tc)\s*#?\s*\d+$/i;

/** Which columns the result has, in the order of the export. */
export function planColumns(headings: readonly string[], dialect: Dialect, trackingCodes?: readonly string[]): Plan {
    const rules: Rules = dialects[dialect];
    const plan: Plan = { columns: [], errors: [], notes: [] };
    const byHeading = new Map(Object.entries(rules.renamed).map(([heading, name]) => [plain(heading), name]));
    const named = trackingCodes?.map(plain);
    let codes = 0;
    for (const [from, heading] of headings.entries()) {
        const key = plain(heading);
        if (headings.findIndex((other) => plain(other) === key) < from)
            plan.errors.push(`the heading "${heading}" is there twice`);
        else if (named ? named.includes(key) : trackingCode.test(heading.trim())) {
            if (rules.trackingCodes) plan.columns.push({ name: `TC${++codes}`, from });
            else plan.notes.push(`"${heading}" is dropped: this import has no column for tracking codes`);
        } else if (byHeading.has(key)) {
            const name = byHeading.get(key);
            if (name !== undefined) plan.columns.push({ name, from });
        } else if (rules.otherColumns) plan.columns.push({ name: heading.trim(), from });
        else keepPublished(plan, heading, from);
    }
    for (const name of trackingCodes ?? [])
        if (!headings.some((heading) => plain(heading) === plain(name)))
            plan.errors.push(`there is no column "${name}", which is named as a tracking code`);
    plan.errors.push(...missing(plan, rules), ...twice(plan));
    return plan;
}

function keepPublished(plan: Plan, heading: string, from: number): void {
    const name = messengerColumns.find((column) => plain(column) === plain(heading));
    if (name !== undefined) plan.columns.push({ name, from });
    else plan.notes.push(`"${heading}" is dropped: this import would skip it in silence`);
}

function missing({ columns }: Plan, { required, renamed }: Rules): string[] {
    return required
        .filter((name) => !columns.some((column) => column.name === name))
        .map((name) => {
            const heading = Object.keys(renamed).find((key) => renamed[key] === name);
            return `the column "${heading}" is missing`;
        });
}

/** An export may already have a column of a name that another one gets. */
function twice({ columns }: Plan): string[] {
    const names = columns.map(({ name }) => plain(name));
    const again = columns.filter(({ name }, index) => names.indexOf(plain(name)) < index);
    return again.map(({ name }) => `two columns would have the name "${name}"`);
}

const plain = (heading: string) => heading.trim().toLowerCase();
