import type { IncomingHttpHeaders } from "node:http";

/** The next page of a list, from the Link header; `undefined` after the last one. */
export const nextLink = ({ link = [] }: IncomingHttpHeaders): string | undefined =>
    /<([^>]+)>\s*;[^,]*rel="?next"?/i.exec([link].flat().join(","))?.[1];
