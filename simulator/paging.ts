import { z } from "zod";

const number = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);

/** Query parameters of a paged list, with more of its own. */
export function paged<Shape extends z.ZodRawShape>(most: number, usual: number, more: Shape) {
    return z.strictObject({ pageSize: number(most, usual), pageNumber: number(1_000_000, 1), ...more });
}

export const nothing = z.strictObject({});
export const text = z.string().optional();
export const list = z
    .string()
    .transform((value) => value.split(",").filter(Boolean))
    .optional();

/** A page of a list, as Genesys Cloud answers it. */
export function page<T>(all: readonly T[], { pageSize, pageNumber }: { pageSize: number; pageNumber: number }) {
    const begin = (pageNumber - 1) * pageSize;
    const pageCount = Math.ceil(all.length / pageSize);
    return {
        entities: all.slice(begin, begin + pageSize),
        pageSize,
        pageNumber,
        total: all.length,
        pageCount,
        ...(pageNumber < pageCount ? { nextUri: `?pageNumber=${pageNumber + 1}&pageSize=${pageSize}` } : {}),
    };
}
