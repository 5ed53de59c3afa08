import { expect } from "chai";
import { compare } from "../../../operations/adopt/adoption";
import { match } from "../../../operations/adopt/match";
import { unknownValue } from "../../../provider/runtime/wire";

const own = "project/stack/sales";
const object = (id: string, marker?: string, madeBy?: string) => ({
    id,
    name: "Sales",
    outputs: { marker },
    ...(madeBy === undefined ? {} : { madeBy }),
});

describe("the object of a declared resource", () => {
    it("is the one with its marker, whatever else has the name", () => {
        const present = [object("1"), object("2", own), object("3", "project/other/sales")];
        expect(match(present, own)).to.deep.equal({ is: "found", id: "2" });
    });

    it("is the only unmanaged one", () => {
        expect(match([object("1", "project/other/sales"), object("2")], own)).to.deep.equal({ is: "found", id: "2" });
    });

    it("is unknown if there are several candidates", () => {
        expect(match([object("1"), object("2")], own)).to.deep.equal({
            is: "ambiguous",
            candidates: [
                { id: "1", name: "Sales" },
                { id: "2", name: "Sales" },
            ],
        });
        expect(match([object("1", own), object("2", own)], own)).to.have.property("is", "ambiguous");
    });

    it("is never another stack's, nor one that only a tool may touch", () => {
        expect(match([object("1", "project/other/all-sales")], own)).to.deep.equal({
            is: "taken",
            id: "1",
            by: 'the stack project/other, as "all-sales"',
        });
        expect(match([object("1", undefined, "ETL Manager")], own)).to.deep.equal({
            is: "taken",
            id: "1",
            by: "ETL Manager",
        });
    });

    it("is missing if there is none", () => {
        expect(match([], own)).to.deep.equal({ is: "missing" });
    });
});

describe("what differs between a declared resource and its object", () => {
    const sides = { secrets: ["secret"], replaceOn: ["type"] };

    it("never shows a secret, but says that it differs", () => {
        const compared = compare({ ...sides, declared: { secret: "one" }, found: { secret: "two" } });
        expect(compared.differences).to.deep.equal([
            { path: "secret", kind: "changed", declared: "[secret]", found: "[secret]" },
        ]);
        expect(compare({ ...sides, declared: { secret: "one" }, found: { secret: "one" } }).status).to.equal(
            "identical",
        );
    });

    it("names the properties for which `up` would replace the object", () => {
        const { status, replaces } = compare({ ...sides, declared: { type: "a" }, found: { type: "b" } });
        expect({ status, replaces }).to.deep.equal({ status: "differs", replaces: ["type"] });
    });

    it("says what is known only after an `up`", () => {
        const declared = { roles: unknownValue };
        expect(compare({ ...sides, declared, found: {} }).differences[0]).to.include({
            declared: "(known after `up`)",
        });
    });
});
