import { expect } from "chai";
import { renderStatusPage } from "../../cli/fleet/status/html";
import { attacks } from "../unit/drift/attacks";
import { rollout } from "../unit/fleet/rollout";
import { expectAccessible, looks, pagesOfSuite, pwned, screenshot, widthOf } from "./page";

const page = renderStatusPage(rollout, new Date("2026-11-30T18:30:00Z"));

describe("the page of a roll-out, in a real browser", function () {
    this.timeout(120_000);
    const onPage = pagesOfSuite();

    for (const look of looks) {
        const { colorScheme, viewport } = look;
        it(`makes no requests, has no errors, and is accessible: ${colorScheme}, ${viewport.width} wide`, () =>
            onPage(
                page,
                async (opened) => {
                    await screenshot(opened.page, `rollout-${colorScheme}-${viewport.width}`);
                    await expectAccessible(opened, viewport.width);
                },
                look,
            ));
    }

    it("is filtered by state, and shows names that are attacks as text", async () => {
        await onPage(page, async (opened) => {
            const rows = opened.page.locator("tbody tr:visible");
            expect(await rows.count()).to.equal(6);
            await opened.page.locator(".chip", { hasText: "failed" }).click();
            expect(await rows.locator("th").allInnerTexts()).to.deep.equal(["initech"]);
            expect(await opened.page.locator("#shown").textContent()).to.equal("1 of 6 shown");
            expect(await opened.page.locator('a[href^="https://"]').count()).to.equal(1);
        });
        const tenants = attacks.map((text) => ({ ...rollout.tenants[0], stack: text, why: text }));
        await onPage(
            renderStatusPage({ ...rollout, tenants: tenants as typeof rollout.tenants }),
            async (opened) => {
                expect(await opened.page.locator("img, iframe, object, embed").count()).to.equal(0);
                expect(await widthOf(opened.page)).to.equal(375);
                expect([await pwned(opened.page), ...opened.problems]).to.deep.equal([undefined]);
            },
            { viewport: { width: 375, height: 900 } },
        );
    });
});
