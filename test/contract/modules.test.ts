import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";

/** Third-party modules, and files of the provider, that a script loads. */
function loadedBy(script: string): { packages: string[]; own: string[] } {
    const source = `${script}; console.log(Object.keys(require.cache).join("\\n"))`;
    const loaded = execFileSync(process.execPath, ["--import", "tsx", "-e", source], {
        cwd: join(__dirname, "../.."),
        encoding: "utf8",
    }).split("\n");
    const heavy = /node_modules\/(got|zod|purecloud-platform-client-v2|hono|p-queue)\//;
    return {
        packages: [...new Set(loaded.flatMap((path) => heavy.exec(path)?.[1] ?? []))].sort(),
        // The internals of @pulumi/pulumi do not count.
        own: loaded.filter((path) => !path.includes("node_modules")),
    };
}

describe("modules are loaded when they are used", () => {
    it("importing the SDK loads no HTTP, no zod, no vendor SDK and nothing of the provider", () => {
        const { packages, own } = loadedBy(`require("./sdk")`);
        expect(packages).to.deep.equal([]);
        // The types of the provider leave no trace.
        expect(own.filter((path) => path.includes("/provider/"))).to.deep.equal([]);
        expect(own.join()).to.include("/sdk/genesys/role");
    });

    it("a lookup loads no zod and no resource types, and before its first request no HTTP and no vendor SDK", () => {
        const { packages, own } = loadedBy(
            `const config = { get: (key) => (/region|Client(Id|Secret)$/.test(key) ? "eu-west-1" : undefined) };
            require("./provider/lookups").genesysLookups(config).caller()`,
        );
        expect(packages).to.deep.equal([]);
        expect(own.join()).to.include("/provider/genesys/api");
        expect(own.filter((path) => /resources|runtime/.test(path))).to.deep.equal([]);
    });

    it("a provider that makes no requests loads only zod", () => {
        const { packages } = loadedBy(
            `for (const token of ["genesys:Role", "eleveo:ProviderClient"]) require("./provider").dynamic(token)`,
        );
        expect(packages).to.deep.equal(["zod"]);
    });
});
