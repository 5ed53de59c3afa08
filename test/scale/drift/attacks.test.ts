import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import fc from "fast-check";
import type { Nodes } from "mdast";
import { anyCharacter } from "../../characters";
import { renderHtml } from "../../../cli/drift/html";
import { renderJunit } from "../../../cli/drift/junit";
import { renderMarkdown } from "../../../cli/drift/markdown";
import { renderSarif } from "../../../cli/drift/sarif";
import { renderTerminal } from "../../../cli/drift/terminal";
import { printable } from "../../../provider/transport/foreignText";
import { shortened } from "../../../cli/drift/format";
import { acme, hostile, initech } from "../../unit/drift/sample";
import { attacks } from "../../unit/drift/attacks";
import { plainly, parsed, nodes, sarif, ajv, isSarif, elements } from "../../unit/drift/readers";

describe("drift of names that are attacks", () => {
    /** The known ones, and any others. */
    const anybodys = fc.oneof(
        fc.constantFrom(...attacks),
        fc.string({ unit: anyCharacter, minLength: 1 }),
        // Several long ones reach the limit of a comment, which is in bytes, at other rows than harmless ones.
        fc
            .array(fc.constantFrom(...attacks.filter(({ length }) => length < 1_000)), { minLength: 2, maxLength: 4 })
            .map((some) => some.join(" ")),
    );
    const holds = (rule: (text: string) => void, numRuns = 40) => {
        for (const text of attacks) rule(text);
        fc.assert(fc.property(anybodys, rule), { numRuns });
    };
    const both = (text: string) => [hostile(acme, text), { ...initech, stack: text, error: text }];
    /** A harmless text with as many lines and words. */
    const harmless = (text: string) => text.replace(/\S/gu, "x");

    it("is text to a terminal", () => {
        holds((text) => {
            const shown = renderTerminal(both(text), plainly);
            // oxlint-disable-next-line no-control-regex -- these are what a terminal would obey
            expect(shown).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\p{Bidi_Control}]/u);
            expect(stripVTControlCharacters(renderTerminal(both(text), { colour: true }))).to.equal(shown);
        });
    });

    it("is text in Markdown: the same tables, and no link, image, element or mention", () => {
        const shape = (node: Nodes): string => {
            if (["text", "inlineCode"].includes(node.type)) return "";
            const inner = "children" in node ? node.children.map(shape).filter(Boolean).join(" ") : "";
            return `${node.type}(${inner})`;
        };
        holds((text) => {
            const tree = parsed(renderMarkdown(both(text)));
            expect(shape(tree)).to.equal(shape(parsed(renderMarkdown(both(harmless(text))))));
            for (const node of nodes(tree)) {
                if (node.type === "text") expect(node.value).not.to.match(/[@#<>[\]]|:\/\/|www\./);
                if (node.type === "html")
                    expect(node.value).to.match(
                        /^<details>\n<summary><code>[^<>]*<\/code> [\w:;, ]+<\/summary>$|^<\/details>$/,
                    );
            }
            const codes = nodes(tree).flatMap((node) => (node.type === "inlineCode" ? [node.value] : []));
            expect(codes.join("\n")).to.include(
                shortened(printable(text), 60)
                    .replace(/\\(?=\|)/g, "\\u005c")
                    .trim(),
            );
        }, 15);
    }).timeout(60_000);

    it("is text in Mermaid: every label has only letters, digits and codes", () => {
        holds((text) => {
            const drawing = /```mermaid\n([\s\S]*?)\n```/.exec(renderMarkdown(both(text)))?.[1] ?? "";
            for (const line of drawing.split("\n"))
                expect(line).to.match(
                    /^flowchart LR$|^ {4}n\d+\["(?:[A-Za-z0-9 ]|#\d+;|<br>)*"\](?::::\w+)?$|^ {4}n\d+ --> n\d+$|^ {4}classDef /,
                );
        }, 15);
    }).timeout(60_000);

    it("is text in a page: the same elements with the same attributes", () => {
        const skeleton = (page: string) =>
            (page.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""')).join("");
        holds((text) => {
            const page = renderHtml(both(text));
            expect(skeleton(page)).to.equal(skeleton(renderHtml(both(harmless(text)))));
        }, 15);
    }).timeout(60_000);

    it("is text in SARIF, which stays valid", () => {
        holds((text) => {
            const log = renderSarif(both(text));
            expect(isSarif(JSON.parse(log)), ajv.errorsText(isSarif.errors)).to.equal(true);
            const places = sarif(log).results?.flatMap(({ locations = [] }) =>
                locations.flatMap((one) => one.logicalLocations ?? []),
            );
            expect(new Set(places?.map(({ name }) => name))).to.deep.equal(new Set([text]));
        });
    });

    it("is text in JUnit, which stays well-formed", () => {
        const known = ["testsuites", "testsuite", "testcase", "failure", "skipped", "error", "system-out"];
        holds((text) => {
            const xml = renderJunit(both(text));
            // oxlint-disable-next-line no-control-regex -- XML has no way to hold these
            expect(xml).not.to.match(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/u);
            const all = elements(xml);
            expect(known).to.include.members(all.map(({ name }) => name));
            expect(all.find(({ name }) => name === "testcase")?.attributes["name"]).to.equal(
                `${printable(text)} (changed)`,
            );
        });
    });
});
