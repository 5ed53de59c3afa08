import type { Found } from "../../core/resourceType";
import { BadAnswer } from "../../transport/errors";

/** An answer that cannot be read. It names the object and the field, and never shows a value: that may be a secret. */
export class UnreadableAnswer extends BadAnswer {
    /** @param field - e.g. `id of the group "Sales"` @param found - what it is instead; absent if it is missing */
    constructor(
        readonly field: string,
        readonly found?: string,
    ) {
        super(
            found === undefined
                ? `Genesys Cloud answered without the ${field}`
                : `Genesys Cloud answered with ${found} as the ${field}`,
        );
    }

    within = (object: string): UnreadableAnswer => new UnreadableAnswer(`${this.field} of ${object}`, this.found);
}

/** A field that an answer may lack, and that is needed here. @param what - e.g. `version of the group "Sales"` */
export function required<T>(value: T | undefined, what: string): T {
    if (value === undefined) throw new UnreadableAnswer(what);
    return value;
}

/**
 * What an answer tells of a property. If it does not tell, that agrees with a program that declares the vendor's empty
 * or usual value. Of what is not declared, nothing is claimed then. Otherwise nobody knows, which is an error.
 */
export function told<T>(value: T | undefined, declared: T | undefined, usual: T, what: string): T | undefined {
    if (declared === undefined) return value;
    return declared === usual ? (value ?? usual) : required(value, what);
}

/** What a value stands for; an unknown one stands for nothing, which is an error. */
export function known<T>(value: string, meanings: Readonly<Record<string, T>>, what: string): T {
    if (!Object.hasOwn(meanings, value))
        throw new BadAnswer(`Genesys Cloud answered with "${value}", which is not known, as the ${what}`);
    return meanings[value] as T;
}

/** An object of a list, also if its answer cannot be read: that does not hide the others. */
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
