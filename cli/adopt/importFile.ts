import { isProvider } from "../../engine/state";

/** Pulumi's import file, as `pulumi preview --import-file` writes it. */
export interface ImportFile {
    /** URNs of the stack's resources, by the names that entries use. */
    nameTable?: Record<string, string>;
    resources?: ImportEntry[];
    /** Settings of explicit providers that the stack does not hold, by name; engines before 3.256 write them here. */
    providerInputs?: Record<string, object>;
}

export interface ImportEntry {
    type: string;
    /** Unique in the file. */
    name: string;
    /** The resource's own name, if it differs. */
    logicalName?: string;
    id?: string;
    /** A name of this file. */
    parent?: string;
    /** The explicit provider, a name of this file; absent for the default one. */
    provider?: string;
    component?: boolean;
    /** For an explicit provider that the stack does not hold: its settings, with encrypted secrets. */
    inputs?: object;
}

/**
 * The entries that have an id, with their components and their providers. A resource whose parent does not exist yet
 * cannot be imported, because its URN contains the parent.
 */
export function importsOf(skeleton: ImportFile, idOf: (entry: ImportEntry) => string | undefined): ImportFile {
    const entries = new Map((skeleton.resources ?? []).map((entry) => [entry.name, entry]));
    const table = skeleton.nameTable ?? {};
    const isAround = (entry: ImportEntry) => entry.component === true || isProvider(entry);
    const filled = (entry: ImportEntry): ImportEntry | undefined => {
        const id = isAround(entry) ? undefined : idOf(entry);
        if (!isAround(entry) && id === undefined) return undefined;
        const { id: _placeholder, ...rest } = entry;
        return id === undefined ? rest : { ...rest, id };
    };
    const hasPlace = ({ parent }: ImportEntry): boolean => {
        if (parent === undefined || Object.hasOwn(table, parent)) return true;
        const above = entries.get(parent);
        return above !== undefined && filled(above) !== undefined && hasPlace(above);
    };
    const own = [...entries.values()].filter((entry) => !isAround(entry) && filled(entry) && hasPlace(entry));
    const needed = new Set<string>();
    const need = (name: string | undefined) => {
        if (name === undefined || needed.has(name)) return;
        needed.add(name);
        need(entries.get(name)?.parent);
    };
    for (const { parent, provider } of own) [parent, provider].forEach(need);
    const kept = [...entries.values()].filter(
        (entry) => own.includes(entry) || (isAround(entry) && needed.has(entry.name)),
    );
    return { ...skeleton, resources: kept.flatMap((entry) => filled(entry) ?? []) };
}
