import { expect } from "chai";
import fc from "fast-check";
import { parsePattern } from "../../../cli/adopt/generate/filter";
import { matchesAny } from "../../../policy/guardRails";
import { matchesWildcard } from "../../../provider/core/wildcard";
import { parseFilter, passes } from "../../../provider/imagicle/filter";

const escaped = (part: string) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
const asExpression = (pattern: string) => new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`, "is");

describe("Patterns with *", () => {
    it("match what the regular expression with .* in place of * matches", () => {
        const pattern = fc.string({ unit: fc.constantFrom("a", "B", "b", "*", ".", "\n"), maxLength: 8 });
        const text = fc.string({ unit: fc.constantFrom("a", "A", "b", ".", "\n"), maxLength: 10 });
        fc.assert(
            fc.property(pattern, text, (one, other) => {
                expect(matchesWildcard(one, other)).to.equal(asExpression(one).test(other));
            }),
            { numRuns: 2_000 },
        );
    });

    for (const [where, matches] of [
        [
            "a filter of Imagicle",
            (pattern, department) => passes(parseFilter(`(department=${pattern})`), { department }),
        ],
        ["--only and --except", (pattern, name) => parsePattern(`name:${pattern}`).matches(name)],
        ["guard rails", (pattern, name) => matchesAny([pattern], name)],
    ] satisfies [string, (pattern: string, text: string) => boolean][])
        it(`take no longer with many stars: ${where}`, () => {
            const started = performance.now();
            const long = "a".repeat(100_000);
            expect(matches("*a*a*a*a*a*ab", "a".repeat(60))).to.equal(false);
            expect(matches(`${"*a".repeat(8)}b`, long)).to.equal(false);
            expect(matches(`${"*a".repeat(1_000)}*`, long)).to.equal(true);
            expect(matches(`${"*a".repeat(1_000)}b*`, long)).to.equal(false);
            expect(performance.now() - started).to.be.below(200);
        });
});
