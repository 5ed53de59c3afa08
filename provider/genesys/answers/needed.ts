import type { Found } from "../../core/resourceType";
import { BadAnswer } from "../../transport/errors";

/**
 * An answer that cannot be read. It names the object and the field, and never shows a value, because that may be a
 * secret.
 */
export class UnreadableAnswer extends BadAnswer {
    /**
     * @param field - e.g. `id of the group "Sales"` @param found - the actual value's kind; absent if the field is
     * missing
     */
    constructor(
        readonly field: string,
        readonly found?: string,
    ) {
        super(
            "CC2001",
            found === undefined
                ? `Genesys Cloud answered without the ${field}`
                : `Genesys Cloud answered with ${found} as the ${field}`,
        );
    }

    within = (object: string): UnreadableAnswer => new UnreadableAnswer(`${this.field} of ${object}`, this.found);
}

/** A field that an answer may omit and that is required here. @param what - e.g. `version of the group "Sales"` */
export function required<T>(value: T | undefined, what: string): T {
    if (value === undefined) throw new UnreadableAnswer(what);
    return value;
}

/**
 * The value of a property in an answer. If the answer omits it, that agrees with a program that declares the vendor's
 * empty or usual value. For an undeclared property, nothing is claimed in this case. Otherwise the value is unknown,
 * which is an error.
 */
export function told<T>(value: T | undefined, declared: T | undefined, usual: T, what: string): T | undefined {
    if (declared === undefined) return value;
    return declared === usual ? (value ?? usual) : required(value, what);
}

/** The meaning of a value. An unknown value has none, which is an error. */
export function known<T>(value: string, meanings: Readonly<Record<string, T>>, what: string): T {
    if (!Object.hasOwn(meanings, value))
        throw new BadAnswer("CC2002", `Genesys Cloud answered with the unknown value "${value}" as the ${what}`);
    return meanings[value] as T;
}

/** An object of a list, even if its answer cannot be read, so that it does not hide the others. */
export async function orUnreadable<F extends Found<object> | undefined>(
    { id, name = "" }: { id: string; name?: string | undefined },
    look: () => F | Promise<F>,
): Promise<F> {
    try {
        return await look();
    } catch (error) {
        if (!(error instanceof BadAnswer)) throw error;
        return { id, name, outputs: {}, unreadable: error.message } as F;
    }
}
