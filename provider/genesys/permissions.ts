// Permissions are `domain:entity:action`; case does not matter. Roles may contain wildcards: `*` stands for everything
// in its position.

/** Every permission of an organization, by its lower-case spelling. */
export type Catalogue = ReadonlyMap<string, string>;

/** A domain of the answer, or an entity in it, may be empty or absent. */
interface Domain {
    domain?: string | undefined;
    permissionMap?: Readonly<Record<string, readonly Permission[] | null>> | undefined;
}

interface Permission {
    domain: string;
    entityType: string;
    action: string;
}

/** The catalog, and wildcards for what it names without its permissions: whether these exist is unknown. */
export function catalogueOf(domains: readonly Domain[]): { catalogue: Catalogue; untold: string[] } {
    const catalogue = new Map<string, string>();
    const untold: string[] = [];
    for (const { domain = "*", permissionMap = {} } of domains) {
        const entities = Object.entries(permissionMap);
        if (entities.length === 0) untold.push(`${domain}:*:*`);
        for (const [entity, permissions] of entities) {
            if (permissions === null || permissions.length === 0) untold.push(`${domain}:${entity}:*`);
            for (const one of permissions ?? []) {
                const triple = `${one.domain}:${one.entityType}:${one.action}`;
                catalogue.set(triple.toLowerCase(), triple);
            }
        }
    }
    return { catalogue, untold };
}

/** Whether two permissions or wildcards have something in common. */
export function overlap(one: string, other: string): boolean {
    const [parts, others] = [one, other].map((text) => text.toLowerCase().split(":")) as [string[], string[]];
    return parts.every((part, index) => [part, others[index]].includes("*") || part === others[index]);
}

export const isWildcard = (permission: string): boolean => permission.includes("*");

/** Whether a permission, or a wildcard, includes another. */
export function covers(one: string, other: string): boolean {
    const [parts, others] = [one, other].map((text) => text.toLowerCase().split(":")) as [string[], string[]];
    return parts.length === others.length && parts.every((part, index) => part === "*" || part === others[index]);
}

/**
 * The permissions that a wildcard stands for today, in lower case. A wildcard that matches none, and any other
 * permission, stands for itself.
 */
function expanded(permission: string, catalogue: Catalogue): string[] {
    const own = permission.toLowerCase();
    const all = isWildcard(own) ? [...catalogue.keys()].filter((one) => covers(own, one)) : [];
    return all.length === 0 ? [own] : all;
}

/** The permissions that others do not completely include; either side may contain wildcards. */
export function notAmong(permissions: readonly string[], others: readonly string[], catalogue: Catalogue): string[] {
    const there = new Set(others.flatMap((one) => expanded(one, catalogue)));
    const wildcards = others.filter(isWildcard);
    const isThere = (one: string) => there.has(one) || wildcards.some((other) => covers(other, one));
    return permissions.filter((one) => !isThere(one.toLowerCase()) && !expanded(one, catalogue).every(isThere));
}

/** The existing permissions in a program's terms: a wildcard equals everything that it stands for. */
export function inWordsOf(declared: readonly string[], present: readonly string[], catalogue: Catalogue): string[] {
    const missing = new Set(notAmong(declared, present, catalogue));
    const there = declared.filter((one) => !missing.has(one));
    return [...there, ...notAmong(present, there, catalogue)];
}

/** Whether comparing two lists needs the catalog: only one of them has a wildcard. */
export function needsCatalogue(permissions: readonly string[], others: readonly string[]): boolean {
    const wildcards = (list: readonly string[]) => new Set(list.filter(isWildcard).map((one) => one.toLowerCase()));
    const [a, b] = [wildcards(permissions), wildcards(others)];
    return [...a, ...b].some((one) => !a.has(one) || !b.has(one));
}
