import { expect } from "chai";
import fc from "fast-check";
import {
    type Filter,
    filterFields,
    parseFilter,
    passes,
    printFilter,
    userTypes,
} from "../../../provider/imagicle/filter";

const one: fc.Arbitrary<Filter> = fc.oneof(
    fc.record({
        field: fc.constantFrom("email" as const, "department" as const, "Location" as const, "phoneNumber" as const),
        is: fc.stringMatching(/^[A-Za-z0-9*+@.-][A-Za-z0-9*+@. -]{0,8}[A-Za-z0-9*]$/),
    }),
    fc.record({ field: fc.constant("UserType" as const), is: fc.constantFrom(...userTypes) }),
);
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
        { depthSize: "small" },
        one,
        fc.record({ and: fc.array(tie("filter"), { minLength: 1, maxLength: 3 }) }),
        fc.record({ or: fc.array(tie("filter"), { minLength: 1, maxLength: 3 }) }),
        fc.record({ not: tie("filter") }),
    ),
}));

describe("Imagicle's data source filter", () => {
    it("every printed filter parses to the same", () => {
        fc.assert(
            fc.property(filter, (given) => {
                expect(parseFilter(printFilter(given))).to.deep.equal(given);
            }),
        );
    });

    it("space between its parts and the case of a field's name do not matter", () => {
        expect(parseFilter(" ( & ( usertype = user ) ( ! ( location = Rome* ) ) ) ")).to.deep.equal({
            and: [{ field: "UserType", is: "user" }, { not: { field: "Location", is: "Rome*" } }],
        });
    });

    for (const [text, says] of [
        ["(departmet=Sales)", 'position 2: unknown field "departmet"; did you mean "department"?'],
        ["(UserType=hunt-grup)", 'position 11: unknown UserType "hunt-grup"; did you mean "hunt-group"?'],
        ["(&(email=*)", 'position 12: expected ")", found the end'],
        ["(&)", 'position 3: "&" needs a filter'],
        ["(!(email=a)(email=b))", '"!" needs exactly one filter; there are 2'],
        ["(email=)", 'position 8: "email=" needs a value'],
        ["(&".repeat(20_000), "position 202: filters are nested more than 100 levels deep"],
        ["(!".repeat(20_000), "position 202: filters are nested more than 100 levels deep"],
        ["(".repeat(20_000), 'position 2: unknown field ""'],
        ["email=a", 'position 1: expected "(", found "e"'],
        ["(email=a)x", 'position 10: unexpected text "x" after'],
        ["", 'position 1: expected "(", found the end'],
    ] as const)
        it(`"${text.slice(0, 30)}" is rejected with the position and the reason`, () => {
            expect(() => parseFilter(text)).to.throw(says);
        });

    it("lets matching users pass, with * for any text, regardless of case", () => {
        const sales = parseFilter("(&(department=sal*)(!(Location=Rome)))");
        expect(passes(sales, { department: "Sales", Location: "Paris" })).to.equal(true);
        expect(passes(sales, { department: "Sales", Location: "rome" })).to.equal(false);
        expect(passes(sales, { Location: "Paris" })).to.equal(false);
        expect(passes(parseFilter("(|(email=*)(phoneNumber=+44*))"), { phoneNumber: "+44123" })).to.equal(true);
        expect(filterFields).to.have.length(5);
    });
});
