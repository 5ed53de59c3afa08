import { once } from "node:events";
import { existsSync, globSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { expect } from "chai";
import { Hono } from "hono";
import { buildSite, deadLinks } from "../../tools/docs/site";
import { launchChromium } from "../browser/chromium";
import { looks, screenshot, violations, widthOf } from "../browser/page";

const root = join(__dirname, "../..");
const { projectDocuments } = JSON.parse(readFileSync(join(root, "typedoc.json"), "utf8")) as {
    projectDocuments: string[];
};

/** What TypeDoc's own markup breaks: headings of examples, and links in the headings of its menu. */
const ofTypeDoc = ["heading-order", "nested-interactive"];

/** In a real browser: pages fit a narrow screen, light and dark, are accessible, have no error, and diagrams are drawn. */
async function expectReadable(folder: string): Promise<void> {
    const app = new Hono().use(serveStatic({ root: folder }));
    const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const browser = await launchChromium();
    try {
        for (const look of looks) {
            const page = await (await browser.newContext(look)).newPage();
            const problems: string[] = [];
            page.on("pageerror", ({ message }) => problems.push(message));
            for (const path of [
                "index",
                "documents/How_it_works",
                "documents/Drift",
                "documents/Guide__rotating_secrets",
                "classes/sdk_genesys.OAuthClient",
            ]) {
                await page.goto(`http://127.0.0.1:${port}/${path}.html`);
                await screenshot(page, `site-${path.replace(/\W/g, "-")}-${look.colorScheme}-${look.viewport.width}`);
                // Only programs are colored, not output.
                expect(await page.locator("pre code:not([class]) span").count(), path).to.equal(0);
                if (path.endsWith("How_it_works")) await page.waitForSelector(".diagram:nth-of-type(4) svg");
                expect(await widthOf(page), path).to.equal(look.viewport.width);
                expect(await page.locator("h1").count(), path).to.equal(1);
                // Two of the four looks have both colors and both widths.
                if (looks.indexOf(look) % 3 === 0) expect(await violations(page, ofTypeDoc), path).to.deep.equal([]);
            }
            expect(problems).to.deep.equal([]);
        }
    } finally {
        await browser.close();
        server.close();
    }
}

describe("the site", () => {
    let folder = "";
    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "site-"));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    it("is built without a warning, has a page for each document and each part, and no broken link", async () => {
        expect(await buildSite(folder)).to.deep.equal([]);
        const parts = ["sdk", "sdk_emite", "sdk_genesys", "sdk_eleveo", "sdk_imagicle", "sdk_webex", "policy"];
        for (const part of parts) expect(existsSync(join(folder, "modules", `${part}.html`)), part).to.equal(true);
        for (const page of ["Drift", "Genesys_Cloud", "Eleveo_User_Management", "Changelog"])
            expect(existsSync(join(folder, "documents", `${page}.html`)), page).to.equal(true);
        expect(readFileSync(join(folder, "index.html"), "utf8")).to.include("What it does not do");
        const documents = projectDocuments.filter((file) => !file.includes("*"));
        expect(documents).to.include.members(globSync("docs/{*,guides/*}.md", { cwd: root }));
        await expectReadable(folder);
    });

    it("is not built if a link leads to a missing page, a missing heading or an unreachable address", async () => {
        await mkdir(join(folder, "a"));
        await writeFile(
            join(folder, "index.html"),
            '<a href="a/b.html">1</a><a href="a/b.html#here">2</a><a href="#none">3</a><a href="a/c.html">4</a>',
        );
        await writeFile(
            join(folder, "a", "b.html"),
            '<h1 id="here">href="nothing"</h1><a href="../index.html">5</a><a href="#there">6</a>' +
                '<a href="https://example.com/">7</a><a href="http://example.com/">8</a><img src="x.png">',
        );
        expect(deadLinks(folder).sort()).to.deep.equal([
            "a/b.html: #there leads nowhere",
            "a/b.html: http://example.com/ leads nowhere",
            "a/b.html: x.png leads nowhere",
            "index.html: #none leads nowhere",
            "index.html: a/c.html leads nowhere",
        ]);
    });
});
