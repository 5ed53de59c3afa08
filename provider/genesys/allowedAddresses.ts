import { canonicalRange } from "../core/ipRange";
import { sortedSet } from "../core/json";

// Not confirmed (G-61): no vendor document names the field. One public project does, so any letter case is accepted.
const usualField = "allowedIPAddresses";

/** The name of the field with an OAuth client's allowed addresses, as this organization writes it. */
const fieldOf = (client: object): string =>
    Object.keys(client).find((key) => key.toLowerCase() === usualField.toLowerCase()) ?? usualField;

/**
 * The addresses that may use a client; an empty list allows any address. `undefined`: the answer has them in an unknown
 * form.
 */
export function allowedAddresses(client: object): string[] | undefined {
    const value = (client as Record<string, unknown>)[fieldOf(client)] ?? [];
    if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) return undefined;
    return sortedSet(value.map((one) => canonicalRange(one) ?? one));
}

/** The field for a body: the declared value, or the existing one in whatever form. */
export function allowedAddressesField(declared: readonly string[] | undefined, current: object) {
    const field = fieldOf(current);
    return { [field]: declared ?? (current as Record<string, unknown>)[field] };
}
