import type { GroupContact } from "./answers/group";

/** A telephone number of a group, as programs declare it. */
export interface Contact {
    address?: string | undefined;
    extension?: string | undefined;
    type: "GROUPRING" | "GROUPPHONE";
    mediaType: "PHONE";
}

/**
 * The numbers that a group has: those that mean the same as declared ones as they are declared, in that order, and then
 * all others. Genesys may give a number or an extension back in `display` only, and formatted.
 */
export function fromContacts(present: readonly GroupContact[], declared: readonly Contact[]): Contact[] {
    const left = [...present];
    const same = declared.filter((one) => {
        const index = left.findIndex((other) => isSame(other, one));
        if (index >= 0) left.splice(index, 1);
        return index >= 0;
    });
    return [...same, ...left.map(fromContact)];
}

const own: ReadonlySet<string> = new Set(["address", "extension", "display", "type", "mediaType"]);

/** Declared numbers for a PUT, each with fields of the number that is there and that are not ours. */
export function toContacts(declared: readonly Contact[], present: readonly GroupContact[]): object[] {
    const left = [...present];
    return declared.map((one) => {
        const index = left.findIndex((other) => isSame(other, one));
        const [same = {}] = index < 0 ? [] : left.splice(index, 1);
        return { ...Object.fromEntries(Object.entries(same).filter(([key]) => !own.has(key))), ...one };
    });
}

const digits = (text = ""): string => text.replace(/\D/g, "");

/** The same digits, of the same type if the answer tells it. */
function isSame({ address, extension, display, type }: GroupContact, declared: Contact): boolean {
    const shown = [address, extension, display, `${address}${extension}`].map(digits);
    const wanted = [declared.address, declared.extension].map(digits).filter(Boolean);
    // An entry without any number does not tell which it is.
    const isTold = [address, extension, display].some(Boolean);
    const known = !isTold || wanted.every((one) => shown.includes(one)) || shown.includes(wanted.join(""));
    return known && (type ?? declared.type) === declared.type;
}

/** An unknown type is shown as it is. */
function fromContact({ address, display, extension, type, mediaType }: GroupContact): Contact {
    const text = address || display;
    return {
        ...(text ? { address: text } : {}),
        ...(extension ? { extension } : {}),
        type: type as Contact["type"],
        mediaType: mediaType as Contact["mediaType"],
    };
}
