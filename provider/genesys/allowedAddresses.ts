import { canonicalRange } from "../core/ipRange";
import { sortedSet } from "../core/json";

// Not confirmed (G-61): no document of the vendor names the field. One public project does, so any letter case is read.
const usualField = "allowedIPAddresses";

/** The field of an OAuth client with the addresses that may use it, as this organization writes it. */
const fieldOf = (client: object): string =>
    Object.keys(client).find((key) => key.toLowerCase() === usualField.toLowerCase()) ?? usualField;

/** The addresses that may use a client; none: any address may. `undefined`: the answer has them in an unknown form. */
export function allowedAddresses(client: object): string[] | undefined {
    const value = (client as Record<string, unknown>)[fieldOf(client)] ?? [];
    if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) return undefined;
    return sortedSet(value.map((one) => canonicalRange(one) ?? one));
}

/** The field for a body: what is declared, or what is there, in whatever form. */
export function allowedAddressesField(declared: readonly string[] | undefined, current: object) {
    const field = fieldOf(current);
    return { [field]: declared ?? (current as Record<string, unknown>)[field] };
}
