import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { launchChromium } from "./chromium";

const docs = join(__dirname, "../../docs");

describe("the diagrams of the documents", () => {
    it("are drawn by Mermaid in a real browser", async () => {
        const files = (await readdir(docs, { recursive: true })).filter((file) => file.endsWith(".md"));
        const texts = await Promise.all(files.map((file) => readFile(join(docs, file), "utf8")));
        const diagrams = texts.flatMap((text) =>
            [...text.matchAll(/^```mermaid\n([^]*?)\n```$/gm)].map(([, diagram]) => diagram),
        );
        expect(diagrams).not.to.deep.equal([]);
        const browser = await launchChromium();
        try {
            const page = await browser.newPage();
            await page.addScriptTag({ path: require.resolve("mermaid/dist/mermaid.min.js") });
            for (const diagram of diagrams) {
                const drawing = `mermaid.render("drawing", ${JSON.stringify(diagram)}).then(({ svg }) => svg)`;
                expect(await page.evaluate(drawing), diagram)
                    .to.match(/^<svg/)
                    .and.not.include("Syntax error");
            }
        } finally {
            await browser.close();
        }
    }).timeout(60_000);
});
