import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { z } from "zod";
import { routes } from "../../../simulator/routes";
import operations from "../../data/operations-2026-02.json";

/** The vendor's API description of February 2026, as much as the simulator answers. */
const described = operations as Record<string, { query: string[]; body: boolean }>;

/** Query parameters of every call of the official SDK, which is newer than the description. */
function sdkQueries(): Map<string, string[]> {
    const folder = join(
        dirname(require.resolve("purecloud-platform-client-v2/package.json")),
        "src/purecloud-platform-client-v2/api",
    );
    const calls = new Map<string, string[]>();
    const call = /'(\/api\/v2\/[^']+)',\s*'([A-Z]+)',\s*\{[^}]*\},\s*\{([^}]*)\}/g;
    for (const file of readdirSync(folder))
        for (const [, path, method, query = ""] of readFileSync(join(folder, file), "utf8").matchAll(call))
            calls.set(
                `${method} ${path}`,
                [...query.matchAll(/'(\w+)':/g)].map(([, name]) => name ?? ""),
            );
    return calls;
}

const queryKeys = (schema: z.ZodType): string[] =>
    schema instanceof z.ZodUnion
        ? schema.options.flatMap((one) => queryKeys(one as z.ZodType))
        : Object.keys((schema as z.ZodObject).shape);

describe("the simulator's calls", () => {
    const queries = sdkQueries();
    for (const { method, path, query, body } of routes) {
        const call = `${method} ${path}`;
        it(`${call} is a call of Genesys Cloud, with its body and no query parameter of its own`, () => {
            const known = described[call];
            if (known === undefined) expect(queries.has(call), "neither described nor in the SDK").to.equal(true);
            else expect(body !== undefined).to.equal(known.body);
            expect([...(known?.query ?? []), ...(queries.get(call) ?? [])]).to.include.members(queryKeys(query));
        });
    }
});
