import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { resources } from "../../../provider/resources";
import * as contact from "../../../sdk";
import { registerKey, type NaturalKey } from "../../../sdk/uniqueness";
import { declare } from "./declared";
import { mockEngine, settled, value } from "./mocks";

describe("resources of the SDK", () => {
    it("there is one for every type of the provider", () => {
        expect(Object.keys(declare).sort()).to.deep.equal(Object.keys(resources).sort());
    });

    for (const [token, create] of Object.entries(declare))
        it(`${token} is registered with a text that never changes`, async () => {
            const registered = mockEngine();
            await value(create(`golden ${token}`).id);
            expect(registered[0]?.type).to.equal(`pulumi-nodejs:dynamic/${token}`);
            // Every state holds this text: a change of it would show every resource of every stack as changed.
            expect(registered[0]?.inputs["__provider"]).to.equal(
                `exports.handler = () => require("pulumi-contact-center/provider").dynamic("${token}")`,
            );
        });

    it("get reads by id, declares nothing and claims nothing", async () => {
        const registered = mockEngine();
        const one = contact.genesys.Group.get("existing", "an-id");
        const two = contact.genesys.Group.get("again", "an-id");
        expect(await value(one.id)).to.equal("an-id");
        expect(await value(two.id)).to.equal("an-id");
        expect(Object.keys(registered[0]?.inputs ?? {})).to.deep.equal(["__provider"]);
    });
});

describe("two resources for one object", () => {
    const second = (first: NaturalKey, again: NaturalKey) => {
        const token = `test:${Math.random()}`;
        expect(registerKey(token, first, "one")).to.equal(undefined);
        expect(registerKey(token, first, "one"), "the same resource").to.equal(undefined);
        return expect(registerKey(token, again, "two"));
    };

    it("are refused, and both are named", () => {
        second(["eMite Access"], ["eMite Access"]).to.match(
            /the resources "one" and "two" declare the same object, "eMite Access"; declare it once/,
        );
    });

    it("are refused if one owns the whole and the other a part, in both orders", () => {
        second(["group"], ["group", "anna"]).to.include("declare the same object");
        second(["group", "anna"], ["group"]).to.include("declare the same object");
        second(["group", "anna"], ["group", "anna"]).to.include("declare the same object");
    });

    it("are fine if they are different parts or different objects", () => {
        second(["group", "anna"], ["group", "ben"]).to.equal(undefined);
        second(["eMite"], ["eMite Access"]).to.equal(undefined);
    });

    it("are fine in two tenants, and in two programs of one process", () => {
        mockEngine();
        const emea = new contact.Provider("emea", {});
        expect(registerKey("test:Group", ["Sales"], "one")).to.equal(undefined);
        expect(registerKey("test:Group", ["Sales"], "two", emea)).to.equal(undefined);
        expect(registerKey("test:Group", ["Sales"], "two")).to.include("declare the same object");
        mockEngine();
        expect(registerKey("test:Group", ["Sales"], "two")).to.equal(undefined);
    });
});

/** Modules of others, and files of the provider, that a script loads. */
function loadedBy(script: string): { packages: string[]; own: string[] } {
    const { execFileSync } = require("node:child_process") as typeof import("node:child_process");
    const source = `${script}; console.log(Object.keys(require.cache).join("\\n"))`;
    const loaded = execFileSync(process.execPath, ["--import", "tsx", "-e", source], {
        cwd: `${__dirname}/../../..`,
        encoding: "utf8",
    }).split("\n");
    const heavy = /node_modules\/(got|zod|purecloud-platform-client-v2|hono|p-queue)\//;
    return {
        packages: [...new Set(loaded.flatMap((path) => heavy.exec(path)?.[1] ?? []))].sort(),
        // @pulumi/pulumi's own folders are its own business.
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

    it("a provider that makes no request loads zod alone", () => {
        const { packages } = loadedBy(
            `for (const token of ["genesys:Role", "eleveo:ProviderClient"]) require("./provider").dynamic(token)`,
        );
        expect(packages).to.deep.equal(["zod"]);
    });
});

describe("registrations of a program", () => {
    it("wait for nothing but their inputs", async () => {
        const registered = mockEngine();
        new contact.genesys.Role("plain", { name: "Plain", permissions: pulumi.output(Promise.resolve(["a:b:c"])) });
        await settled(registered, 1);
        expect(registered[0]?.inputs["permissions"]).to.deep.equal(["a:b:c"]);
    });
});
