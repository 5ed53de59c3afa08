export function sortedSet(items: readonly string[]): string[] {
    return [...new Set(items)].sort();
}

export function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of a record's own key. Any key is safe: inherited properties such as "constructor" are never returned. */
export function own<T>(bag: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
    return bag !== undefined && Object.hasOwn(bag, key) ? bag[key] : undefined;
}

/** Equality of JSON values without regard to the order of keys. */
export function sameJson(a: unknown, b: unknown): boolean {
    return canonical(a) === canonical(b);
}

/** JSON text with sorted keys. */
export function canonical(value: unknown): string {
    return JSON.stringify(value, (_key, inner: unknown) =>
        isRecord(inner)
            ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
            : inner,
    );
}
