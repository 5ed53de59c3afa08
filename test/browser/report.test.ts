import { join } from "node:path";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { mostRows, type ProblemReport, renderReport } from "../../provider/core/page/report";
import { compared, previewOf } from "../../provider/imagicle/expected";
import { renderUserPage } from "../../provider/imagicle/page";
import { readRulesFile } from "../../provider/imagicle/rulesFile";
import { readWebexData } from "../../provider/imagicle/webexData";
import { attacks } from "../unit/drift/attacks";
import { expectAccessible, looks, pagesOfSuite, pwned, screenshot, widthOf } from "./page";

const side = (row: number, name: string, email: string) => ({ title: `Row ${row}`, lines: [name, email] });

/** @param names - of users, one problem each */
const reportOf = (names: readonly string[]): ProblemReport => ({
    heading: "Import file for WebEx Connect",
    lead: "export.csv, for acme.com",
    figures: [
        { mark: "good", count: 12_480, words: "users in the file" },
        { mark: "high", count: names.length + 1, words: "errors" },
        { mark: "medium", count: 2, words: "warnings" },
    ],
    kinds: [
        { kind: "required", level: "error", words: "required value is missing", count: names.length },
        { kind: "duplicate", level: "error", words: "duplicate address", count: 1 },
        { kind: "formula", level: "warning", words: "formula in a spreadsheet", count: 2 },
    ],
    clashes: [
        {
            kind: "duplicate",
            level: "error",
            value: "ana@acme.com",
            sides: [side(2, "Ana Marić", "ana@acme.com"), side(7_312, "Ana Kovač", "ANA@domain.com")],
        },
    ],
    columns: ["Level", "Row", "Column", "Value", "Reason"],
    rows: [
        ...names.map((name, index) => ({
            kind: "required",
            level: "error" as const,
            cells: [String(index + 3), "lastName", name, "is required"],
        })),
        ...["=1+1", "@SUM(A1)"].map((value) => ({
            kind: "formula",
            level: "warning" as const,
            cells: ["9", "city", value, "would be a formula in a spreadsheet"],
        })),
    ],
    rest: "All are in findings.csv.",
});

/** The example of Imagicle, with a user that changed, one with another name, and one that was deleted. */
async function imagicleSample(): Promise<string> {
    const folder = join(__dirname, "../../examples/imagicle");
    const rules = await readRulesFile(join(folder, "rules.json"));
    const data = await readWebexData(join(folder, "webex.json"));
    const [ada, grace, alan, ...others] = data.objects;
    const gone = { kind: "user", id: "gone", email: "gone@acme.example" } as const;
    expect(alan?.lastName).to.equal("Turing");
    const objects = [{ ...ada, email: "ada@acme.example" }, { ...grace, lastName: "Murray" }, ...others, gone];
    const before = { ...data, objects: objects as typeof data.objects };
    const { snapshot } = compared(previewOf(before, rules), before, "");
    const preview = previewOf(data, rules);
    const comparison = compared(preview, data, snapshot);
    return renderUserPage(
        { preview: { ...preview, warnings: ["a remark"] }, comparison, organizationName: "ACME", filter: rules.filter },
        "All are in users.csv.",
    );
}

describe("the page about users, in a real browser", function () {
    this.timeout(120_000);
    const onPage = pagesOfSuite();
    const rows = (page: Page) => page.locator("tbody tr[data-item]:visible").count();
    const sections = (page: Page) => page.locator("section[data-kind]:visible").count();
    const sample = renderReport(reportOf(["Ana", "Ben", "Chloé"]));

    for (const look of looks)
        it(`makes no requests, has no errors, and is accessible: ${look.colorScheme}, ${look.viewport.width} wide`, async () => {
            for (const [name, page] of Object.entries({ report: sample, imagicle: await imagicleSample() }))
                await onPage(
                    page,
                    async (opened) => {
                        await screenshot(opened.page, `${name}-${look.colorScheme}-${look.viewport.width}`);
                        await expectAccessible(opened, look.viewport.width);
                    },
                    look,
                );
        });

    it("shows what happens to Imagicle's users, and filters them by it", async () =>
        onPage(await imagicleSample(), async ({ page }) => {
            const figures = await page.locator(".figures li").allInnerTexts();
            const counts = figures.map((text) => text.replace(/^\W*/, "").replace(/\s+/g, " ").trim());
            expect(counts).to.deep.equal([
                "16 users",
                "3 errors",
                "2 warnings",
                "1 added",
                "1 changed",
                "1 removed",
                "1 removed and created again",
            ]);
            const sides = await page.locator(".sides").first().locator("strong").allInnerTexts();
            expect(sides).to.deep.equal(["alan.turing@acme.example", "radia.perlman@acme.example"]);
            expect(await page.locator(".users tbody tr:visible").count()).to.equal(16);
            await page.locator(".chip", { hasText: "recreated" }).click();
            const row = page.locator(".users tbody tr:visible");
            expect(await row.allInnerTexts()).to.have.length(1);
            expect(await row.innerText()).to.match(
                /recreated\s+ada\.lovelace@acme\.example\s+Ada Lovelace\s+336601\s+user/,
            );
            expect(await page.locator(".problems tbody tr:visible").count()).to.equal(0);
        }));

    it("shows counts, a bar per kind of problem, the longest first, and clashes next to each other", () =>
        onPage(sample, async ({ page }) => {
            expect(await page.locator(".figures .count").allInnerTexts()).to.deep.equal(["✓12,480", "▲4", "◆2"]);
            const bars = await page
                .locator(".bars tr")
                .evaluateAll((all) => all.map((one) => one.textContent?.replace(/\s+/g, " ").trim()));
            expect(bars).to.deep.equal([
                "▲required value is missing 3",
                "◆formula in a spreadsheet 2",
                "▲duplicate address 1",
            ]);
            const [one, another] = await page.locator(".sides li").all();
            const boxes = [await one?.boundingBox(), await another?.boundingBox()];
            expect(boxes[0]?.y).to.equal(boxes[1]?.y);
        }));

    it("is filtered by words, level and kind, and says how many problems are shown", () =>
        onPage(sample, async ({ page }) => {
            const shown = () => page.locator("#shown").textContent();
            expect([await rows(page), await sections(page), await shown()]).to.deep.equal([5, 1, "5 in all"]);
            await page.keyboard.press("Tab");
            await page.keyboard.press("Tab");
            await page.keyboard.type("chloé");
            expect([await rows(page), await sections(page), await shown()]).to.deep.equal([1, 0, "1 of 5 shown"]);
            await page.locator("[name=text]").fill("");
            await page.locator(".chip", { hasText: "warning" }).click();
            expect([await rows(page), await sections(page)]).to.deep.equal([2, 0]);
            await page.getByText("Show all").click();
            await page.locator(".chip", { hasText: "duplicate address" }).click();
            expect([await rows(page), await sections(page)]).to.deep.equal([0, 1]);
        }));

    it("shows everything without its script", () =>
        onPage(
            sample,
            async ({ page }) => {
                expect([await rows(page), await sections(page)]).to.deep.equal([5, 1]);
                expect(await page.locator("#filters").isVisible()).to.equal(false);
            },
            { javaScriptEnabled: false },
        ));

    it("shows at most a few thousand problems, and says where the rest are", () =>
        onPage(
            renderReport(reportOf(Array.from({ length: 5_000 }, (_, index) => `user ${index}`))),
            async ({ page }) => {
                expect(await rows(page)).to.equal(mostRows);
                expect(await page.locator("main").textContent()).to.match(
                    /The first 2,000 of 5,003\.\s+All are in findings\.csv\./,
                );
            },
        ));

    it("shows names that are attacks as text, within its width", () =>
        onPage(
            renderReport({ ...reportOf(attacks), lead: attacks.join() }),
            async ({ page, problems }) => {
                expect(await page.locator("img, iframe, object, embed, a[href^='javascript']").count()).to.equal(0);
                expect(await page.locator("script").count()).to.equal(1);
                expect(await widthOf(page)).to.equal(375);
                expect([await pwned(page), ...problems]).to.deep.equal([undefined]);
            },
            { viewport: { width: 375, height: 900 } },
        ));
});
