import { own } from "../core/json";
import { isFormula } from "../core/spreadsheet";
/** A rule for the values of a column: what is wrong with one, or nothing. */
type Rule = (value: string) => string | undefined;

/** ISO 3166-1 alpha-2; a code that has no name is none. */
const countries = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

const isoCountry: Rule = (value) =>
    /^[A-Z]{2}$/.test(value) && countries.of(value) !== undefined
        ? undefined
        : "must be a country code of two capital letters (ISO 3166), such as US";
const callingCode: Rule = (value) =>
    /^\+?\d{1,4}$/.test(value) ? undefined : "must be a country calling code of one to four digits, such as 1";
const phoneNumber: Rule = (value) =>
    /^\+?[\d ().\-/x]+$/i.test(value) && /\d{2}/.test(value) ? undefined : "must be a telephone number";
const oneOf =
    (...values: string[]): Rule =>
    (value) =>
        values.includes(value) ? undefined : `must be ${values.join(" or ")}`;
const wholeNumber: Rule = (value) => (/^\d+$/.test(value) ? undefined : "must be a whole number of megabytes");

/** By the column's name in the file that is written. Where no document gives a form, there is no rule. */
const rules: Readonly<Record<string, Rule>> = {
    ISOcountry: isoCountry,
    phoneBusinessISOCountry: isoCountry,
    phoneMobileISOCountry: isoCountry,
    phoneBusinessCountryCode: callingCode,
    phoneMobileCountryCode: callingCode,
    phoneBusinessNumber: phoneNumber,
    phoneMobileNumber: phoneNumber,
    fax: phoneNumber,
    activeConnect: oneOf("Yes", "No"),
    center: oneOf("Yes", "No"),
    storageAllocated: wholeNumber,
    IMLoggingEnable: oneOf("True", "False"),
};

/** What is wrong with a value. Empty values, and the import's `-` for them, are judged by who requires them. */
export function valueProblem(column: string, value: string): string | undefined {
    return value === "" || value === "-" ? undefined : own(rules, column)?.(value);
}

/** Whether a spreadsheet would take a cell for a formula. Telephone numbers and the import's own `-` are none. */
export function looksLikeFormula(column: string, value: string): boolean {
    if (!isFormula(value)) return false;
    return !(/^[+-]/.test(value) && Object.hasOwn(rules, column) && valueProblem(column, value) === undefined);
}

/** An e-mail address of the new domain, or why it cannot be. */
export function newAddress(
    email: string,
    domain: string,
    from: readonly string[],
): { address: string } | { reason: string } {
    const match = /^([^\s@]+)@([^\s@]+\.[^\s@.]+)$/.exec(email);
    if (match === null) return { reason: "must be an e-mail address" };
    const [, local = "", old = ""] = match;
    if (old.toLowerCase() === domain.toLowerCase()) return { address: email };
    if (from.some((one) => one.toLowerCase() === old.toLowerCase())) return { address: `${local}@${domain}` };
    return { reason: `is of the domain ${old}, which is not named as one to change to ${domain}` };
}
