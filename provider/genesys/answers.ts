import { UserError } from "../transport/errors";

/** One page of a list, as the vendor answers it. */
interface Page<T> {
    entities?: T[];
    pageCount?: number;
    nextUri?: string;
}

/** Every item of a paged list. */
export async function* pages<T>(fetch: (pageNumber: number) => Promise<Page<T>>): AsyncGenerator<T> {
    for (let pageNumber = 1; ; pageNumber++) {
        const { entities = [], pageCount, nextUri } = await fetch(pageNumber);
        yield* entities;
        const more = pageCount === undefined ? nextUri !== undefined : pageNumber < pageCount;
        if (!more || entities.length === 0) return;
    }
}

export async function collect<T, R>(items: AsyncIterable<T>, map: (item: T) => R): Promise<R[]> {
    const results: R[] = [];
    for await (const item of items) results.push(map(item));
    return results;
}

/** A field that the vendor's types call optional and that an answer cannot do without. */
export function required<T>(value: T | undefined | null, what: string): T {
    if (value === undefined || value === null) throw new UserError(`Genesys Cloud answered without the ${what}`);
    return value;
}

/** Lists of at most `size` items, in order, because the vendor limits how many a request may have. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
    return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
        items.slice(index * size, (index + 1) * size),
    );
}
