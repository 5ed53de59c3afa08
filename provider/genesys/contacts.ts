import type { GroupContact } from "./answers/group";

/** A telephone number of a group, as programs declare it. */
export interface Contact {
    address?: string | undefined;
    extension?: string | undefined;
    type: "GROUPRING" | "GROUPPHONE";
    mediaType: "PHONE";
}

/**
 * The numbers of a group. Those that equal declared ones come first, in declared form and order, followed by all
 * others. Genesys may return a number or an extension only in `display`, and formatted.
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

/** Declared numbers for a PUT, each with the unmanaged fields of the existing number. */
export function toContacts(declared: readonly Contact[], present: readonly GroupContact[]): object[] {
    const left = [...present];
    return declared.map((one) => {
        const index = left.findIndex((other) => isSame(other, one));
        const [same = {}] = index < 0 ? [] : left.splice(index, 1);
        return { ...Object.fromEntries(Object.entries(same).filter(([key]) => !own.has(key))), ...one };
    });
}

const digits = (text = ""): string => text.replace(/\D/g, "");

/** Whether the digits are equal, and the type too if the answer has it. */
function isSame({ address, extension, display, type }: GroupContact, declared: Contact): boolean {
    const shown = [address, extension, display, `${address}${extension}`].map(digits);
    const wanted = [declared.address, declared.extension].map(digits).filter(Boolean);
    // An entry without a number cannot be identified.
    const isTold = [address, extension, display].some(Boolean);
    const known = !isTold || wanted.every((one) => shown.includes(one)) || shown.includes(wanted.join(""));
    return known && (type ?? declared.type) === declared.type;
}

/** An unknown type is shown unchanged. */
function fromContact({ address, display, extension, type, mediaType }: GroupContact): Contact {
    const text = address || display;
    return {
        ...(text ? { address: text } : {}),
        ...(extension ? { extension } : {}),
        type: type as Contact["type"],
        mediaType: mediaType as Contact["mediaType"],
    };
}
