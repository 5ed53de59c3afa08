import { readFile } from "node:fs/promises";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { renderHtml } from "../../cli/drift/html";
import { renderMarkdown } from "../../cli/drift/markdown";
import { printable } from "../../provider/transport/foreignText";
import { shortened } from "../../cli/drift/format";
import { attacks } from "../unit/drift/attacks";
import { acme, hostile, initech, sample } from "../unit/drift/sample";
import { expectAccessible, looks, pagesOfSuite, pwned, screenshot, widthOf } from "./page";
import { expectPicture } from "./picture";

/** The top of the page, in pixels: up to the first findings. */
const shownPart = { width: 1280, height: 1100 };

const attacked = attacks.map((text, index) =>
    index % 5 === 4 ? { ...initech, stack: text, error: text } : hostile(acme, text),
);

describe("the page of a drift review, in a real browser", function () {
    this.timeout(120_000);
    const onPage = pagesOfSuite();
    const shownRows = (page: Page) => page.locator("tr[data-status]:visible, .failure:visible").count();

    for (const look of looks) {
        const { colorScheme, viewport } = look;
        it(`makes no requests, has no errors, and is accessible: ${colorScheme}, ${viewport.width} wide`, async () => {
            await onPage(
                renderHtml(sample),
                async (opened) => {
                    await screenshot(opened.page, `drift-${colorScheme}-${viewport.width}`);
                    // For the README and docs/drift.md.
                    if (look === looks[0]) await expectPicture(opened.page, "drift-page", shownPart);
                    await expectAccessible(opened, viewport.width);
                },
                look,
            );
        });
    }

    it("does not get wider if names are long", () =>
        onPage(
            renderHtml(attacked),
            async ({ page }) => {
                expect(await widthOf(page)).to.equal(375);
            },
            { viewport: { width: 375, height: 900 } },
        ));

    it("can be filtered by keyboard only", () =>
        onPage(renderHtml(sample), async ({ page }) => {
            const shown = () => page.locator("#shown").textContent();
            expect(await shownRows(page)).to.equal(9);
            await page.keyboard.press("Tab");
            await page.keyboard.press("Tab");
            await page.keyboard.type("okafor");
            expect([await shownRows(page), await shown()]).to.deep.equal([2, "2 of 9 shown"]);
            expect(await page.locator("section:visible h3").allTextContents()).to.deep.equal(["acme"]);
            expect(await page.locator(".grid tbody tr:visible").count()).to.equal(1);
            for (let count = 0; count < 6; count++) await page.keyboard.press("Backspace");
            await page.keyboard.press("Tab");
            await page.keyboard.press("Space");
            expect(await shown()).to.equal("3 of 9 shown");
            await page.keyboard.press("Tab");
            await page.keyboard.press("Space");
            expect(await shown()).to.equal("6 of 9 shown");
            for (let count = 0; count < 6; count++) await page.keyboard.press("Tab");
            await page.keyboard.press("Tab");
            await page.keyboard.press("Space");
            expect(await shown()).to.equal("4 of 9 shown");
            await page.keyboard.press("Tab");
            await page.keyboard.press("Tab");
            await page.keyboard.press("Enter");
            await page.locator("#shown", { hasText: "9 in all" }).waitFor();
            expect(await shownRows(page)).to.equal(9);
        }));

    it("shows everything except the filters without its script", () =>
        onPage(
            renderHtml(sample),
            async ({ page }) => {
                expect(await shownRows(page)).to.equal(9);
                expect(await page.locator("section:visible").count()).to.equal(3);
                expect(await page.locator("#filters").isVisible()).to.equal(false);
            },
            { javaScriptEnabled: false },
        ));

    it("runs no script but its own", () =>
        onPage(renderHtml(sample), async ({ page }) => {
            await page.evaluate(`{
                const script = document.createElement("script");
                script.textContent = "window.pwned = 1";
                document.body.append(script);
            }`);
            expect(await pwned(page)).to.equal(undefined);
        }));

    it("shows names that are attacks as text", () =>
        onPage(renderHtml(attacked), async ({ page, problems }) => {
            expect(await page.locator("img, iframe, object, embed, a[href^='javascript']").count()).to.equal(0);
            expect(await page.locator("script").count()).to.equal(1);
            const names = await page.locator("section h3").evaluateAll((all) => all.map((one) => one.textContent));
            expect(names).to.deep.equal(attacks.map((text) => shortened(printable(text), 200)));
            expect([await pwned(page), ...problems]).to.deep.equal([undefined]);
        }));

    it("is drawn by Mermaid on GitHub too: marks what is not in sync, shows attacks as text", async () => {
        const mermaid = require.resolve("mermaid/dist/mermaid.min.js");
        await onPage("<!doctype html><title>Mermaid</title><main></main>", async ({ page, problems }) => {
            await page.addScriptTag({ content: await readFile(mermaid, "utf8") });
            await page.evaluate('mermaid.initialize({ startOnLoad: false, securityLevel: "strict" })');
            const draw = async (markdown: string) => {
                const text = /```mermaid\n([\s\S]*?)\n```/.exec(markdown)?.[1] ?? "";
                await page.evaluate(
                    `mermaid.render("drawing", ${JSON.stringify(text)}).then(({ svg }) => {
                        document.querySelector("main").innerHTML = svg;
                    })`,
                );
                return page
                    .locator("main .node")
                    .evaluateAll((nodes) =>
                        nodes.map((node) => ({ classes: [...node.classList], text: node.textContent ?? "" })),
                    );
            };
            const boxes = await draw(renderMarkdown([acme]));
            const marked = (mark: string) =>
                boxes.filter(({ classes }) => classes.includes(mark)).map(({ text }) => text);
            expect(boxes).to.have.length(acme.picture.boxes.length);
            expect(marked("high").join()).to.include("emite_SSO").and.include("eMite Data Integration");
            expect(marked("missing").join()).to.equal("genesys.Groupemite_Adminsmissing, medium");
            expect(
                [marked("low"), marked("medium"), marked("unchecked"), marked("unmanaged")].map(({ length }) => length),
            ).to.deep.equal([1, 1, 1, 1]);
            await screenshot(page, "mermaid");
            for (const text of attacks) {
                const drawn = await draw(renderMarkdown([hostile(acme, text)]));
                const broken = (drawn[0]?.text ?? "").replaceAll("\\u0024", "$").replaceAll("\\u003a", ":");
                const shown = shortened(printable(text), 40).replace(/\s+/g, "");
                expect(broken.replace(/\s+/g, ""), text).to.equal(`${shown}${shown}changed,low`);
                expect(await page.locator("main").locator("img, script, a, iframe, i, math").count(), text).to.equal(0);
            }
            expect([await pwned(page), ...problems]).to.deep.equal([undefined]);
        });
    });
});
