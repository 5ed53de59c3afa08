import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { schemaFile } from "../../tools/schema/schema";

describe("the schema of the native plugin", () => {
    it("is up to date: otherwise run `npm run schema`", async () => {
        const file = join(__dirname, "..", "..", "schemas", "plugin.json");
        expect(await schemaFile()).to.equal(readFileSync(file, "utf8"));
    }).timeout(30_000);
});
