import { UserError } from "../transport/errors";
import { sameJson } from "./json";

export interface Page<T> {
    items: T[];
    /** Number of pages of the list; absent if the product does not report it. */
    pages?: number | undefined;
    more: boolean;
}

/** No tenant has this many pages. A server that says so is wrong, and reading would not end. */
const mostPages = 10_000;

/** Every item of a list, page by page, counted from 1. */
export async function* everyPage<T>(fetch: (number: number) => Promise<Page<T>>): AsyncGenerator<T> {
    let first: T[] | undefined;
    for (let number = 1; ; number++) {
        const page = await fetch(number);
        if (repeats(page, first)) return;
        yield* page.items;
        if (!page.more || page.items.length === 0) return;
        first ??= page.items;
    }
}

/**
 * Whether a page repeats the first one: a server without paging answers every page with the same items. Throws a
 * {@link UserError} if the server reports the number of pages, and for a list that is implausibly long.
 */
export function repeats<T>({ items, pages }: Page<T>, first: readonly T[] | undefined): boolean {
    if ((pages ?? 0) > mostPages)
        throw new UserError("CC1120", `the server reports a list of ${pages} pages. Such a long list is not read`);
    if (first === undefined || items.length === 0 || !sameJson(items, first)) return false;
    if (pages === undefined) return true;
    throw new UserError(
        "CC1121",
        "the server returns the same items for every page of a list. The list cannot be read",
    );
}
