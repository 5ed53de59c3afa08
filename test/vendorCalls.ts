import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = dirname(require.resolve("purecloud-platform-client-v2/package.json"));

export interface VendorCall {
    query: string[];
    body: boolean;
}

/** Every call of the official SDK, `POST /api/v2/groups`, with its query parameters. */
export function vendorCalls(): Map<string, VendorCall> {
    const folder = join(root, "src/purecloud-platform-client-v2/api");
    const calls = new Map<string, VendorCall>();
    // Path, method, and objects with the parameters of path, query, header and form; then the body.
    const call = /'(\/api\/v2\/[^']+)',\s*'([A-Z]+)',\s*\{[^}]*\},\s*\{([^}]*)\},\s*\{[^}]*\},\s*\{[^}]*\},\s*(\S+),/g;
    for (const file of readdirSync(folder))
        for (const [, path, method, query = "", body] of readFileSync(join(folder, file), "utf8").matchAll(call))
            calls.set(`${method} ${path}`, {
                query: [...query.matchAll(/'(\w+)':/g)].map(([, name]) => name ?? ""),
                body: body !== "null",
            });
    return calls;
}
