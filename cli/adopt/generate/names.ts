/** Names, each given only once. */
export class Names {
    readonly #given = new Set<string>();

    /** The name, or the name with the first number that is free. */
    unique(name: string): string {
        let unique = name;
        for (let number = 2; this.#given.has(unique); number++) unique = `${name}-${number}`;
        this.#given.add(unique);
        return unique;
    }
}

/** A name of the tenant in the style of resource names: `Sales Agents` becomes `sales-agents`. */
export function resourceNameOf(name: string, fallback: string): string {
    const plain = name
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, "-")
        .replace(/^-|-$/g, "");
    return plain === "" ? fallback : plain;
}
