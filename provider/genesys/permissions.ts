// Permissions are `domain:entity:action`, compared without regard to case. Roles may hold wildcards: `*` stands for
// everything in its position.

/** Every permission of an organization, by its lower-case spelling. */
export type Catalogue = ReadonlyMap<string, string>;

export const isWildcard = (permission: string): boolean => permission.includes("*");

/** Whether a permission, or a wildcard, includes another. */
export function covers(one: string, other: string): boolean {
    const [parts, others] = [one, other].map((text) => text.toLowerCase().split(":")) as [string[], string[]];
    return parts.length === others.length && parts.every((part, index) => part === "*" || part === others[index]);
}

/** The permissions that a wildcard stands for today, in lower case; of one that stands for none, and of any other, itself. */
export function expanded(permission: string, catalogue: Catalogue): string[] {
    const own = permission.toLowerCase();
    if (!isWildcard(own)) return [own];
    const all = [...catalogue.keys()].filter((one) => covers(own, one));
    return all.length === 0 ? [own] : all;
}

/** The same for many. */
export const expandedAll = (permissions: readonly string[], catalogue: Catalogue): Set<string> =>
    new Set(permissions.flatMap((permission) => expanded(permission, catalogue)));

/** Those that are not wholly among others, whichever of them are wildcards. */
export function notAmong(permissions: readonly string[], others: readonly string[], catalogue: Catalogue): string[] {
    const there = expandedAll(others, catalogue);
    return permissions.filter((permission) => expanded(permission, catalogue).some((one) => !there.has(one)));
}

/** Whether only a catalogue tells how two lists differ: a wildcard is in one of them alone. */
export function needsCatalogue(permissions: readonly string[], others: readonly string[]): boolean {
    const [a, b] = [permissions, others].map((list) => new Set(list.map((one) => one.toLowerCase()))) as [
        Set<string>,
        Set<string>,
    ];
    return [...a, ...b].some((one) => isWildcard(one) && !(a.has(one) && b.has(one)));
}
