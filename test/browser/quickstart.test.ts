import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { pagesOfSuite, screenshot } from "./page";

const root = join(__dirname, "../..");
const read = (file: string) => readFile(join(root, file), "utf8");

/** The texts that calls of a function in a source print. */
const printedBy = (source: string, name: string) =>
    [...source.matchAll(new RegExp(`\\b${name}\\(\\s*"(.*?)",?\\s*[,)]`, "g"))].map(([, text]) => text);

describe("the picture of the quickstart, in a real browser", function () {
    this.timeout(60_000);
    const onPage = pagesOfSuite();

    it("shows the steps and checks of today within its width; `UPDATE_SCREENSHOT=1 npm run quickstart` renews it", async () => {
        const [picture, ...sources] = await Promise.all(
            ["docs/quickstart.svg", "tools/quickstart/main.ts", "tools/quickstart/story.ts"].map(read),
        );
        const headings = sources.flatMap((source) => printedBy(source, "heading"));
        const checks = sources.flatMap((source) => printedBy(source, "check"));
        expect([headings.length, checks.length]).to.deep.equal([13, 12]);
        await onPage(`<!doctype html><title>Picture</title>${picture}`, async ({ page }) => {
            await page.emulateMedia({ reducedMotion: "reduce" });
            await screenshot(page, "quickstart");
            const shown = async (selector: string) => page.locator(selector).allTextContents();
            const [command, ...steps] = await shown("svg .heading");
            expect(command).to.equal("$ npm run quickstart");
            expect(steps).to.deep.equal([...headings.filter((text) => !text?.startsWith("Try it")), "Result"]);
            const lines = await shown("svg text");
            expect(lines.filter((text) => /^ +ok /.test(text)).map((text) => text.replace(/^ +ok /, ""))).to.deep.equal(
                checks,
            );
            expect(lines.at(-1)).to.include("12 of 12 checks passed");
            const beyond = await page.evaluate<string[]>(
                `[...document.querySelectorAll("svg text")].filter((text) => {
                    const { x, width } = text.getBBox();
                    return x + width > document.querySelector("svg").viewBox.baseVal.width;
                }).map((text) => text.textContent)`,
            );
            expect(beyond).to.deep.equal([]);
        });
    });
});
