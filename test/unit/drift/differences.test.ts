import { expect } from "chai";
import fc from "fast-check";
import { type Difference, differences } from "../../../provider/core/differences";

const set = (members: readonly string[]) => Object.fromEntries(members.map((member) => [member, true]));

describe("differences between what is declared and what is there", () => {
    it("of a set are exactly what was added and what was removed", () =>
        fc.assert(
            fc.property(fc.uniqueArray(fc.string()), fc.uniqueArray(fc.string()), (declared, found) => {
                const some = differences({ set: set(declared) }, { set: set(found) });
                const of = (kind: Difference["kind"], side: "declared" | "found") =>
                    some.filter((one) => one.kind === kind).map((one) => one[side]);
                expect(of("added", "found")).to.have.members(found.filter((one) => !declared.includes(one)));
                expect(of("removed", "declared")).to.have.members(declared.filter((one) => !found.includes(one)));
                expect(some.every(({ path }) => path === "set")).to.equal(true);
            }),
        ));

    it("are empty for equal values, whatever they are and in whatever order their keys are", () =>
        fc.assert(
            fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
                const turned = Object.fromEntries(Object.entries(value).reverse());
                expect(differences(value, structuredClone(turned))).to.deep.equal([]);
            }),
        ));

    it("have the property's path, both values of what changed, and the divisions of a role one by one", () => {
        const declared = {
            name: "A",
            gone: 1,
            roles: { "id-1": set(["sales", "support"]), "id-2": set(["sales"]) },
            advanced: { deep: { "a key": [1, 2] } },
            __provider: "text",
        };
        const found = {
            name: "B",
            come: false,
            roles: { "id-1": set(["sales"]), "id-3": set(["*"]) },
            advanced: { deep: { "a key": [1, 3] } },
            __provider: "other text",
        };
        expect(differences(declared, found)).to.deep.equal([
            { path: 'advanced.deep["a key"]', kind: "changed", declared: [1, 2], found: [1, 3] },
            { path: "come", kind: "added", found: false },
            { path: "gone", kind: "removed", declared: 1 },
            { path: "name", kind: "changed", declared: "A", found: "B" },
            { path: 'roles["id-1"]', kind: "removed", declared: "support" },
            { path: 'roles["id-2"]', kind: "removed", declared: "sales", emptied: true },
            { path: 'roles["id-3"]', kind: "added", found: "*" },
        ]);
    });

    it("of a secret say only that it changed", () => {
        const sides = { clientSecret: "[secret]", name: "A" };
        expect(differences(sides, sides)).to.deep.equal([]);
        expect(differences(sides, sides, ["clientSecret", "name"])).to.deep.equal([
            { path: "clientSecret", kind: "changed", declared: "[secret]", found: "[secret]" },
        ]);
    });
});
