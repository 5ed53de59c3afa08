/** Products, by the letter that the ids of their assumptions begin with. */
export const products = {
    G: "Genesys Cloud",
    E: "Eleveo User Management",
    I: "Imagicle",
    W: "Webex",
    P: "Pulumi, source control and clusters",
} as const;

type Letter = keyof typeof products;
export type AssumptionId = `${Letter}-${number}`;

/** What an assumption is based on, the most reliable first. */
export const kinds = {
    documented: "a document or the API description of the vendor says so",
    recorded: "recorded answers of an organization show it",
    production: "a client that is used in production relies on it",
    inferred: "it follows from something else, or is a guess on the safe side",
} as const;

export type EvidenceKind = keyof typeof kinds;

/** A fact about a product that this library relies on and that no live system has confirmed. */
export interface Assumption {
    /** Never reused for another assumption. */
    readonly id: AssumptionId;
    /** The assumption as a sentence that a check confirms or refutes. */
    readonly sentence: string;
    /** Places in the code that rely on it: `<file>`, or `<file>#<name in it>`. */
    readonly places: readonly string[];
    readonly kind: EvidenceKind;
    /** The sources, in Markdown. */
    readonly source: string;
    /** What happens if the assumption is wrong. */
    readonly ifWrong: string;
    /** Why `contact-center conformance` has no check for it; absent if it has one. */
    readonly noCheck?: string;
}

export const productOf = (id: AssumptionId): string => products[id.split("-")[0] as Letter];
