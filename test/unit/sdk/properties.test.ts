import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import type { ResourceToken } from "../../../provider/resources";
import * as contact from "../../../sdk";
import { declare, get, properties } from "./declared";
import { mockEngine, value } from "./mocks";

/** The properties of a type as the provider fills them in, whatever they mean. */
const computedOutputs = (token: ResourceToken): Record<string, string> =>
    Object.fromEntries(Object.keys(properties[token]).map((property) => [property, `the provider's ${property}`]));

const outputsOf = (token: ResourceToken, resource: pulumi.CustomResource): [string, string, pulumi.Output<unknown>][] =>
    Object.entries(properties[token]).map(([property, presence]) => {
        const output = (resource as unknown as Record<string, unknown>)[property];
        expect(pulumi.Output.isInstance(output), `${property} is an output`).to.equal(true);
        return [property, presence as string, output as pulumi.Output<unknown>];
    });

describe("properties of resources", () => {
    for (const token of Object.keys(declare) as ResourceToken[])
        for (const preview of [false, true])
            it(`${token}: each is an output${preview ? " in a preview too" : ", with a value if the class promises one"}`, async () => {
                mockEngine({ filled: computedOutputs(token), preview });
                for (const [property, presence, output] of outputsOf(token, declare[token]("name")))
                    if (presence === "always" && !preview)
                        expect(await value(output), property).not.to.equal(undefined);
            });

    for (const token of Object.keys(get) as (keyof typeof get)[])
        it(`${token}: after get, each is an output with what the provider read`, async () => {
            const filled = computedOutputs(token);
            mockEngine({ filled });
            const read: Record<string, unknown> = {};
            for (const [property, , output] of outputsOf(token, get[token]("name", "an-id")))
                read[property] = await value(output);
            expect(read).to.deep.equal(filled);
        });

    it("an argument that is not declared and that the provider does not fill in has no value", async () => {
        mockEngine({ filled: { description: "set by somebody else", visibility: "members" } });
        const group = new contact.genesys.Group("group", { name: "Sales" });
        expect(await value(group.description)).to.equal(undefined);
        expect(await value(group.visibility)).to.equal(undefined);
    });

    it("a set shows in a preview as the program writes it", async () => {
        mockEngine({ preview: true });
        const role = new contact.genesys.Role("role", { name: "Role", permissions: ["b:b:b", "a:a:a"] });
        expect(await value(role.permissions)).to.deep.equal(["b:b:b", "a:a:a"]);
    });
});
