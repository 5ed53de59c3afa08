import { z } from "zod";

const number = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);

/** Query parameters of a paged list, with additional ones. */
export function paged<Shape extends z.ZodRawShape>(most: number, usual: number, more: Shape) {
    return z.strictObject({ pageSize: number(most, usual), pageNumber: number(1_000_000, 1), ...more });
}

export const nothing = z.strictObject({});
export const text = z.string().optional();
/** Parameters that the vendor describes for several lists, and that change nothing here. */
export const unused = { sortBy: text, expand: text, nextPage: text, previousPage: text };
/** Repeated or joined by commas: the vendor's description has the one, its SDKs send the other. */
export const list = z
    .string()
    .transform((value) => value.split(",").filter(Boolean))
    .optional();
/** Python writes `True`. */
export const flag = z
    .string()
    .toLowerCase()
    .pipe(z.enum(["true", "false"]))
    .transform((value) => value === "true")
    .optional();

interface Wanted {
    pageSize: number;
    pageNumber: number;
}

/** A page of a list, as Genesys Cloud answers it. */
export function page<T>(all: readonly T[], { pageSize, pageNumber }: Wanted) {
    const begin = (pageNumber - 1) * pageSize;
    return {
        entities: all.slice(begin, begin + pageSize),
        pageSize,
        pageNumber,
        total: all.length,
        pageCount: Math.ceil(all.length / pageSize),
    };
}

/** A page of what a search has found; `results` is absent if there are none. */
export function found<T>(kind: string, all: readonly T[], wanted: Wanted) {
    const { entities, ...rest } = page(all, wanted);
    const self = `/api/v2/${kind}/search`;
    return {
        ...rest,
        currentPage: self,
        ...(rest.pageNumber < rest.pageCount ? { nextPage: self } : {}),
        ...(rest.pageNumber > 1 ? { previousPage: self } : {}),
        types: [kind],
        ...(entities.length > 0 ? { results: entities } : {}),
    };
}

const isPage = (answer: unknown): answer is ReturnType<typeof page> =>
    typeof answer === "object" && answer !== null && "entities" in answer && "pageCount" in answer;

/** The answer of a list with the addresses of its pages, which keep all other parameters of the query. */
export function withAddresses(answer: unknown, path: string, query: Readonly<Record<string, string>>): unknown {
    if (!isPage(answer)) return answer;
    const { pageNumber, pageSize, pageCount } = answer;
    const address = (number: number) =>
        `${path}?${new URLSearchParams({ ...query, pageSize: String(pageSize), pageNumber: String(number) })}`;
    return {
        ...answer,
        firstUri: address(1),
        selfUri: address(pageNumber),
        lastUri: address(Math.max(1, pageCount)),
        ...(pageNumber < pageCount ? { nextUri: address(pageNumber + 1) } : {}),
        ...(pageNumber > 1 ? { previousUri: address(pageNumber - 1) } : {}),
    };
}
