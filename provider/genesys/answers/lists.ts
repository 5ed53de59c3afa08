import { z } from "zod";
import { answer, number, text } from "./decoder";
import { required } from "./needed";
import type { Page } from "./pages";

/**
 * A page of a list. A list that reports a number of objects and shows none is an error, because it would count as
 * empty.
 *
 * @param kind - the kind of its items, e.g. `groups`
 */
export function listOf<Item extends z.ZodType>(kind: string, item: Item) {
    const shape = {
        entities: z.array(item).optional(),
        pageNumber: number,
        pageCount: number,
        total: number,
        nextUri: text,
    };
    const frame = answer(`list of ${kind}`, shape, true);
    return frame.transform(({ entities, pageNumber = 1, pageCount = 0, total = 0, nextUri }): Page<z.output<Item>> => {
        if (total > 0) required(entities, `entities of the list of ${kind}`);
        return {
            entities: entities ?? [],
            pageCount: pageCount > 0 ? pageCount : undefined,
            more: pageNumber < pageCount || (nextUri ?? "") !== "",
        };
    });
}

/** The results of a search. The vendor omits `results` if there are none. */
export function searchOf<Item extends z.ZodType>(kind: string, item: Item) {
    const shape = { results: z.array(item).optional(), pageCount: number, total: number };
    const frame = answer(`search for ${kind}`, shape, true);
    return frame.transform(({ results, pageCount = 1, total = 0 }) => {
        if (total > 0) required(results, `results of the search for ${kind}`);
        return { results: results ?? [], pageCount };
    });
}
