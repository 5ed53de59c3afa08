import type { HttpClient } from "../../provider/transport/http";

/** A client that counts the tokens it has fetched, because each took a request. */
export function countTokens(client: HttpClient): { client: HttpClient; tokens: () => number } {
    const seen = new Set<string>();
    const token = async () => {
        const value = await client.token();
        seen.add(value);
        return value;
    };
    return { client: { ...client, token }, tokens: () => seen.size };
}
