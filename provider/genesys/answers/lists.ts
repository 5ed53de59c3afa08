import { z } from "zod";
import { answer, number, required, text } from "./decoder";

/** One page of a list. */
export interface Page<T> {
    entities: T[];
    /** Absent if the vendor does not tell. */
    pageCount?: number | undefined;
    /** Whether there is another page. */
    more: boolean;
}

/**
 * A page of a list. A list that says that it has objects and shows none is an error: it would pass for an empty one.
 *
 * @param kind - what it is a list of, e.g. `groups`
 */
export function listOf<Item extends z.ZodType>(kind: string, item: Item) {
    const frame = answer(undefined, {
        entities: z.array(item).optional(),
        pageNumber: number,
        pageCount: number,
        total: number,
        nextUri: text,
    });
    return frame.transform(({ entities, pageNumber = 1, pageCount = 0, total = 0, nextUri }): Page<z.output<Item>> => {
        if (total > 0) required(entities, `entities of the list of ${kind}`);
        return {
            entities: entities ?? [],
            pageCount: pageCount > 0 ? pageCount : undefined,
            more: pageNumber < pageCount || (nextUri ?? "") !== "",
        };
    });
}

/** What a search has found. The vendor leaves `results` out if there are none. */
export function searchOf<Item extends z.ZodType>(kind: string, item: Item) {
    const frame = answer(undefined, { results: z.array(item).optional(), pageCount: number, total: number });
    return frame.transform(({ results, pageCount = 1, total = 0 }) => {
        if (total > 0) required(results, `results of the search for ${kind}`);
        return { results: results ?? [], pageCount };
    });
}

/** Every item of a paged list. */
export async function* pages<T>(fetch: (pageNumber: number) => Promise<Page<T>>): AsyncGenerator<T> {
    for (let pageNumber = 1; ; pageNumber++) {
        const { entities, more } = await fetch(pageNumber);
        yield* entities;
        if (!more || entities.length === 0) return;
    }
}

export async function collect<T, R>(items: AsyncIterable<T>, map: (item: T) => R): Promise<R[]> {
    const results: R[] = [];
    for await (const item of items) results.push(map(item));
    return results;
}

/** Lists of at most `size` items, in order, because the vendor limits how many a request may have. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
    return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
        items.slice(index * size, (index + 1) * size),
    );
}
