import { expect } from "chai";
import fc from "fast-check";
import { z } from "zod";
import { oauthClient } from "../../../provider/genesys/oauthClient";
import { canonical, sameJson } from "../../../provider/core/json";
import { setOf } from "../../../provider/core/schema";
import { didYouMean } from "../../../provider/core/problem";

const set = setOf(z.string().overwrite((value) => value.trim()));

describe("sets", () => {
    it("a list in any order and with repetitions is one record in the state", () => {
        fc.assert(
            fc.property(fc.array(fc.string()), (items) => {
                const once = z.encode(set, set.parse(items));
                const other = z.encode(set, set.parse([...items, ...items].reverse()));
                expect(other).to.deep.equal(once);
                expect(Object.keys(once as object)).to.have.members([...new Set(items.map((item) => item.trim()))]);
            }),
        );
    });

    it("what the state holds reads back as the same set", () => {
        fc.assert(
            fc.property(fc.array(fc.string()), (items) => {
                const parsed = set.parse(items);
                expect(set.parse(z.encode(set, parsed))).to.deep.equal(parsed);
            }),
        );
    });

    it("grants of one role are one, whatever way they are written", () => {
        const id = fc.constantFrom("a", "b", "c", "*");
        const grants = fc.array(fc.record({ role: id, divisions: fc.array(id, { minLength: 1 }) }), { minLength: 1 });
        fc.assert(
            fc.property(grants, (roles) => {
                const parsed = oauthClient.inputs.parse({ name: "x", roles });
                const state = z.encode(oauthClient.inputs, parsed);
                expect(oauthClient.inputs.parse(state)).to.deep.equal(parsed);
                const single = roles.flatMap(({ role, divisions }) =>
                    divisions.map((one) => ({ role, divisions: [one] })),
                );
                expect(oauthClient.inputs.parse({ name: "x", roles: single.reverse() })).to.deep.equal(parsed);
            }),
        );
    });
});

describe("JSON", () => {
    it("is compared without regard to the order of keys, and with regard to that of lists", () => {
        expect(sameJson({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 })).to.equal(true);
        expect(sameJson([1, 2], [2, 1])).to.equal(false);
        fc.assert(
            fc.property(fc.jsonValue(), (value) => {
                expect(JSON.parse(canonical(value))).to.deep.equal(JSON.parse(JSON.stringify(value)));
            }),
        );
    });
});

describe("nearest values", () => {
    it("are offered only if they are near", () => {
        expect(didYouMean("users:readonyl", ["users:readonly", "groups"])).to.equal('; did you mean "users:readonly"?');
        expect(didYouMean("banana", ["users:readonly"])).to.equal("");
        expect(didYouMean("x", [])).to.equal("");
    });
});
