import { own } from "../core/json";
import { isFormula } from "../core/spreadsheet";
import { isCountry } from "./addresses";

/** A rule for the values of a column: returns what is wrong with a value, or nothing. */
interface Rule {
    problem: (value: string) => string | undefined;
    /** Whether Cisco's list of Messenger's columns states it. Other rules only cause warnings. */
    published: boolean;
}

/** Codes in use that are not in ISO 3166. */
const meant: Readonly<Record<string, string>> = { UK: "GB", EL: "GR" };

const country: Rule = {
    published: true,
    problem: (value) => {
        if (isCountry(value)) return undefined;
        const near = own(meant, value.toUpperCase());
        const hint = near === undefined ? "" : `; did you mean "${near}"?`;
        return `must be a country code of two letters (ISO 3166), such as US${hint}`;
    },
};
const callingCode: Rule = {
    published: false,
    problem: (value) =>
        /^\+?\d{1,4}$/.test(value) ? undefined : "is not a country calling code of one to four digits, such as 1",
};
const phoneNumber: Rule = {
    published: false,
    problem: (value) =>
        /^\+?[\d ().\-/x]+$/i.test(value) && /\d{2}/.test(value) ? undefined : "does not look like a telephone number",
};
const oneOf = (...values: string[]): Rule => ({
    published: true,
    problem: (value) => (values.includes(value) ? undefined : `must be ${values.join(" or ")}`),
});
const megabytes: Rule = {
    published: true,
    problem: (value) => (/^\d+$/.test(value) ? undefined : "must be a whole number of megabytes"),
};

/** By the column's name in the import file. `country` has none, because no document describes its form. */
const rules: Readonly<Record<string, Rule>> = {
    ISOcountry: country,
    phoneBusinessISOCountry: country,
    phoneMobileISOCountry: country,
    phoneBusinessCountryCode: callingCode,
    phoneMobileCountryCode: callingCode,
    phoneBusinessNumber: phoneNumber,
    phoneMobileNumber: phoneNumber,
    fax: phoneNumber,
    activeConnect: oneOf("Yes", "No"),
    center: oneOf("Yes", "No"),
    storageAllocated: megabytes,
    IMLoggingEnable: oneOf("True", "False"),
};

const ruleOf = (column: string): Rule | undefined => own(rules, column);

export const hasRule = (column: string): boolean => ruleOf(column) !== undefined;

/** Whether a document describes the form of a column's values. */
export const isPublished = (column: string): boolean => ruleOf(column)?.published === true;

/** What is wrong with a value. Empty values, and the import's `-` for them, are checked where they are required. */
export const valueProblem = (column: string, value: string): string | undefined =>
    value === "" || value === "-" ? undefined : ruleOf(column)?.problem(value);

/**
 * Whether a spreadsheet would interpret a cell as a formula. Telephone numbers and the import's own `-` do not count.
 */
export function looksLikeFormula(column: string, value: string): boolean {
    if (!isFormula(value)) return false;
    return !(/^[+-]/.test(value) && ruleOf(column) !== undefined && valueProblem(column, value) === undefined);
}
