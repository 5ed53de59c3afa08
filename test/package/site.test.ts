import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { buildSite, deadLinks } from "../../tools/docs/site";

describe("the site", () => {
    let folder = "";
    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "site-"));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    it("is built without a warning, has a page for each document and each part, and no dead link", async () => {
        expect(await buildSite(folder)).to.deep.equal([]);
        const parts = ["sdk", "sdk_emite", "sdk_genesys", "sdk_eleveo", "sdk_imagicle", "sdk_webex", "policy"];
        for (const part of parts) expect(existsSync(join(folder, "modules", `${part}.html`)), part).to.equal(true);
        for (const page of ["Drift", "Genesys_Cloud", "Eleveo_User_Management", "Changelog"])
            expect(existsSync(join(folder, "documents", `${page}.html`)), page).to.equal(true);
        expect(readFileSync(join(folder, "index.html"), "utf8")).to.include("What it does not do");
    });

    it("would not be built with links to no page, to no place in a page, or to no address", async () => {
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
