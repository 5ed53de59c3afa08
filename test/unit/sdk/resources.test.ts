import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { resources } from "../../../provider/resources";
import * as contact from "../../../sdk";
import { type NaturalKey, Owners } from "../../../provider/identity";
import { ownersIn } from "../../../sdk/uniqueness";
import { declare } from "./declared";
import { mockEngine, settled, value } from "./mocks";

describe("resources of the SDK", () => {
    it("exist for every type of the provider", () => {
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

    it("get reads by id, and declares and claims nothing", async () => {
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
        const token = "test:Group";
        const owners = new Owners();
        expect(owners.claim(token, first, "one")).to.equal(undefined);
        expect(owners.claim(token, first, "one"), "the same resource").to.equal(undefined);
        return expect(owners.claim(token, again, "two"));
    };

    it("are rejected, and both are named", () => {
        second(["eMite Access"], ["eMite Access"]).to.match(
            /the resources "one" and "two" declare the same object, "eMite Access". Declare it once/,
        );
    });

    it("are rejected if one owns the whole and the other a part, in both orders", () => {
        second(["group"], ["group", "anna"]).to.include("declare the same object");
        second(["group", "anna"], ["group"]).to.include("declare the same object");
        second(["group", "anna"], ["group", "anna"]).to.include("declare the same object");
    });

    it("are accepted if they are different parts or different objects", () => {
        second(["group", "anna"], ["group", "ben"]).to.equal(undefined);
        second(["eMite"], ["eMite Access"]).to.equal(undefined);
    });

    it("are accepted in two tenants, and in two programs of one process", () => {
        mockEngine();
        const emea = new contact.Provider("emea", {});
        expect(ownersIn().claim("test:Group", ["Sales"], "one")).to.equal(undefined);
        expect(ownersIn(emea).claim("test:Group", ["Sales"], "two")).to.equal(undefined);
        expect(ownersIn().claim("test:Group", ["Sales"], "two")).to.include("declare the same object");
        mockEngine();
        expect(ownersIn().claim("test:Group", ["Sales"], "two")).to.equal(undefined);
    });
});

describe("registrations of a program", () => {
    it("wait only for their inputs", async () => {
        const registered = mockEngine();
        new contact.genesys.Role("plain", { name: "Plain", permissions: pulumi.output(Promise.resolve(["a:b:c"])) });
        await settled(registered, 1);
        expect(registered[0]?.inputs["permissions"]).to.deep.equal(["a:b:c"]);
    });
});
