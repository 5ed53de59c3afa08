import { expect } from "chai";
import { readYaml } from "../../operations/yaml";

const nested = "the values are nested more than 100 levels deep";
const letters = [..."abcdefghij"];
/** Each letter is a list of nine of the letter before it. */
const bomb = letters
    .map(
        (one, index) =>
            `${one}: &${one} [${Array(9)
                .fill(index === 0 ? "x" : `*${letters[index - 1]}`)
                .join(", ")}]`,
    )
    .join("\n");

describe("YAML from any source", () => {
    for (const [what, text, problem] of [
        ["brackets that are never closed", "[".repeat(20_000), nested],
        ["lists in lists", `a: ${"[".repeat(20_000)}${"]".repeat(20_000)}`, nested],
        ["objects in objects", `${"{a: ".repeat(20_000)}1${"}".repeat(20_000)}`, nested],
        ["lists in one line", `${"- ".repeat(20_000)}x`, nested],
        ["keys in keys", `${"? ".repeat(20_000)}x`, nested],
        ["pairs in a list", `[${"a: ".repeat(20_000)}]`, nested],
        ["indentation", Array.from({ length: 1_000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"), nested],
        ["aliases of aliases", bomb, "Excessive alias count indicates a resource exhaustion attack"],
        ["an alias of nothing", "a: *b", "Unresolved alias (the anchor must be set before the alias): b"],
    ] as const)
        it(`ends in one problem: ${what}`, () => {
            expect(readYaml(text)).to.deep.equal({ problems: [problem] });
        });

    it("takes a few aliases, and keys that every object has", () => {
        const { value, problems } = readYaml("a: &a {constructor: 1, toString: 2}\nb: *a\n__proto__: {c: 3}");
        expect(problems).to.deep.equal([]);
        expect(Object.entries(value as object)).to.deep.equal([
            ["a", { constructor: 1, toString: 2 }],
            ["b", { constructor: 1, toString: 2 }],
            ["__proto__", { c: 3 }],
        ]);
    });
});
