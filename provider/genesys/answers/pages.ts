import { everyPage } from "../../core/pages";

/** One page of a list. */
export interface Page<T> {
    entities: T[];
    /** Absent if the vendor does not report it. */
    pageCount?: number | undefined;
    /** Whether there is another page. */
    more: boolean;
}

/** Every item of a paged list. */
export const pages = <T>(fetch: (pageNumber: number) => Promise<Page<T>>): AsyncGenerator<T> =>
    everyPage(async (number) => {
        const { entities: items, pageCount, more } = await fetch(number);
        return { items, pages: pageCount, more };
    });

export async function collect<T, R>(items: AsyncIterable<T>, map: (item: T) => R): Promise<R[]> {
    const results: R[] = [];
    for await (const item of items) results.push(map(item));
    return results;
}

/** Lists of at most `size` items, in order, because the vendor limits the number per request. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
    return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
        items.slice(index * size, (index + 1) * size),
    );
}
