import { renderForm } from "../../cli/handover/form";
import { expect } from "chai";
import { inStack } from "../unit/handover/stack";
import { expectAccessible, looks, pagesOfSuite, screenshot } from "./page";
import { expectPicture } from "./picture";

const wfm = [
    ["wfmLookbackClient", "emite_WFMLookback"],
    ["wfmActivityClient", "emite_WFMActivity"],
] as const;

describe("the hand-over form, in a real browser", function () {
    this.timeout(120_000);
    const onPage = pagesOfSuite();
    let html = "";
    before(() =>
        inStack(async (_state, form) => {
            html = renderForm(await form(), "html", false, "form.html.age");
        }, wfm),
    );

    for (const look of looks.filter(({ colorScheme }) => colorScheme === "light"))
        it(`asks for nothing, has no error, and is accessible: ${look.viewport.width} wide`, () =>
            onPage(
                html,
                async (opened) => {
                    await screenshot(opened.page, `form-${look.viewport.width}`);
                    await expectAccessible(opened, look.viewport.width);
                    expect(await opened.page.locator("h2").count()).to.equal(4);
                    expect(await opened.page.locator("td", { hasText: "in form.html.age" }).count()).to.equal(5);
                },
                look,
            ));

    it("is the one of docs/handover.md", () =>
        onPage(html, ({ page }) => expectPicture(page, "emite-form", { width: 900, height: 840 }), {
            viewport: { width: 900, height: 840 },
        }));
});
