/** Pulumi's import file, as `pulumi preview --import-file` writes it. */
export interface ImportFile {
    /** URNs of what the stack holds, by the names that entries use. */
    nameTable?: Record<string, string>;
    resources?: ImportEntry[];
}

export interface ImportEntry {
    type: string;
    /** One of a kind in the file. */
    name: string;
    /** The resource's own name, where it is another. */
    logicalName?: string;
    id?: string;
    /** A name of this file. */
    parent?: string;
    component?: boolean;
}

/**
 * The entries that have an id, and the components that they lie in. What lies in a resource that is not there cannot
 * be imported yet: its URN names that.
 */
export function importsOf(skeleton: ImportFile, idOf: (entry: ImportEntry) => string | undefined): ImportFile {
    const entries = new Map((skeleton.resources ?? []).map((entry) => [entry.name, entry]));
    const table = skeleton.nameTable ?? {};
    const filled = (entry: ImportEntry): ImportEntry | undefined => {
        const id = entry.component ? undefined : idOf(entry);
        if (!entry.component && id === undefined) return undefined;
        const { id: _placeholder, ...rest } = entry;
        return id === undefined ? rest : { ...rest, id };
    };
    const hasPlace = ({ parent }: ImportEntry): boolean => {
        if (parent === undefined || parent in table) return true;
        const above = entries.get(parent);
        return above !== undefined && filled(above) !== undefined && hasPlace(above);
    };
    const own = [...entries.values()].filter((entry) => !entry.component && filled(entry) && hasPlace(entry));
    const needed = new Set<string>();
    for (const { parent } of own)
        for (let name = parent; name !== undefined && !needed.has(name); name = entries.get(name)?.parent)
            needed.add(name);
    const kept = [...entries.values()].filter(
        (entry) => own.includes(entry) || (entry.component && needed.has(entry.name)),
    );
    return { ...skeleton, resources: kept.flatMap((entry) => filled(entry) ?? []) };
}
