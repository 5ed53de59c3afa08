import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import * as contact from "../../../sdk";
import { connections } from "../../../sdk/lookup";
import { reportError } from "../../../sdk/program";
import { ownersIn } from "../../../sdk/uniqueness";
import type { ResourceToken } from "../../../provider/resources";
import { declare } from "./declared";
import { mockEngine, value } from "./mocks";

const { eleveo, genesys } = contact;

/** What a program prints, and unhandled rejections, until everything that it started has settled. */
async function observed(program: () => Promise<void> | void): Promise<{ printed: string[]; unhandled: unknown[] }> {
    const printed: string[] = [];
    const unhandled: unknown[] = [];
    const { error, warn } = console;
    const exitCode = process.exitCode;
    const onUnhandled = (reason: unknown) => unhandled.push(reason);
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", onUnhandled);
    console.error = console.warn = (text: string) => printed.push(text);
    try {
        await program();
        // Each round lets everything that waits for a promise continue; unhandled rejections show after the last.
        for (let round = 0; round < 20; round++) await new Promise(setImmediate);
        expect(process.exitCode, "the exit code").to.equal(exitCode);
        return { printed, unhandled };
    } finally {
        Object.assign(console, { error, warn });
        process.exitCode = exitCode;
        process.off("unhandledRejection", onUnhandled);
        for (const other of others) process.on("unhandledRejection", other);
    }
}

describe("two programs in one process", () => {
    it("share no lookup results", async () => {
        mockEngine({ call: () => ({ id: "of-one" }) });
        expect(await genesys.role("admin")).to.deep.equal({ id: "of-one", name: "admin" });
        mockEngine({ call: () => ({ id: "of-two" }) });
        expect(await genesys.role("admin")).to.deep.equal({ id: "of-two", name: "admin" });
    });

    it("share no connection; within one program there is one per provider", async () => {
        const connect = connections((source) => ({ source }));
        mockEngine();
        const emea = new contact.Provider("emea", {});
        const [one, explicit] = await Promise.all([connect(), connect(emea)]);
        expect(await connect()).to.equal(one);
        expect(await connect(emea)).to.equal(explicit);
        expect(explicit).not.to.equal(one);
        mockEngine();
        expect(await connect()).not.to.equal(one);
    });

    it("each use their own configuration", () => {
        const urlOf = (url: string) => {
            mockEngine();
            pulumi.runtime.setAllConfig({ "eleveo:url": url, "eleveo:realm": "acme" });
            return eleveo.server().url;
        };
        expect(urlOf("https://one.example")).to.equal("https://one.example");
        expect(urlOf("https://two.example")).to.equal("https://two.example");
        pulumi.runtime.setAllConfig({});
        mockEngine();
        expect(eleveo.server().url, "a sample").to.equal("https://eleveo.example");
    });

    it("may declare the same object", () => {
        mockEngine();
        expect(ownersIn().claim("test:Group", ["Sales"], "one")).to.equal(undefined);
        expect(ownersIn().claim("test:Group", ["Sales"], "two")).to.include("declare the same object");
        mockEngine();
        expect(ownersIn().claim("test:Group", ["Sales"], "two")).to.equal(undefined);
    });

    it("each report the same error, and once", async () => {
        const { printed } = await observed(() => {
            for (const id of ["a", "b"]) {
                mockEngine();
                reportError(`role "x" is wrong\nCorrelation id for support: ${id}1\n(index.ts:3:1)`);
                reportError(`role "x" is wrong\nCorrelation id for support: ${id}2\n(index.ts:9:1)`);
            }
        });
        expect(printed.map((text) => /support: (\w+)/.exec(text)?.[1])).to.deep.equal(["a1", "b1"]);
    });
});

describe("a program under mocks", () => {
    for (const preview of [false, true])
        it(`registers what it declares, the marker and the provider's text${preview ? ", in a preview too" : ""}`, async () => {
            const registered = mockEngine({ preview });
            const name = pulumi.output(Promise.resolve("Sales"));
            await value(new genesys.Group("group", { name, owners: [name] }).urn);
            expect(registered[0]?.inputs).to.have.all.keys("name", "owners", "marker", "__provider");
            expect(registered[0]?.inputs).to.deep.include({ name: "Sales", marker: "project/stack/group" });
        });
});

describe("a preview under mocks", () => {
    it("of every resource type reports nothing and leaves no rejection unhandled", async () => {
        const { printed, unhandled } = await observed(async () => {
            mockEngine({ preview: true });
            for (const token of Object.keys(declare) as ResourceToken[]) await value(declare[token]("name").urn);
        });
        expect({ printed, unhandled }).to.deep.equal({ printed: [], unhandled: [] });
    });

    it("of a role that the program gives to its own client reports nothing", async () => {
        const { printed, unhandled } = await observed(async () => {
            mockEngine({ preview: true });
            const role = new genesys.Role("role", { name: "Role" });
            const client = new genesys.OAuthClient("client", { name: "C", roles: [{ role, divisions: ["*"] }] });
            await value(client.urn);
        });
        expect({ printed, unhandled }).to.deep.equal({ printed: [], unhandled: [] });
    });

    it("may declare an object twice, as tests do", async () => {
        const { printed } = await observed(async () => {
            mockEngine({ preview: true });
            for (const name of ["one", "two"]) await value(new genesys.Group(name, { name: "Same" }).urn);
        });
        expect(printed).to.deep.equal([]);
    });
});
