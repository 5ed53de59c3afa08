import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { expect } from "chai";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchChromium } from "./chromium";

export const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
    [1280, 375].map((width) => ({ colorScheme, viewport: { width, height: 900 } })),
);

export interface Opened {
    page: Page;
    problems: string[];
}

/** {@link onPage} in a browser that all tests of a suite share. */
export function pagesOfSuite(): (
    html: string,
    use: (opened: Opened) => Promise<void>,
    options?: BrowserContextOptions,
) => Promise<void> {
    let browser: Browser;
    before(async () => (browser = await launchChromium()));
    after(() => browser?.close());
    return (html, use, options) => onPage(browser, html, use, options);
}

/** Opens a page from a file, as a reader would, and blocks all requests; errors are collected. */
async function onPage(
    browser: Browser,
    html: string,
    use: (opened: Opened) => Promise<void>,
    options: BrowserContextOptions = {},
): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), "page-"));
    const file = join(folder, "page.html");
    await writeFile(file, html);
    const context = await browser.newContext(options);
    try {
        const page = await context.newPage();
        const requests: string[] = [];
        const problems: string[] = [];
        page.on("request", (request) => requests.push(request.url()));
        page.on("console", (message) => problems.push(message.text()));
        page.on("pageerror", (error) => problems.push(error.message));
        page.on("dialog", (dialog) => {
            problems.push(`dialog ${dialog.message()}`);
            void dialog.dismiss();
        });
        const address = pathToFileURL(file).href;
        await page.goto(address);
        await use({ page, problems });
        expect(requests).to.deep.equal([address]);
    } finally {
        await context.close();
        await rm(folder, { recursive: true, force: true });
    }
}

export const pwned = (page: Page) => page.evaluate<unknown>("window.pwned");
export const widthOf = (page: Page) => page.evaluate<number>("document.documentElement.scrollWidth");

/** It is as accessible as axe can tell, and as wide as its window. */
export async function expectAccessible({ page, problems }: Opened, width: number): Promise<void> {
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    expect(await violations(page)).to.deep.equal([]);
    expect(problems).to.deep.equal([]);
    expect(await widthOf(page)).to.equal(width);
}

/** What axe finds on a page, with the elements, without some of its rules. */
export async function violations(page: Page, without: readonly string[] = []): Promise<string[]> {
    await page.evaluate(await readFile(require.resolve("axe-core/axe.min.js"), "utf8"));
    const disabled = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
    const results = await page.evaluate<AxeResults>(`axe.run({ rules: ${JSON.stringify(disabled)} })`);
    expect(results.passes.map(({ id }) => id)).to.include("color-contrast");
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
}

/** For a person to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
    const shots = process.env["SHOTS"];
    if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}
